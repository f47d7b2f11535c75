package dev.odb;

/** What should be loaded into a tree does not come in its order, or has a key twice. The tree is as it was. */
public class UnsortedInputException extends OdbException {
    private static final long serialVersionUID = 1;

    /** Built by the message catalogues. */
    public UnsortedInputException(String code, String text) {
        super(code, text);
    }
}
