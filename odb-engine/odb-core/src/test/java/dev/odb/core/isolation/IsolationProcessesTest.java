package dev.odb.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.odb.Isolation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test that starts processes leaves none behind. */
class IsolationProcessesTest {
    @TempDir
    Path folder;

    @Test
    void closeWithAProcessThatIsGone_endsTheOthers() throws Exception {
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        IsolationProcesses processes = new IsolationProcesses("odb:memory:db", folder, Isolation.SNAPSHOT, 1);
        processes.start(2);
        List<ProcessHandle> children = ProcessHandle.current()
                .children()
                .filter(each -> !before.contains(each))
                .toList();
        assertThat(children).hasSize(2);
        ProcessHandle first =
                children.get(0).info().arguments().orElseThrow()[6].equals("1") ? children.get(0) : children.get(1);
        first.destroyForcibly();
        first.onExit().join();
        assertThat(processes.isAlive(1)).isFalse();

        assertThatIOException().isThrownBy(() -> processes.run(1, "board", 1, 0));
        assertThatIOException().isThrownBy(processes::close);
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
}
