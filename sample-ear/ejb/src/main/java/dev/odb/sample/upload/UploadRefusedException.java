package dev.odb.sample.upload;

/** A file cannot go on; the message can be shown to the user. */
public final class UploadRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UploadRefusedException(String message) {
        super(message);
    }
}
