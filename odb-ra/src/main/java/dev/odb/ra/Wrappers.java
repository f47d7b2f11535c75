package dev.odb.ra;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import javax.transaction.xa.XAResource;

/**
 * Finds the XAResource inside a server's wrapper. IronJacamar passes its own wrapper to isSameRM; it has a public {@code
 * getResource()} that gives the wrapped one. By reflection, since the adapter is made for any server.
 */
final class Wrappers {
    private static final int DEPTH = 8;

    private Wrappers() {}

    /** What is inside, or the resource itself if it wraps nothing. */
    static XAResource unwrap(XAResource resource) {
        XAResource inner = resource;
        for (int i = 0; i < DEPTH && inner != null && !(inner instanceof OdbXAResource); i++) {
            XAResource next = inside(inner);
            if (next == null) {
                return inner;
            }
            inner = next;
        }
        return inner;
    }

    private static XAResource inside(XAResource wrapper) {
        Method method = method(wrapper.getClass());
        if (method == null) {
            return null;
        }
        try {
            return (XAResource) method.invoke(wrapper);
        } catch (IllegalAccessException | InvocationTargetException e) {
            return null;
        }
    }

    /** The method as a public class or interface declares it, which can be called from here. */
    private static Method method(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            Method found = declared(at);
            if (found != null) {
                return found;
            }
            for (Class<?> face : at.getInterfaces()) {
                found = method(face);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static Method declared(Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers())) {
            return null;
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("getResource")
                    && method.getParameterCount() == 0
                    && Modifier.isPublic(method.getModifiers())
                    && XAResource.class.isAssignableFrom(method.getReturnType())) {
                return method;
            }
        }
        return null;
    }
}
