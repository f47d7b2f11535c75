package dev.odb.tests.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the modules: sample and tests to adapter, CDI and EJB, these to the API; adapter to core to API. */
class HouseTest {
    private static final Path PROJECT = Path.of("..", "..");
    private static final JavaClasses HOUSE = new ClassFileImporter().importPaths(modules());

    private static List<Path> modules() {
        try (Stream<Path> folders = Files.walk(PROJECT, 4)) {
            return folders.filter(folder -> folder.endsWith(Path.of("target", "classes")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ArchRule never(String from, String to) {
        return noClasses()
                .that()
                .resideInAnyPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    @ParameterizedTest
    @CsvSource({
        "dev.odb.core..,   dev.odb.ra..",
        "dev.odb.core..,   dev.odb.cdi..",
        "dev.odb.core..,   dev.odb.ejb..",
        "dev.odb.core..,   jakarta..",
        "dev.odb.core..,   dev.odb.tools..",
        "dev.odb.ra..,     dev.odb.tools..",
        "dev.odb.cdi..,    dev.odb.tools..",
        "dev.odb.ejb..,    dev.odb.tools..",
        "dev.odb.sample.., dev.odb.tools..",
        "dev.odb.tools..,  jakarta..",
        "dev.odb.tools..,  dev.odb.ra..",
        "dev.odb.tools..,  dev.odb.cdi..",
        "dev.odb.tools..,  dev.odb.ejb..",
        "dev.odb.core..,   picocli..",
        "dev.odb.core..,   dev.odb.storage..",
        "dev.odb.ra..,     dev.odb.storage..",
        "dev.odb.cdi..,    dev.odb.storage..",
        "dev.odb.ejb..,    dev.odb.storage..",
        "dev.odb.storage.., jakarta..",
        "dev.odb.storage.., dev.odb.ra..",
        "dev.odb.storage.., dev.odb.tools..",
        "dev.odb.storage.., dev.odb.core.object..",
        "dev.odb.storage.., dev.odb.core.transaction..",
        "dev.odb.storage.., dev.odb.core.record..",
        "dev.odb.storage.., dev.odb.core.storage.file..",
        "dev.odb.storage.., dev.odb.core.storage.memory..",
        "dev.odb.ra..,     dev.odb.cdi..",
        "dev.odb.ra..,     dev.odb.ejb..",
        "dev.odb.ra..,     dev.odb.core.object..",
        "dev.odb.ra..,     dev.odb.core.transaction..",
        "dev.odb.ra..,     dev.odb.core.record..",
        "dev.odb.ra..,     dev.odb.core.storage.file..",
        "dev.odb.ra..,     dev.odb.core.storage.memory..",
        "dev.odb.cdi..,    dev.odb.core..",
        "dev.odb.cdi..,    dev.odb.ra..",
        "dev.odb.cdi..,    dev.odb.ejb..",
        "dev.odb.ejb..,    dev.odb.core..",
        "dev.odb.ejb..,    dev.odb.ra..",
        "dev.odb.sample.., dev.odb.core..",
        "dev.odb.sample.., dev.odb.ra..",
        "dev.odb.core..,   dev.odb.junit..",
        "dev.odb.ra..,     dev.odb.junit..",
        "dev.odb.cdi..,    dev.odb.junit..",
        "dev.odb.ejb..,    dev.odb.junit..",
        "dev.odb.sample.., dev.odb.junit..",
        "dev.odb.tools..,  dev.odb.junit..",
        "dev.odb.junit..,  dev.odb.core.object..",
        "dev.odb.junit..,  dev.odb.core.transaction..",
        "dev.odb.junit..,  dev.odb.core.record..",
        "dev.odb.junit..,  dev.odb.core.storage.file..",
        "dev.odb.junit..,  dev.odb.core.storage.memory..",
        "dev.odb.junit..,  dev.odb.cdi.impl..",
        "dev.odb.junit..,  dev.odb.ejb..",
        "dev.odb.junit..,  dev.odb.tools..",
        "dev.odb.core..,   org.junit..",
        "dev.odb.ra..,     org.junit..",
        "dev.odb.cdi..,    org.junit..",
        "dev.odb.core..,   net.bytebuddy..",
        "dev.odb.ra..,     net.bytebuddy..",
    })
    void modules_useOnlyWhatStandsBelow(String from, String to) {
        never(from, to).check(HOUSE);
    }

    @Test
    void house_isWhole() {
        assertThat(Stream.of(
                                "core",
                                "storage.jdbc",
                                "tools",
                                "ra",
                                "cdi",
                                "junit",
                                "ejb",
                                "enhancer",
                                "sample.model",
                                "sample.web")
                        .filter(module -> HOUSE.stream()
                                .noneMatch(type -> type.getPackageName().startsWith("dev.odb." + module))))
                .as("modules whose classes were not found")
                .isEmpty();
    }

    @Test
    void javaSerialization_isNeverRead() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .check(HOUSE);
    }

    @Test
    void rule_bites() {
        JavaClasses fixture = new ClassFileImporter().importClasses(ReachesDown.class);
        assertThatThrownBy(() -> never("dev.odb.tests..", "dev.odb.cdi..").check(fixture))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ReachesDown");
    }
}
