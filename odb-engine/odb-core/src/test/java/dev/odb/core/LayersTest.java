package dev.odb.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.odb.core.layers.record.ReachesUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the packages of odb-core: object, transaction, record, storage, each using only those after it. */
class LayersTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.odb");

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
        "dev.odb.core.storage..,     dev.odb.core.record..",
        "dev.odb.core.storage..,     dev.odb.core.transaction..",
        "dev.odb.core.storage..,     dev.odb.core.object..",
        "dev.odb.core.record..,      dev.odb.core.transaction..",
        "dev.odb.core.record..,      dev.odb.core.object..",
        "dev.odb.core.transaction.., dev.odb.core.object..",
        "dev.odb.core.storage..,     dev.odb.core",
        "dev.odb.core.record..,      dev.odb.core",
        "dev.odb.core.transaction.., dev.odb.core",
        "dev.odb.core.object..,      dev.odb.core",
        "dev.odb.core.storage.file.., dev.odb.core.storage.memory..",
        "dev.odb.core.storage.memory.., dev.odb.core.storage.file..",
    })
    void layers_neverReachUp(String from, String to) {
        never(from, to).check(CORE);
    }

    @ParameterizedTest
    @CsvSource({"dev.odb.core.object..", "dev.odb.core.transaction..", "dev.odb.core.record.."})
    void layersAboveTheSpi_knowNoStorageByName(String from) {
        never(from, "dev.odb.core.storage.file..").check(CORE);
        never(from, "dev.odb.core.storage.memory..").check(CORE);
    }

    @Test
    void api_dependsOnNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.odb", "dev.odb.spi..", "dev.odb.replay..", "dev.odb.collections..", "dev.odb.queue..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "dev.odb",
                        "dev.odb.spi..",
                        "dev.odb.replay..",
                        "dev.odb.collections..",
                        "dev.odb.queue..")
                .check(CORE);
    }

    @Test
    void engine_needsNoJakartaEe() {
        never("dev.odb..", "jakarta..").check(CORE);
        assertThat(CORE).isNotEmpty();
    }

    @Test
    void rule_bitesOnAClassThatReachesUp() {
        JavaClasses fixture = new ClassFileImporter().importClasses(ReachesUp.class);
        assertThatThrownBy(() -> never("dev.odb.core.layers.record..", "dev.odb.core.object..")
                        .check(fixture))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ReachesUp");
    }
}
