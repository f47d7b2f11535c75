package dev.odb.cdi.spi;

/** Takes what is wrong with a deployment, so that all of it can be said at once. */
public interface Problems {
    /** Refuses the deployment, or the call. The message begins with its code. */
    void error(String message);

    /** Logs. The message begins with its code. */
    void warning(String message);
}
