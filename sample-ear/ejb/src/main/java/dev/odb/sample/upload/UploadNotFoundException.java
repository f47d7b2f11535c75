package dev.odb.sample.upload;

/** There is no upload of that id. */
public final class UploadNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UploadNotFoundException(String id) {
        super("There is no upload " + id + ".");
    }
}
