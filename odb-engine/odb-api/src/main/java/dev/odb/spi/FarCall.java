package dev.odb.spi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Calls that the JIT compiler does not put in line. While objects are loaded, every field read has been seen to call what
 * loads them; put in line, that fills the loops that later read loaded objects, and what belongs into them no longer fits:
 * such loops took almost twice the time. A method handle that is no constant is a place where the compiler stops.
 */
final class FarCall {
    // not final, on purpose
    private static MethodHandle read = find("read");
    private static MethodHandle readValue = find("readValue");

    private FarCall() {}

    /** {@link Owner#read}. */
    static Managed read(Owner owner, Managed object) {
        try {
            return (Managed) read.invokeExact(owner, object);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** {@link Owner#readValue}. */
    static Managed readValue(Owner owner, Managed object) {
        try {
            return (Managed) readValue.invokeExact(owner, object);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static MethodHandle find(String name) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(Owner.class, name, MethodType.methodType(Managed.class, Managed.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** They declare nothing that is checked. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }
}
