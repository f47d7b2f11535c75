package dev.odb;

/**
 * Makes the value of a field of a value that was stored when the field had another type; see {@link Converted}. Needs a
 * constructor without parameters, which may be private. It may run often, for different threads, and while the object is
 * being loaded: it must depend on nothing but its argument and touch no persistent object.
 *
 * @param <S> the stored type, boxed if primitive; {@code Object} if there were several
 * @param <T> the type of the field, boxed if primitive
 */
@FunctionalInterface
public interface FieldConverter<S, T> {
    /**
     * Converts.
     *
     * @param stored what is stored; null if that is null
     * @return the field's value; not null for a field of a primitive type
     */
    T convert(S stored);

    /** Takes the value as it is. */
    final class AsStored implements FieldConverter<Object, Object> {
        @Override
        public Object convert(Object stored) {
            return stored;
        }
    }
}
