package dev.odb.core.value;

import dev.odb.ByValue;
import java.util.ArrayList;
import java.util.List;

@ByValue
public class Money extends Amount {
    private String currency = "EUR";
    transient int cached = 5;
    public Object inner;
    public List<String> notes = new ArrayList<>();

    private Money() {}

    public Money(long cents, String currency) {
        this.cents = cents;
        this.currency = currency;
    }

    @Override
    public String toString() {
        return cents + " " + currency + " " + notes;
    }
}
