package dev.odb.core.storage.file;

/**
 * One thing that is not as it should be, or that one may want to know.
 *
 * @param code the number of the message; {@code docs/reference/errors.md} has them all
 * @param file in the database's folder
 * @param offset in that file
 * @param what is there
 * @param affected which transactions and objects
 */
public record Finding(int code, String file, long offset, String what, String affected) {
    /** Whether something is damaged; otherwise it is what a crash leaves, or what a process that writes is about to change. */
    public boolean damage() {
        return !FindingMessages.isInformation(this);
    }

    /** Whether what stands there is whole and names what is not there: {@link Recovery} leaves that as it is. */
    public boolean dangling() {
        return FindingMessages.isDangling(this);
    }

    /** All of it in one line. */
    public String message() {
        return "ODB-" + code + ": File '" + file + "' at offset " + offset + ": " + what + ". Affected: " + affected
                + ".";
    }
}
