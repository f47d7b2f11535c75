package dev.odb.sample.service;

/** What was done with an issue. */
public enum AuditAction {
    /** By hand. */
    ADD,
    /** Title, text and so on. */
    EDIT,
    /** Of the issue or of a comment. */
    COMMENT,
    /** From a file, with its comments. */
    IMPORT
}
