package dev.odb.core.storage.file;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread for what the storages of this process do beside commits, one after the other. It ends when there is nothing
 * to do, belongs to no deployment, and keeps no process alive.
 */
final class IdleThread {
    private static final ThreadPoolExecutor EXECUTOR = executor();

    private IdleThread() {}

    /** Runs it soon. */
    static void run(Runnable task) {
        EXECUTOR.execute(task);
    }

    private static ThreadPoolExecutor executor() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(null, task, "odb-index", 0, false);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(null);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
