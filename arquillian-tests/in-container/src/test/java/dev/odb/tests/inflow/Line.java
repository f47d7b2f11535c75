package dev.odb.tests.inflow;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** What the tasks of one key did, in their order. */
@Persistent
public class Line {
    private List<Integer> numbers = new ArrayList<>();

    public void add(int number) {
        numbers.add(number);
    }

    public List<Integer> numbers() {
        return numbers;
    }
}
