package dev.odb.core.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's program for plain Java SE: compiled, enhanced and run as a user would, twice. */
class ReadmeProgramTest {
    @TempDir
    Path folder;

    @Test
    void program_keepsItsDataFromRunToRun() throws Exception {
        List<String> programs = Page.of("README.md").blocks("java").stream()
                .filter(block -> block.startsWith("import dev.odb.*;"))
                .toList();
        assertThat(programs).hasSize(1);
        String program = programs.get(0);
        assertThat(program.strip().lines().count()).isLessThanOrEqualTo(20);
        Application application = Application.build(folder, Map.of("Main", program));
        assertThat(application.run("Main")).startsWith("1 to do");
        assertThat(application.run("Main")).startsWith("2 to do");
    }
}
