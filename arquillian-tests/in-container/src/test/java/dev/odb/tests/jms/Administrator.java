package dev.odb.tests.jms;

import dev.odb.OdbConnectionFactory;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import java.util.List;

/** May look at branches in doubt. */
@Stateless
@RunAs("odb-admin")
@PermitAll
public class Administrator {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    /** Who waits for objects that branches hold. */
    public List<String> waiting() {
        return factory.administration().branchesInDoubt().stream()
                .flatMap(branch -> branch.waiting().stream())
                .toList();
    }
}
