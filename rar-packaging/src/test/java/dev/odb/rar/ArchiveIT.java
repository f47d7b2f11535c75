package dev.odb.rar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jboss.jca.validator.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built archive, as a server gets it. */
class ArchiveIT {
    private static final Path RAR = Path.of(System.getProperty("odb.rar"));

    @Test
    void contents_areOurJarsMetadataAndAScript() throws IOException {
        try (ZipFile rar = new ZipFile(RAR.toFile())) {
            List<String> files = rar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .filter(name -> !name.startsWith("META-INF/maven/"))
                    .map(name -> name.replaceFirst("-\\d.*\\.jar$", ".jar"))
                    .toList();
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            "META-INF/MANIFEST.MF",
                            "META-INF/cli/odb-queue.cli",
                            "META-INF/jboss-deployment-structure.xml",
                            "odb-api.jar",
                            "odb-core.jar",
                            "odb-ra.jar",
                            "odb-storage-jdbc.jar");
        }
    }

    @Test
    void validator_findsNothing(@TempDir Path reports) throws IOException {
        int result = Validation.validate(RAR.toUri().toURL(), reports.toString(), new String[0]);

        assertThat(findings(reports)).isEmpty();
        assertThat(result).isZero();
    }

    /** Shows that the validator would have found something. */
    @Test
    void validator_findsWhatIsWrong(@TempDir Path folder) throws IOException {
        Path reports = Files.createDirectory(folder.resolve("reports"));
        Path careless = careless(folder);

        Validation.validate(careless.toUri().toURL(), reports.toString(), new String[0]);

        assertThat(findings(reports)).anySatisfy(line -> assertThat(line).contains("equals"));
    }

    private static Path careless(Path folder) throws IOException {
        String name = CarelessAdapter.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve("careless.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                InputStream code = CarelessAdapter.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new ZipEntry(name));
            code.transferTo(out);
        }
        Path rar = folder.resolve("careless.rar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(rar))) {
            out.putNextEntry(new ZipEntry("careless.jar"));
            Files.copy(jar, out);
        }
        return rar;
    }

    private static List<String> findings(Path reports) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(reports)) {
            for (Path report : files.toList()) {
                lines.addAll(Files.readAllLines(report));
            }
        }
        return lines;
    }
}
