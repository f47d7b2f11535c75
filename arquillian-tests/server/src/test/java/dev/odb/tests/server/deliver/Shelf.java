package dev.odb.tests.server.deliver;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** The numbers that were put here, as often as they were. */
@Persistent
public class Shelf {
    private List<Integer> numbers = new ArrayList<>();

    public void put(int number) {
        numbers.add(number);
    }

    public List<Integer> numbers() {
        return numbers;
    }
}
