package dev.odb.tests.plain;

/** An ordinary class that nobody marked as persistent. */
public final class Unmarked {
    private String text = "unmarked";

    @Override
    public String toString() {
        return text;
    }
}
