package dev.odb.ra;

import dev.odb.ra.TestServer.Work;
import jakarta.security.jacc.PolicyContext;
import jakarta.security.jacc.PolicyContextException;
import jakarta.security.jacc.PolicyContextHandler;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Set;

/** A request that this thread serves, as a server makes it known to resource adapters. */
final class Request {
    private static final String KEY = HttpServletRequest.class.getName();
    private static final ThreadLocal<HttpServletRequest> SERVED = new ThreadLocal<>();

    static {
        try {
            PolicyContext.registerHandler(KEY, new Handler(), true);
        } catch (PolicyContextException e) {
            throw new IllegalStateException(e);
        }
    }

    private Request() {}

    /**
     * Serves a request of a user.
     *
     * @param user null for nobody
     */
    static void of(String user, Set<String> roles, Work work) throws Exception {
        Principal principal = user == null ? null : () -> user;
        SERVED.set((HttpServletRequest) Proxy.newProxyInstance(
                Request.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getUserPrincipal" -> principal;
                    case "isUserInRole" -> roles.contains(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
        try {
            work.run();
        } finally {
            SERVED.remove();
        }
    }

    private static final class Handler implements PolicyContextHandler {
        @Override
        public Object getContext(String key, Object data) {
            return SERVED.get();
        }

        @Override
        public String[] getKeys() {
            return new String[] {KEY};
        }

        @Override
        public boolean supports(String key) {
            return key.equals(KEY);
        }
    }
}
