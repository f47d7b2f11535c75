package dev.odb.cdi.spi;

import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;

/**
 * What became of the transactions of one attempt. An application exception may commit or roll back and look the same
 * from outside, so the transaction itself is asked. All threads may use it.
 */
public final class Outcome {
    private static final String KEY = Outcome.class.getName();

    private volatile boolean rolledBack;
    private volatile boolean other;

    /** Reports the end of a transaction. */
    public void completed(int status) {
        if (status == Status.STATUS_ROLLEDBACK) {
            rolledBack = true;
        } else {
            other = true;
        }
    }

    /** Whether there was a transaction and all that happened was rolled back. */
    public boolean rolledBack() {
        return rolledBack && !other;
    }

    /** Proceeds, so that interceptors further inside report to this. */
    public Object proceed(InvocationContext context) throws Exception {
        context.getContextData().put(KEY, this);
        try {
            return context.proceed();
        } finally {
            context.getContextData().remove(KEY);
        }
    }

    /** What the invocation reports to, or null if nobody further outside replays. */
    public static Outcome of(InvocationContext context) {
        return (Outcome) context.getContextData().get(KEY);
    }
}
