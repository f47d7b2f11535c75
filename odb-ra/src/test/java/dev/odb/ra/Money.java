package dev.odb.ra;

/** As a class of a library: not marked, found to be a value by its name alone. */
class Money {
    private int cents;

    Money() {
        this(0);
    }

    Money(int cents) {
        this.cents = cents;
    }

    int cents() {
        return cents;
    }
}
