package dev.odb.tests.server.deliver;

import dev.odb.Persistent;
import java.util.ArrayList;
import java.util.List;

/** The numbers that were put here, as often as they were. */
@Persistent
public class Shelf {
    private List<Integer> numbers = new ArrayList<>();
    private List<Long> processes = new ArrayList<>();

    public void put(int number) {
        numbers.add(number);
        processes.add(ProcessHandle.current().pid());
    }

    /** Which servers did that, by their process. */
    public List<Long> processes() {
        return processes;
    }

    public List<Integer> numbers() {
        return numbers;
    }
}
