package dev.odb.enhanced.other;

/** A concrete class two steps below the topmost one; it persists because that one does. */
public class Twig extends Branch {
    private double length = 1.5;

    public Twig(String name) {
        super(name);
    }

    public double length() {
        return length;
    }

    public void length(double value) {
        length = value;
    }
}
