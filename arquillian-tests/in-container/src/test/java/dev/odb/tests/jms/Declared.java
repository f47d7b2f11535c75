package dev.odb.tests.jms;

import jakarta.ejb.ApplicationException;

/** One that would let a transaction commit, by the rules of enterprise beans. */
@ApplicationException
final class Declared extends RuntimeException {
    private static final long serialVersionUID = 1;

    Declared(String message) {
        super(message);
    }
}
