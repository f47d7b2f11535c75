package dev.odb.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.OdbConfiguration;
import java.lang.reflect.RecordComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a secret in URLs, also where they are wrong. */
class ShownUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "odb:",
                "odb:file:data/issues",
                "odb:file:/data/a;b/c?d",
                "odb:file:/data/date=2026/x",
                "odb:file:C:\\data",
                "odb:memory:a@b",
                "odb:overlay:file:changes?base=odb:file:/data",
                "odb:overlay:memory:x?base=odb:overlay:file:changes?base=odb:memory:y",
                "odb:jdbc:java:jboss/datasources/Issues",
                "odb:jdbc:jdbc:h2:mem:x",
                "odb:jdbc:jdbc:h2:file:/data/db",
                "odb:jdbc:jdbc:postgresql://host:5432/db",
                "odb:jdbc:jdbc:postgresql://one:5432,two:5433/db",
                "odb:jdbc:jdbc:postgresql://[::1]:5432/db",
                "odb:jdbc:jdbc:postgresql:///db",
                "odb:jdbc:jdbc:sqlserver://host\\instance:1433",
                "odb:nowhere:x"
            })
    void urlWithoutSecret_isShownAsItIs(String url) {
        assertThat(ShownUrl.of(url)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            odb:jdbc:jdbc:postgresql://host/db?user=u&password=secret | odb:jdbc:jdbc:postgresql://host/db
            odb:jdbc:jdbc:postgresql://host:5432?password=se@cret     | odb:jdbc:jdbc:postgresql://host:5432
            odb:jdbc:jdbc:h2:file:/data/db;USER=sa;PASSWORD=secret    | odb:jdbc:jdbc:h2:file:/data/db
            odb:jdbc:jdbc:h2:file:/data/db;PASSWORD=secret@home       | odb:jdbc:jdbc:h2:file:/data/db
            odb:jdbc:jdbc:db2://host:50000/db:user=u;password=secret; | odb:jdbc:jdbc:db2://host:50000/db:
            odb:jdbc:jdbc:postgresql://host/db&password=secret        | odb:jdbc:jdbc:postgresql://host/db
            odb:jdbc:jdbc:postgresql://host/db%3Fpassword%3Dsecret    | odb:jdbc:jdbc:postgresql://host/db
            odb:jdbc:jdbc:postgresql:password=secret                  | odb:jdbc:jdbc:postgresql:
            odb:jdbc:jdbc:postgresql://u:secret@host:5432/db          | odb:jdbc:jdbc:postgresql://...@host:5432/db
            odb:jdbc:jdbc:postgresql://u:sec@ret@host/db?x=y          | odb:jdbc:jdbc:postgresql://...@host/db
            odb:jdbc:jdbc:postgresql://u:sec/secret@host/db           | odb:jdbc:jdbc:postgresql://...@host/db
            odb:jdbc:jdbc:postgresql://secret?secret@host/db          | odb:jdbc:jdbc:postgresql://...
            odb:jdbc:jdbc:postgresql://u:secret?x=secret@host/db      | odb:jdbc:jdbc:postgresql://...
            odb:jdbc:jdbc:postgresql://u:secret                       | odb:jdbc:jdbc:postgresql://...
            odb:jdbc:jdbc:oracle:thin:scott/secret@host:1521:sid      | odb:jdbc:jdbc:oracle:...@host:1521:sid
            odb:jdbc:jdbc:oracle:thin:scott/secret@//host:1521/svc    | odb:jdbc:jdbc:oracle:...@//host:1521/svc
            odb:jdbc:jdbc:oracle:thin:scott/sec?secret@host:1521:sid  | odb:jdbc:jdbc:oracle:...
            odb:jdbc:JDBC:H2:mem:x;PASSWORD=secret                    | odb:jdbc:JDBC:H2:mem:x
            jdbc:postgresql://host/db?password=secret                 | jdbc:postgresql://host/db
            odb:jbdc:postgresql://u:secret@host/db?password=secret    | odb:jbdc:postgresql://...@host/db
            odb:file:jdbc:postgresql://host/db?password=secret        | odb:file:jdbc:postgresql://host/db
            odb:file:/data?password=secret                            | odb:file:/data
            odb:memory:x;password=secret                              | odb:memory:x
            odb:overlay:file:c?base=odb:jdbc:jdbc:h2:mem:x;PASSWORD=secret | odb:overlay:file:c?base=odb:jdbc:jdbc:h2:mem:x
            odb:overlay:file:c?bas=odb:jdbc:jdbc:h2:mem:x;PASSWORD=secret  | odb:overlay:file:c
            odb:overlay:file:jdbc:x://u:secret@h?base=odb:memory:x    | odb:overlay:file:jdbc:x://...@h?base=odb:memory:x
            """)
    void secret_isNotShown(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown).doesNotContain("secret");
    }

    @Test
    void manyOverlays_areShown() {
        String url = "odb:overlay:memory:x?base=".repeat(1000) + "odb:memory:y";
        assertThat(ShownUrl.of(url)).isEqualTo(url);
    }

    @Test
    void noUrl_staysNone() {
        assertThat(ShownUrl.of(null)).isNull();
    }

    @Test
    void configuration_saysEverythingButTheSecret() {
        String text =
                OdbConfiguration.of("odb:jdbc:jdbc:h2:mem:x;PASSWORD=secret").toString();
        assertThat(text)
                .startsWith("OdbConfiguration[url=odb:jdbc:jdbc:h2:mem:x, readOnly=false, ")
                .doesNotContain("secret");
        for (RecordComponent component : OdbConfiguration.class.getRecordComponents()) {
            assertThat(text).contains(component.getName() + "=");
        }
    }
}
