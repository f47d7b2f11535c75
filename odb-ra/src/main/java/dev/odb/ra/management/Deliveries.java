package dev.odb.ra.management;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts deliveries, and shows the counts. */
public final class Deliveries implements DeliveriesMXBean {
    private final String bean;
    private final String application;
    private final AtomicInteger running = new AtomicInteger();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder replayed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder parked = new LongAdder();

    /** To a bean of that class; it is not kept. */
    public Deliveries(Class<?> bean) {
        ClassLoader loader = bean.getClassLoader();
        this.bean = bean.getSimpleName();
        this.application = loader == null || loader.getName() == null ? String.valueOf(loader) : loader.getName();
    }

    /** One begins. */
    public void begun() {
        running.incrementAndGet();
    }

    /** One is over, after so many attempts. */
    public void ended(int attempts) {
        running.decrementAndGet();
        replayed.add(Math.max(0, attempts - 1));
    }

    /** It was committed. */
    public void delivered() {
        delivered.increment();
    }

    /** It failed; it may be parked for that. */
    public void failed() {
        failed.increment();
    }

    /** Its task was put aside. */
    public void parked() {
        parked.increment();
    }

    @Override
    public String getBean() {
        return bean;
    }

    @Override
    public String getApplication() {
        return application;
    }

    @Override
    public int getRunning() {
        return running.get();
    }

    @Override
    public long getDelivered() {
        return delivered.sum();
    }

    @Override
    public long getReplayed() {
        return replayed.sum();
    }

    @Override
    public long getFailed() {
        return failed.sum();
    }

    @Override
    public long getParked() {
        return parked.sum();
    }
}
