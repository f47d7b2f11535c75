package dev.odb.tests.crash.inside;

import com.arjuna.ats.internal.jta.resources.arjunacore.XAResourceRecord;
import com.arjuna.ats.internal.jta.resources.arjunacore.XAResourceRecordWrappingPlugin;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.transaction.xa.XAResource;
import org.jboss.tm.XAResourceWrapper;

/**
 * Gives an XAResource a name, as a server's pool does. Without one Narayana keeps its record of a branch that committed
 * before a crash for ever: it cannot tell a resource that has forgotten the branch from one that it has not heard of yet.
 */
final class NamedResource implements InvocationHandler {
    private final String name;
    private final XAResource resource;

    private NamedResource(String name, XAResource resource) {
        this.name = name;
        this.resource = resource;
    }

    static XAResource named(String name, XAResource resource) {
        return (XAResource) Proxy.newProxyInstance(
                NamedResource.class.getClassLoader(),
                new Class<?>[] {XAResourceWrapper.class},
                new NamedResource(name, resource));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "getResource":
                return resource;
            case "getJndiName", "getProductName", "getProductVersion":
                return name;
            case "equals":
                return proxy == arguments[0];
            default:
                try {
                    return method.invoke(resource, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
        }
    }

    /** Tells Narayana the names. */
    static final class Plugin implements XAResourceRecordWrappingPlugin {
        @Override
        public void transcribeWrapperData(XAResourceRecord record) {
            XAResourceWrapper wrapper = (XAResourceWrapper) record.value();
            record.setJndiName(wrapper.getJndiName());
            record.setProductName(wrapper.getProductName());
            record.setProductVersion(wrapper.getProductVersion());
        }

        @Override
        public Integer getEISName(XAResource resource) {
            return 0;
        }

        @Override
        public String getEISName(Integer number) {
            return "unnamed";
        }
    }
}
