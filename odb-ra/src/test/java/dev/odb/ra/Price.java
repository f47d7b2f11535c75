package dev.odb.ra;

import dev.odb.Persistent;

/** Holds a value of a class that only the connection definition allows. */
@Persistent
class Price {
    private Money money;

    Price(Money money) {
        this.money = money;
    }

    int cents() {
        return money.cents();
    }
}
