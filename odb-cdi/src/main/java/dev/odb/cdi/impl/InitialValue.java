package dev.odb.cdi.impl;

import jakarta.enterprise.inject.spi.CDI;
import java.io.Serializable;
import java.util.function.Supplier;

/** Makes the first object of a root when it is used and not there. Part of what is injected, so it can be passivated. */
final class InitialValue<T> implements Supplier<T>, Serializable {
    private static final long serialVersionUID = 1;

    private final RootName root;
    private final Class<T> type;
    private transient volatile InitialValues values;

    InitialValue(RootName root, Class<T> type, InitialValues values) {
        this.root = root;
        this.type = type;
        this.values = values;
    }

    @Override
    public T get() {
        InitialValues known = values;
        if (known == null) {
            known = CDI.current()
                    .getBeanManager()
                    .getExtension(OdbExtension.class)
                    .initialValues();
            values = known;
        }
        return type.cast(known.make(root, type));
    }
}
