package dev.odb.tests.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.NotPermittedException;
import dev.odb.VersionLockedException;
import dev.odb.tests.support.Archives;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything in one WAR. */
@ExtendWith(ArquillianExtension.class)
class WarInjectionIT extends Injection {
    @Inject
    private IssueVersions versions;

    @EJB
    private VersionAdministrator versionAdministrator;

    @Deployment
    static WebArchive deployment() {
        return Archives.war("injection", WarInjectionIT.class);
    }

    @Override
    String context() {
        return "injection";
    }

    @Test
    void versionByName_isSeenInsideUntilItIsCommitted() throws Exception {
        versions.comment("spring", KEY, "inside");
        assertThat(comments()).isEmpty();
        assertThat(versions.comments("spring", KEY)).containsExactly("inside");
        assertHeldBy("spring");

        versions.commit("spring");
        assertThat(comments()).containsExactly("inside");
        bean.comment(KEY, "outside");
        assertThat(comments()).containsExactly("inside", "outside");
    }

    @Test
    void lockInAVersion_isBrokenByWhoeverHasTheRole() throws Exception {
        versions.lock("autumn", KEY);
        assertHeldBy("autumn");
        assertThatThrownBy(() -> versions.breakLock("autumn", KEY))
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("odb-admin");
        assertHeldBy("autumn");

        versionAdministrator.breakLock("autumn", KEY);
        bean.comment(KEY, "outside");
        assertThat(comments()).containsExactly("outside");
    }

    private void assertHeldBy(String version) {
        assertThatThrownBy(() -> bean.comment(KEY, "outside"))
                .isInstanceOfSatisfying(VersionLockedException.class, e -> assertThat(e.version())
                        .isEqualTo(version));
    }
}
