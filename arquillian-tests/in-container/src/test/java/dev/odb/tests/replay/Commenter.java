package dev.odb.tests.replay;

/** A bean's method that comments on an issue in a transaction of its own. */
@FunctionalInterface
interface Commenter {
    void comment(String key, String text, Runnable afterRead) throws Exception;
}
