package dev.odb.ra;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.Principal;

/**
 * WildFly's own answer: the identity that code of the thread runs as, with the roles it has there. Asked through method
 * handles, since the adapter must run where there is no Elytron, and before the portable way, because each transaction asks
 * and that one looks names up, and because it knows a bean's run-as roles.
 */
final class Elytron {
    /** Whether the server has it. */
    static final boolean PRESENT;

    private static final MethodHandle DOMAIN;
    private static final MethodHandle IDENTITY;
    private static final MethodHandle NOBODY;
    private static final MethodHandle IS_ANONYMOUS;
    private static final MethodHandle PRINCIPAL;
    private static final MethodHandle ROLES;
    private static final MethodHandle IS_EMPTY;
    private static final MethodHandle CONTAINS;

    static {
        Handles found = Handles.find();
        PRESENT = found != null;
        DOMAIN = PRESENT ? found.domain : null;
        IDENTITY = PRESENT ? found.identity : null;
        NOBODY = PRESENT ? found.nobody : null;
        IS_ANONYMOUS = PRESENT ? found.isAnonymous : null;
        PRINCIPAL = PRESENT ? found.principal : null;
        ROLES = PRESENT ? found.roles : null;
        IS_EMPTY = PRESENT ? found.isEmpty : null;
        CONTAINS = PRESENT ? found.contains : null;
    }

    private Elytron() {}

    /** The identity of the thread in the security domain of its deployment. */
    static Caller caller() {
        try {
            Object domain = (Object) DOMAIN.invokeExact();
            return domain == null ? new Nobody() : new Identity(domain, (Object) IDENTITY.invokeExact(domain));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        // Elytron declares nothing checked
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }

    /** The deployment has no security domain. */
    private record Nobody() implements Caller {
        @Override
        public String name() {
            return "";
        }

        @Override
        public boolean isInRole(String role) {
            return false;
        }
    }

    private record Identity(Object domain, Object identity) implements Caller {
        @Override
        public String name() {
            try {
                if (!(boolean) IS_ANONYMOUS.invokeExact(identity)) {
                    return ((Principal) PRINCIPAL.invokeExact(identity)).getName();
                }
                Object nobody = (Object) NOBODY.invokeExact(domain);
                // a bean that runs as a role, without a name: then it is the caller before it who acts
                return identity == nobody ? "" : new PortableCaller().name();
            } catch (Throwable e) {
                throw unchecked(e);
            }
        }

        /** Those of an enterprise bean alone if it has some of its own, as with run-as; else the identity's in the web. */
        @Override
        public boolean isInRole(String role) {
            try {
                Object roles = (Object) ROLES.invokeExact(identity, "ejb", false);
                if ((boolean) IS_EMPTY.invokeExact(roles)) {
                    roles = (Object) ROLES.invokeExact(identity, "web", true);
                }
                return (boolean) CONTAINS.invokeExact(roles, role);
            } catch (Throwable e) {
                throw unchecked(e);
            }
        }
    }

    private record Handles(
            MethodHandle domain,
            MethodHandle identity,
            MethodHandle nobody,
            MethodHandle isAnonymous,
            MethodHandle principal,
            MethodHandle roles,
            MethodHandle isEmpty,
            MethodHandle contains) {
        /** Null where there is no Elytron, or not one that answers these questions. */
        static Handles find() {
            try {
                ClassLoader server = Elytron.class.getClassLoader();
                Class<?> domain = Class.forName("org.wildfly.security.auth.server.SecurityDomain", true, server);
                Class<?> identity = Class.forName("org.wildfly.security.auth.server.SecurityIdentity", true, server);
                Class<?> roles = Class.forName("org.wildfly.security.authz.Roles", true, server);
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                return new Handles(
                        lookup.findStatic(domain, "getCurrent", MethodType.methodType(domain))
                                .asType(MethodType.methodType(Object.class)),
                        get(lookup, domain, "getCurrentSecurityIdentity", identity, Object.class),
                        get(lookup, domain, "getAnonymousSecurityIdentity", identity, Object.class),
                        get(lookup, identity, "isAnonymous", boolean.class, boolean.class),
                        get(lookup, identity, "getPrincipal", Principal.class, Principal.class),
                        lookup.findVirtual(
                                        identity, "getRoles", MethodType.methodType(roles, String.class, boolean.class))
                                .asType(MethodType.methodType(Object.class, Object.class, String.class, boolean.class)),
                        get(lookup, roles, "isEmpty", boolean.class, boolean.class),
                        lookup.findVirtual(roles, "contains", MethodType.methodType(boolean.class, String.class))
                                .asType(MethodType.methodType(boolean.class, Object.class, String.class)));
            } catch (ReflectiveOperationException | LinkageError e) {
                return null;
            }
        }

        private static MethodHandle get(
                MethodHandles.Lookup lookup, Class<?> of, String name, Class<?> result, Class<?> as)
                throws ReflectiveOperationException {
            return lookup.findVirtual(of, name, MethodType.methodType(result))
                    .asType(MethodType.methodType(as, Object.class));
        }
    }
}
