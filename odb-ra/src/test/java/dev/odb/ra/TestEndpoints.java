package dev.odb.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.LocalTransactionException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;

/** A message-driven bean in a container that does around it what WildFly does. */
final class TestEndpoints implements MessageEndpointFactory {
    private final TransactionManager transactions;
    private final Class<?> type;
    private final Object bean;
    /** What the deliveries did with the resource that the adapter gave. */
    final List<Recording> resources = new CopyOnWriteArrayList<>();
    /** Endpoints that are not released. */
    final AtomicInteger open = new AtomicInteger();
    /** Calls of the server's part that are to fail: createEndpoint, beforeDelivery, enlist or release. */
    final List<String> failing = new CopyOnWriteArrayList<>();

    boolean transacted = true;
    /** Of each transaction, in seconds; 0 for the manager's own. */
    volatile int timeout;

    TestEndpoints(TransactionManager transactions, Class<?> type, Object bean) {
        this.transactions = transactions;
        this.type = type;
        this.bean = bean;
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) {
        failIfToldSo("createEndpoint");
        Recording recording = new Recording(resource);
        resources.add(recording);
        open.incrementAndGet();
        Object proxy = Proxy.newProxyInstance(
                bean.getClass().getClassLoader(),
                new Class<?>[] {MessageEndpoint.class, type},
                (self, method, given) -> switch (method.getName()) {
                    case "beforeDelivery" -> before(recording);
                    case "afterDelivery" -> after();
                    case "release" -> release();
                    default -> deliver(method, given);
                });
        return (MessageEndpoint) proxy;
    }

    private void failIfToldSo(String call) {
        if (failing.remove(call)) {
            throw new IllegalStateException(call + " failed");
        }
    }

    private Object before(Recording resource) throws Exception {
        failIfToldSo("beforeDelivery");
        transactions.setTransactionTimeout(timeout);
        transactions.begin();
        if (!failing.remove("enlist")) {
            transactions.getTransaction().enlistResource(resource);
        }
        return null;
    }

    private Object deliver(Method method, Object[] given) throws Throwable {
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(bean.getClass().getClassLoader());
        try {
            return method.invoke(bean, given);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof Exception) || e.getCause() instanceof RuntimeException) {
                transactions.getTransaction().setRollbackOnly();
            }
            throw e.getCause();
        } finally {
            thread.setContextClassLoader(null);
        }
    }

    private Object after() throws ResourceException {
        try {
            if (transactions.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
                transactions.rollback();
            } else {
                transactions.commit();
            }
            return null;
        } catch (Exception e) {
            throw new LocalTransactionException(e);
        }
    }

    private Object release() {
        open.decrementAndGet();
        failIfToldSo("release");
        return null;
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return transacted;
    }

    @Override
    public String getActivationName() {
        return "test";
    }

    @Override
    public Class<?> getEndpointClass() {
        return bean.getClass();
    }
}
