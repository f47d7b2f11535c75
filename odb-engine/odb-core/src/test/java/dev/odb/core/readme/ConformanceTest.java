package dev.odb.core.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each conformance case is shown by a test, or the page says why it is not; and the same page cannot say both. */
class ConformanceTest {
    private static final int CASES = 92;

    @Test
    void everyCase_isShownOrSaidNotToApply() throws Exception {
        List<Path> sources = new ArrayList<>(Project.tests());
        assertThat(sources.removeIf(source -> source.endsWith("ConformanceTest.java")))
                .as("this one has numbers of no case")
                .isTrue();
        SortedMap<Integer, Set<String>> tests = CaseNumbers.of(sources);
        assertThat(tests).as("numbers in Javadoc").hasSizeGreaterThan(40);
        ConformancePage page = new ConformancePage(Page.of("docs/internals/conformance.md"));
        assertThat(page.problems(CASES, tests)).isEmpty();
    }

    @Test
    void numbers_areReadFromTheJavadocOfTests() {
        SortedMap<Integer, Set<String>> found = new TreeMap<>();
        CaseNumbers.of(
                "A",
                """
                /** CONFORMANCE 90: a class of tests. */
                class ATest {
                    /** Text. CONFORMANCE 3, 14,
                     * 15: text, 16. */
                    @Test
                    void one() {}

                    /** CONFORMANCE 2.9, 17 and 22, the first half. */
                    @ParameterizedTest
                    @ValueSource(ints = {1, 2})
                    default void two(int x) {}

                    /** CONFORMANCE 18. */
                    private void helper() {}

                    /** CONFORMANCE 21. */
                    static class Helper {}

                    /** CONFORMANCE 19. */
                    @Override
                    void noTest() {}

                    /** No number. */
                    @Test
                    void three() {}

                    /** CONFORMANCE 3. */
                    @RepeatedTest(3)
                    void four() {}
                }
                """,
                found);
        assertThat(found)
                .isEqualTo(Map.of(
                        3, Set.of("A.one", "A.four"),
                        14, Set.of("A.one"),
                        15, Set.of("A.one"),
                        17, Set.of("A.two"),
                        22, Set.of("A.two"),
                        90, Set.of("ATest")));
    }

    @Test
    void pageThatIsWrong_isFound() {
        ConformancePage page = new ConformancePage(
                new Page(
                        """
                ## Topic
                | 1 | text | `A.one`, `A.two` |
                | 2 | text | `A.three` |
                | 3 | text | |
                | 9 | text | `A.one` |

                ## Awaited
                | 3 | text | part |
                | 4 | text | part |

                ## Does not apply
                | 5 | text | why |
                | 6 | text | why |
                """));
        assertThat(page.problems(
                        7,
                        Map.of(
                                1, Set.of("A.one", "A.more"),
                                3, Set.of("A.one"),
                                4, Set.of("A.early"),
                                6, Set.of("A.both"),
                                7, Set.of("A.unlisted"),
                                8, Set.of("A.eight"))))
                .containsExactlyInAnyOrder(
                        "A.two is no test with the number of case 1",
                        "A.three is no test with the number of case 2",
                        "case 3 stands here twice",
                        "there is no case 9",
                        "A.both has the number of a case that does not apply",
                        "case 7 is missing; tests with its number: [A.unlisted]",
                        "there is no case 8, but it is that of [A.eight]");
    }
}
