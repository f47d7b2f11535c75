package dev.odb.tests.jms.mistakes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odb.tests.support.Archives;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What cannot be replayed is not deployed. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class JmsMistakesIT {
    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "mistakes", managed = false, testable = false)
    static WebArchive deployment() {
        return Archives.war("mistakes", JmsMistakesIT.class).deleteClass(JmsMistakesIT.class);
    }

    @Test
    void beansWithoutATransactionOfTheContainer_areRefusedTogether() {
        assertThatThrownBy(() -> deployer.deploy("mistakes"))
                .hasMessageContaining("ODB-6001: The deployment has 2 mistakes")
                .hasMessageContaining("ODB-7001: @RetryOnConflict on " + OwnTransactions.class.getName())
                .hasMessageContaining("ODB-7007: @RetryOnConflict on " + NoTransaction.class.getName());
    }
}
