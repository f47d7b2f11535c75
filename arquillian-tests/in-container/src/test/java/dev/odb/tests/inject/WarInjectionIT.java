package dev.odb.tests.inject;

import dev.odb.tests.support.Archives;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything in one WAR. */
@ExtendWith(ArquillianExtension.class)
class WarInjectionIT extends Injection {
    @Deployment
    static WebArchive deployment() {
        return Archives.war("injection", WarInjectionIT.class);
    }

    @Override
    String context() {
        return "injection";
    }
}
