package dev.odb.tests.inflow;

import dev.odb.OdbConnectionFactory;
import dev.odb.ParkedTask;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import java.util.List;

/** Looks after the queue, in the role that this asks for. */
@Stateless
@RunAs("odb-admin")
@PermitAll
public class Administrator {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    /** The parked tasks of a key. */
    public List<ParkedTask> parked(String key) {
        return factory.administration().parkedTasks("orders", 0, 1000).stream()
                .filter(task -> task.key().equals(key))
                .toList();
    }

    public void resubmit(long task) {
        factory.administration().resubmitTask("orders", task);
    }
}
