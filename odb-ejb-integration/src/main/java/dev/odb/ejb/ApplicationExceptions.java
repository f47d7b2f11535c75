package dev.odb.ejb;

import jakarta.ejb.ApplicationException;
import java.rmi.RemoteException;

/** The rules of EJB for exceptions of business methods. */
final class ApplicationExceptions {
    private ApplicationExceptions() {}

    /** Whether the exception rolls back: system exceptions do, application exceptions if they say so. */
    static boolean rollsBack(Exception thrown) {
        return isSystem(thrown) || rollsBackByRule(thrown);
    }

    /** Whether it is an application exception that rolls back. */
    static boolean rollsBackByRule(Exception thrown) {
        ApplicationException rule = rule(thrown.getClass());
        return rule != null && rule.rollback();
    }

    /** Whether the exception is none of the application's, so that the container discards the bean. */
    static boolean isSystem(Exception thrown) {
        return rule(thrown.getClass()) == null
                && (thrown instanceof RuntimeException || thrown instanceof RemoteException);
    }

    /** Whether the container hands it on as it is, instead of taking it for a failure of the bean. */
    static boolean isOne(RuntimeException thrown) {
        return rule(thrown.getClass()) != null;
    }

    private static ApplicationException rule(Class<?> type) {
        for (Class<?> c = type; c != Exception.class && c != null; c = c.getSuperclass()) {
            ApplicationException rule = c.getDeclaredAnnotation(ApplicationException.class);
            if (rule != null) {
                return c == type || rule.inherited() ? rule : null;
            }
        }
        return null;
    }
}
