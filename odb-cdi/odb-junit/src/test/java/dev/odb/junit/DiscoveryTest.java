package dev.odb.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.junit.howto.Comments;
import dev.odb.junit.howto.Issues;
import dev.odb.junit.model.Bank;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Where beans come from. */
class DiscoveryTest {
    /** An annotation of the application's own. */
    @OdbTest(databases = {"odb", "tracker", "audit"})
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface ApplicationTest {}

    @Nested
    @ApplicationTest
    class OfTheClassPath {
        @Test
        void allThatCdiDiscovers_areBeans(Bank bank, Comments comments, Transactions transactions) {
            transactions.connected("tracker", c -> c.root("issues", Issues.class, Issues::new));
            assertThat(bank.told()).isEmpty();
            assertThat(comments).isNotNull();
        }
    }

    @Nested
    @OdbTest(
            packages = Comments.class,
            databases = {"tracker", "audit"})
    class OfAPackage {
        /** Test classes in it are no beans. */
        @Test
        void allClassesInIt_areBeans(Comments comments) {
            assertThat(comments).isNotNull();
        }
    }
}
