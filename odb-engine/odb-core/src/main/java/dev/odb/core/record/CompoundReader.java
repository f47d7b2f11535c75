package dev.odb.core.record;

import dev.odb.FieldConverter;
import dev.odb.OdbException;
import java.lang.reflect.InvocationTargetException;

/** Reads Java records and objects of value classes, whose parts are stored by name. */
final class CompoundReader {
    private final ValueReader values;

    CompoundReader(ValueReader values) {
        this.values = values;
    }

    /** What a class says about one of its parts. */
    private interface Part {
        boolean accepts(Object value);

        FieldConverter<?, ?> converter();

        String name();

        String typeName();
    }

    Object record() {
        long before = values.work();
        String type = values.name();
        int count = values.in.readCount(2);
        RecordShape shape = null;
        try {
            shape = RecordShape.of(values.renamed(values.types.recordType(type, values.in.subject()), type));
        } catch (OdbException e) {
            values.broken(e);
        }
        if (shape != null && shape.size() != count) {
            values.markConverted();
        }
        Object[] arguments = shape == null ? null : shape.zeros();
        boolean usable = shape != null;
        for (int i = 0; i < count; i++) {
            String name = values.name();
            Object stored = values.read();
            int at = shape == null ? -1 : shape.find(name, i);
            if (at != i || !shape.name(at).equals(name)) {
                values.markConverted();
            }
            if (at >= 0) {
                usable &= fit(component(shape, at), stored, arguments, at);
            }
        }
        Object value = usable ? create(shape, type, arguments) : null;
        values.complete(values.share(value), before);
        return value;
    }

    private Object create(RecordShape shape, String type, Object[] arguments) {
        try {
            return shape.create(arguments);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            return values.broken(RecordMessages.recordRefused(values.in.subject(), type, e));
        }
    }

    /** Puts a stored part, converted if need be, into its place; false if that cannot be and need not be. */
    private boolean fit(Part part, Object stored, Object[] into, int at) {
        try {
            Object value = stored;
            if (!part.accepts(value) && part.converter() != null) {
                value = Conversion.run(part.converter(), value, values.in.subject(), part.typeName(), part.name());
                values.markConverted();
            }
            if (!part.accepts(value)) {
                throw stored instanceof ObjectOfMissingClass missing
                        ? RecordMessages.missingTarget(values.in.subject(), part.typeName(), part.name(), missing)
                        : RecordMessages.recordComponent(values.in.subject(), part.typeName(), part.name(), stored);
            }
            into[at] = value;
            return true;
        } catch (OdbException e) {
            values.broken(e);
            return false;
        }
    }

    private static Part component(RecordShape shape, int at) {
        return new Part() {
            @Override
            public boolean accepts(Object value) {
                return shape.accepts(at, value);
            }

            @Override
            public FieldConverter<?, ?> converter() {
                return shape.converter(at);
            }

            @Override
            public String name() {
                return shape.name(at);
            }

            @Override
            public String typeName() {
                return shape.typeName();
            }
        };
    }

    /** It can contain itself, so it is made before its parts are read. */
    Object value() {
        values.markUntracked();
        long before = values.work();
        String type = values.name();
        int count = values.in.readCount(2);
        ValueShape shape = null;
        Object made = null;
        try {
            shape = ValueShape.of(values.renamed(values.types.valueType(type, values.in.subject()), type));
            made = create(shape);
        } catch (OdbException e) {
            values.broken(e);
        }
        int ordinal = values.share(made);
        if (made != null && shape.size() != count) {
            values.markConverted();
        }
        Object[] one = new Object[1];
        for (int i = 0; i < count; i++) {
            String name = values.name();
            Object stored = values.read();
            int at = made == null ? -1 : shape.find(name);
            if (at != i || !shape.name(at).equals(name)) {
                values.markConverted();
            }
            if (at >= 0 && fit(field(shape, at), stored, one, 0)) {
                shape.set(made, at, one[0]);
            }
        }
        values.complete(ordinal, before);
        return made;
    }

    private Object create(ValueShape shape) {
        try {
            return shape.create();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw RecordMessages.valueNotMade(values.in.subject(), shape.typeName(), e.getCause());
        }
    }

    private static Part field(ValueShape shape, int at) {
        return new Part() {
            @Override
            public boolean accepts(Object value) {
                return shape.accepts(at, value);
            }

            @Override
            public FieldConverter<?, ?> converter() {
                return shape.converter(at);
            }

            @Override
            public String name() {
                return shape.name(at);
            }

            @Override
            public String typeName() {
                return shape.typeName();
            }
        };
    }
}
