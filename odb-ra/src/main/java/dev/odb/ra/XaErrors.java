package dev.odb.ra;

import javax.transaction.xa.XAException;

/** Makes XAExceptions, whose constructors take either a code or a message. */
final class XaErrors {
    private XaErrors() {}

    static XAException of(int code, String message, Throwable cause) {
        XAException made = new XAException(message);
        made.errorCode = code;
        if (cause != null) {
            made.initCause(cause);
        }
        return made;
    }
}
