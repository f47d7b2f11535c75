package dev.odb.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** Starts Weld SE with odb-cdi as it is packaged, Narayana's CDI extension, and the given beans. */
final class Weld {
    private Weld() {}

    static SeContainer start(Class<?>... beans) {
        return SeContainerInitializer.newInstance().addBeanClasses(beans).initialize();
    }
}
