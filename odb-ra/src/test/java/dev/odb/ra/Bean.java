package dev.odb.ra;

import dev.odb.ra.TestServer.Work;
import jakarta.ejb.EJBContext;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Hashtable;
import java.util.Set;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/** An enterprise bean that this thread runs in, as JNDI tells it. */
public final class Bean implements InitialContextFactory {
    private static final ThreadLocal<EJBContext> CURRENT = new ThreadLocal<>();

    /** Called by JNDI. */
    public Bean() {}

    /**
     * Runs in a bean.
     *
     * @param caller null if the bean is in a state without one
     */
    static void calledBy(String caller, Set<String> roles, Work work) throws Exception {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Bean.class.getName());
        Principal principal = () -> caller;
        CURRENT.set(proxy(EJBContext.class, (name, argument) -> {
            if (caller == null) {
                throw new IllegalStateException("not now");
            }
            return name.equals("getCallerPrincipal") ? principal : roles.contains(argument);
        }));
        try {
            work.run();
        } finally {
            CURRENT.remove();
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
        return proxy(Context.class, (call, name) -> {
            if (!call.equals("lookup") || !"java:comp/EJBContext".equals(name) || CURRENT.get() == null) {
                throw new NameNotFoundException(String.valueOf(name));
            }
            return CURRENT.get();
        });
    }

    private interface Answer {
        Object to(String call, Object argument) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                Bean.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments == null ? null : arguments[0])));
    }
}
