package dev.odb.junit.impl;

import dev.odb.cdi.RetryOnConflict;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ServiceLoader;
import org.jboss.weld.environment.se.Weld;

/** Starts Weld SE with what a server would have: odb-cdi, and the transaction manager for CDI's own use of transactions. */
final class Container {
    private Container() {}

    static SeContainer start(Settings settings, Extension own) {
        Weld weld = new Weld();
        if (!settings.discovers()) {
            weld.disableDiscovery()
                    .addPackages(true, RetryOnConflict.class)
                    .addPackages(true, settings.annotation().packages())
                    .addBeanClasses(settings.annotation().classes());
            // without discovery Weld looks for none
            ServiceLoader.load(Extension.class).forEach(weld::addExtension);
        }
        return weld.addExtension(own)
                .addServices(new WeldTransactions(Narayana.transactionManager()))
                .initialize();
    }
}
