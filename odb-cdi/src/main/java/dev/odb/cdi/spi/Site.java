package dev.odb.cdi.spi;

import dev.odb.cdi.RetryOnConflict;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method of a component and the annotations that decide how it is replayed.
 *
 * @param component the component's class, which may inherit the method
 * @param method the method as it is declared
 * @param onMethod annotations of the method
 * @param onComponent annotations of the component's class
 */
public record Site(
        Class<?> component, Method method, Collection<Annotation> onMethod, Collection<Annotation> onComponent) {
    /** As the container sees it. */
    public static Site of(AnnotatedType<?> type, AnnotatedMethod<?> method) {
        return new Site(type.getJavaClass(), method.getJavaMember(), method.getAnnotations(), type.getAnnotations());
    }

    /** As the class file says. */
    public static Site of(Class<?> component, Method method) {
        Class<?> real = component;
        while (real.isSynthetic() && real.getSuperclass() != Object.class) {
            real = real.getSuperclass();
        }
        return new Site(real, method, List.of(method.getAnnotations()), List.of(real.getAnnotations()));
    }

    /** Whether a class between the method's and the component overrides it, so that its annotations mean nothing there. */
    public static boolean isOverridden(Method method, Class<?> component) {
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            return false;
        }
        for (Class<?> c = component; c != null && c != method.getDeclaringClass(); c = c.getSuperclass()) {
            for (Method other : c.getDeclaredMethods()) {
                if (other.getName().equals(method.getName())
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The annotation of the method, else of the component's class; also through a stereotype or another binding. */
    public <A extends Annotation> Optional<A> find(Class<A> type) {
        Optional<A> found = find(type, onMethod, new HashSet<>());
        return found.isPresent() ? found : onComponent(type);
    }

    /** The annotation of the component's class. */
    public <A extends Annotation> Optional<A> onComponent(Class<A> type) {
        return find(type, onComponent, new HashSet<>());
    }

    /** The annotation of the method, else of the class that declares it: how EJB inherits. */
    public <A extends Annotation> Optional<A> whereDeclared(Class<A> type) {
        Optional<A> found = find(type, onMethod, new HashSet<>());
        return found.isPresent() || method.getDeclaringClass() == component
                ? found.or(() -> onComponent(type))
                : Optional.ofNullable(method.getDeclaringClass().getDeclaredAnnotation(type));
    }

    /** The binding at work. */
    public RetryOnConflict retry() {
        return find(RetryOnConflict.class).orElseThrow(() -> new IllegalStateException("not bound: " + this));
    }

    /** Class and method, for messages. */
    @Override
    public String toString() {
        return component.getName() + "." + method.getName() + "()";
    }

    private static <A extends Annotation> Optional<A> find(
            Class<A> type, Collection<Annotation> annotations, Set<Class<?>> seen) {
        for (Annotation annotation : annotations) {
            if (type.isInstance(annotation)) {
                return Optional.of(type.cast(annotation));
            }
        }
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> meta = annotation.annotationType();
            if (passesOn(meta) && seen.add(meta)) {
                Optional<A> found = find(type, List.of(meta.getAnnotations()), seen);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean passesOn(Class<? extends Annotation> meta) {
        return meta.isAnnotationPresent(Stereotype.class) || meta.isAnnotationPresent(InterceptorBinding.class);
    }
}
