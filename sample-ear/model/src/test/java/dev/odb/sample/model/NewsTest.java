package dev.odb.sample.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deeds, activities, inboxes and who watches an issue. */
class NewsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "QUEUED")
    void deedOfAnIssue_isFoundInItsDescription(Deed.Action action) {
        Deed deed = Deed.of(action, "ODB-1");
        assertThat(Deed.parse(deed.line())).contains(deed);
        assertThat(deed.isOfAnIssue()).isTrue();
    }

    @Test
    void deedOfAFile_isFoundInItsDescription() {
        Deed deed = Deed.queued(50, "my issues of today.jsonl");
        assertThat(deed.line()).isEqualTo("queued 50 lines of my issues of today.jsonl");
        assertThat(Deed.parse(deed.line())).contains(deed);
        assertThat(deed.isOfAnIssue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pack",
                "removed ODB-1",
                "added",
                "added ODB-1 and more",
                "queued 99999999999 lines of x",
                "queued 50 lines of x\nadded ODB-1"
            })
    void otherDescriptions_tellNoDeed(String description) {
        assertThat(Deed.parse(description)).isEmpty();
    }

    @Test
    void activities_areNewestFirstAndTheOldestGo() {
        Activities activities = new Activities();
        for (int number = 1; number <= Activities.KEPT + 5; number++) {
            activities.add(number, NOW, "Ada", Deed.of(Deed.Action.ADDED, "ODB-" + number));
        }
        assertThat(activities.newest(2)).extracting(Activity::subject).containsExactly("ODB-305", "ODB-304");
        assertThat(activities.newest(1_000)).hasSize(Activities.KEPT);
        assertThat(activities.newest(1_000).get(Activities.KEPT - 1).subject()).isEqualTo("ODB-6");
    }

    @Test
    void sameDeedInARow_isOneActivity() {
        Activities activities = new Activities();
        for (int chunk = 1; chunk <= 200; chunk++) {
            activities.add(chunk, NOW.plusSeconds(chunk), "import", Deed.queued(50, "hhh.jsonl"));
        }
        assertThat(activities.newest(10)).singleElement().satisfies(activity -> {
            assertThat(activity.count()).isEqualTo(10_000);
            assertThat(activity.at()).isEqualTo(NOW.plusSeconds(200));
            assertThat(activity.number()).isEqualTo(1);
        });
        activities.add(201, NOW, "import", Deed.queued(50, "other.jsonl"));
        activities.add(202, NOW, "Ada", Deed.of(Deed.Action.COMMENTED, "ODB-1"));
        activities.add(203, NOW, "Bob", Deed.of(Deed.Action.COMMENTED, "ODB-1"));
        activities.add(204, NOW, "Bob", Deed.of(Deed.Action.EDITED, "ODB-1"));
        assertThat(activities.newest(10)).extracting(Activity::number).containsExactly(204L, 203L, 202L, 201L, 1L);
    }

    @Test
    void inbox_countsWhatWasNotReadAndDropsTheOldest() {
        Person ada = new People().person("Ada");
        IntStream.rangeClosed(1, Person.KEPT + 1).forEach(number -> ada.receive(notification("text " + number)));
        assertThat(ada.messages()).hasSize(Person.KEPT);
        assertThat(ada.messages().get(0).text()).isEqualTo("text 2");
        ada.read(100);
        assertThat(ada.unread()).isEqualTo(101);
        ada.receive(notification("one more"));
        assertThat(ada.unread()).isEqualTo(102);
        assertThat(ada.messages().get(Person.KEPT - 1).isRead()).isFalse();
    }

    @Test
    void person_isTheSameEachTime() {
        People people = new People();
        assertThat(people.find("Ada")).isEmpty();
        assertThat(people.person("Ada")).isSameAs(people.person("Ada"));
        assertThat(people.find("ada")).isEmpty();
    }

    @Test
    void whoWrites_watchesTheIssueUnlessNameless() {
        OffsetDateTime at = NOW.atOffset(ZoneOffset.UTC);
        Issue issue = new Issue("ODB-1", new Details("title", "Bug", "", null, null), "Ada", at);
        issue.comment("Bob", at, "text", null).comment(null, at, "reply", null);
        issue.watch("Eve");
        assertThat(issue.watchers()).containsExactly("Ada", "Bob", "Eve");
        issue.unwatch("Ada");
        assertThat(issue.watchers()).containsExactly("Bob", "Eve");
    }

    private static Notification notification(String text) {
        return new Notification("id", "Ada", "ODB-1", "Bob", text, NOW);
    }
}
