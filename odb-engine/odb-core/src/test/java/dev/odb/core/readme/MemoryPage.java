package dev.odb.core.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.vm.VM;

/** The numbers of bytes in docs/internals/memory.md, compared with what is measured. */
public final class MemoryPage {
    static {
        System.setProperty("jol.skipDynamicAttach", "true");
    }

    private MemoryPage() {}

    /** Fails unless the page has that number for it, to one byte; newer Java lays objects out by 8 bytes otherwise. */
    public static void assertStates(String what, double bytes) throws IOException {
        System.err.println("MemoryPage: " + what + " = " + bytes);
        List<List<String>> rows = Page.of("docs/internals/memory.md").rows();
        List<String> row = rows.stream()
                .filter(cells -> cells.get(0).equals("`" + what + "`"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page has no row for " + what));
        double stated = Integer.parseInt(row.get(1));
        double apart = Runtime.version().feature() == 17 ? 1 : 8;
        assertThat(bytes).as(what).isBetween(stated - apart, stated + apart);
    }

    /** The bytes of an object with everything that can be reached from it. */
    public static long reachable(Object root) {
        assumeUsualLayout();
        return GraphLayout.parseInstance(root).totalSize();
    }

    /** The bytes of an instance alone. */
    public static long shallow(Class<?> type) {
        assumeUsualLayout();
        return ClassLayout.parseClass(type).instanceSize();
    }

    private static void assumeUsualLayout() {
        boolean usual = VM.current().objectHeaderSize() == 12 && VM.current().addressSize() == 8;
        assumeTrue(usual, "the numbers are those of a 64-bit virtual machine with compressed references");
    }
}
