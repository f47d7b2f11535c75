package dev.odb.ejb;

import jakarta.ejb.ApplicationException;
import java.rmi.RemoteException;
import java.util.Map;

/**
 * The rules of EJB for exceptions of business methods.
 *
 * @param declared those of ejb-jar.xml, by class; they go before annotations
 */
record ApplicationExceptions(Map<String, Rule> declared) {
    /** What is said of a class of application exceptions. */
    record Rule(boolean rollback, boolean inherited) {
        private static Rule of(ApplicationException annotation) {
            return annotation == null ? null : new Rule(annotation.rollback(), annotation.inherited());
        }
    }

    /** Of the module that has the bean. */
    static ApplicationExceptions of(Class<?> bean) {
        return new ApplicationExceptions(EjbJar.beside(bean).applicationExceptions());
    }

    /** Whether the exception rolls back: system exceptions do, application exceptions if they say so. */
    boolean rollsBack(Exception thrown) {
        return isSystem(thrown) || rollsBackByRule(thrown);
    }

    /** Whether it is an application exception that rolls back. */
    boolean rollsBackByRule(Exception thrown) {
        Rule rule = rule(thrown.getClass());
        return rule != null && rule.rollback;
    }

    /** Whether the exception is none of the application's, so that the container discards the bean. */
    boolean isSystem(Exception thrown) {
        return rule(thrown.getClass()) == null
                && (thrown instanceof RuntimeException || thrown instanceof RemoteException);
    }

    /** Whether the container hands it on as it is, instead of taking it for a failure of the bean. */
    boolean isOne(RuntimeException thrown) {
        return rule(thrown.getClass()) != null;
    }

    private Rule rule(Class<?> type) {
        for (Class<?> c = type; c != Exception.class && c != null; c = c.getSuperclass()) {
            Rule inDescriptor = declared.get(c.getName());
            Rule rule =
                    inDescriptor == null ? Rule.of(c.getDeclaredAnnotation(ApplicationException.class)) : inDescriptor;
            if (rule != null) {
                return c == type || rule.inherited ? rule : null;
            }
        }
        return null;
    }
}
