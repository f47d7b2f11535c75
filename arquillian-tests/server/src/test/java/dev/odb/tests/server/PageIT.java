package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/** The page as a user sees it, in a real Chromium. What it looked like is kept in {@code target/screenshots}. */
@Timeout(600)
class PageIT {
    private static TestServer server;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        server = new TestServer("page");
        server.start();
        browser = Browser.start(server.page());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void issue_isAddedFoundAndCommented() throws IOException {
        browser.open(server.page() + "#/");
        browser.write("author", "Ada");
        browser.click("new-issue");
        browser.write("editor-title", "Lazy collections load twice");
        browser.write("editor-text", "First line.\nSecond line about proxies.");
        browser.screenshot("editor");
        browser.click("editor-save");
        browser.seeText("issue-title", "Lazy collections load twice");
        browser.seeText("status", "was added");
        assertThat(browser.see("replays").getDomAttribute("data-replays")).isEqualTo("0");

        browser.write("comment-text", "Confirmed with a quokka.");
        browser.click("comment-submit");
        browser.seeText("comment-1", "Confirmed with a quokka.");
        browser.click("reply-1");
        browser.write("reply-text", "Me too.");
        browser.click("reply-submit");
        browser.seeText("comment-1.1", "Me too.");
        assertThat(browser.text("comment-1.1")).contains("Ada");
        browser.screenshot("issue");

        browser.write("search", "QUOKKA proxies");
        browser.click("search-button");
        browser.seeText("total", "1 issue");
        assertThat(browser.text("issue-row")).contains("Lazy collections load twice");
        assertThat(browser.script("return document.getElementById('main').innerText"))
                .asString()
                .as("what is left out of a page, here the links to other pages, was shown as 'null'")
                .doesNotContain("null");
        browser.screenshot("search");
        browser.write("search", "nobodywrotethis");
        browser.click("search-button");
        browser.seeText("nothing", "No issue");
        browser.screenshot("nothing-found");
    }

    @Test
    void conflictInTwoTabs_isAnsweredWithBothVersionsToChooseFrom() throws IOException {
        String key = add("Title of both");
        String address = server.page() + "#/issue/" + key;
        browser.open(address);
        browser.seeText("issue-title", "Title of both");
        String first = browser.tab();
        String second = browser.newTab(address);
        browser.seeText("issue-title", "Title of both");

        edit(first, "Title of tab A");
        browser.seeText("issue-title", "Title of tab A");
        edit(second, "Title of tab B");
        assertThat(browser.text("conflict-mine")).contains("Title of tab B");
        assertThat(browser.text("conflict-theirs")).contains("Title of tab A");
        browser.screenshot("conflict");
        browser.click("keep-mine");
        browser.seeText("issue-title", "Title of tab B");
        browser.seeText("status", "was saved");
        assertThat(title(key)).isEqualTo("Title of tab B");

        edit(first, "Title of tab A again");
        assertThat(browser.text("conflict-theirs")).contains("Title of tab B");
        browser.click("take-theirs");
        browser.seeText("issue-title", "Title of tab B");
        assertThat(title(key)).isEqualTo("Title of tab B");
    }

    private static void edit(String tab, String title) {
        browser.goTo(tab);
        browser.click("edit-issue");
        browser.write("editor-title", title);
        browser.click("editor-save");
    }

    @Test
    void markup_isShownAsTextAndNotExecuted() throws IOException {
        String markup = "<img src=x onerror=\"window.executed=1\"><script>window.executed=1</script> & <b>bold</b>";
        String key = add(markup);
        Tracker.expect(
                201,
                server.tracker()
                        .post(
                                "issues/" + key + "/comments",
                                Tracker.details("", markup).build()));
        browser.open(server.page() + "#/issue/" + key);
        browser.seeText("issue-title", markup);
        browser.seeText("comment-1", markup);
        assertThat(browser.text("issue-title")).isEqualTo(markup);
        browser.screenshot("markup");
        browser.write("search", "onerror");
        browser.click("search-button");
        browser.seeText("issue-row", markup);
        assertThat(browser.script("return window.executed")).isNull();
        assertThat(browser.script("return document.querySelectorAll('#main img, #main script, #main b').length"))
                .isEqualTo(0L);
    }

    @Test
    void issue_isAddedWithTheKeyboardAlone() throws IOException {
        browser.open(server.page() + "#/");
        browser.see("new-issue");
        browser.tabTo("new-issue");
        browser.type(Keys.ENTER);
        browser.see("editor-title");
        assertThat(browser.focused()).isEqualTo("editor-title");
        browser.type("Written without a mouse");
        browser.tabTo("editor-text");
        browser.type("Only keys.");
        browser.screenshot("keyboard");
        browser.tabTo("editor-save");
        browser.type(Keys.ENTER);
        browser.seeText("issue-title", "Written without a mouse");
        browser.seeText("issue-text", "Only keys.");
    }

    @Test
    void upload_showsItsProgressAndItsBadLines() throws IOException {
        List<String> lines = new ArrayList<>(GeneratedIssues.lines(60, new Random(2)));
        lines.add(10, "not JSON");
        lines.add(20, "");
        Path file = TestSettings.folder().resolve("page.jsonl");
        Files.write(file, lines);
        browser.open(server.page() + "#/import");
        browser.see("upload-file").sendKeys(file.toString());
        browser.click("upload-start");
        browser.seeText("upload-state", "Everything is imported");
        browser.seeText("upload-imported", "60");
        browser.seeText("upload-bad-lines", "2");
        browser.click("upload-problems");
        assertThat(browser.count("upload-problem")).isEqualTo(2);
        assertThat(browser.text("upload-problem")).contains("11").contains("not JSON");
        browser.screenshot("import");
        browser.open(server.page() + "#/");
        browser.seeText("page", "Page 1 of");
        browser.screenshot("list");
        browser.size(390, 844);
        browser.screenshot("list-narrow");
        browser.size(1200, 900);
        browser.dark(true);
        browser.screenshot("list-dark");
        browser.dark(false);
        browser.click("next");
        browser.seeText("page", "Page 2 of");
    }

    @Test
    void editOfWhatWasOnlyCommentedMeanwhile_isSavedWithoutAQuestion() throws IOException {
        String key = add("Commented while it is edited");
        browser.open(server.page() + "#/issue/" + key);
        browser.click("edit-issue");
        browser.write("editor-title", "Edited while it is commented");
        server.tracker().comment(key, "Carl", "Just a remark.");
        browser.click("editor-save");
        browser.seeText("issue-title", "Edited while it is commented");
        browser.seeText("comment-1", "Just a remark.");
        browser.seeText("status", "was saved");
    }

    @Test
    void entityTag_isThatOfTheIssueAndRefusesAnEditOfAnOlderState() throws IOException {
        String key = add("Tagged");
        String tag = server.tracker().get("issues/" + key).etag().orElseThrow();
        JsonObject edit = Tracker.details("Edited by tag", "").build();
        Tracker.expect(200, server.tracker().put("issues/" + key, tag, edit));
        Tracker.Answer stale = Tracker.expect(412, server.tracker().put("issues/" + key, tag, edit));
        assertThat(stale.text("error")).isEqualTo("stale");
        assertThat(stale.object().getJsonObject("theirs").getString("title")).isEqualTo("Edited by tag");
        Tracker.expect(400, server.tracker().put("issues/" + key, "\"1\"", edit));
    }

    @Test
    void inbox_saysAtOnceWhatOthersDidAndForgetsNothing() throws IOException {
        String key = addBy("Ines", "Watched by its author");
        browser.open(server.page() + "#/issue/" + key);
        browser.write("author", "Ines");
        browser.type(Keys.TAB);
        browser.seeText("watchers", "1 person");
        browser.seeText("watch", "Watching");
        server.tracker().comment(key, "Ines", "What I do myself is no news.");
        server.tracker().comment(key, "Bob", "Seen <b>here</b>, too.");
        browser.seeText("unread", "1");
        browser.seeText("news", "new comment");
        browser.screenshot("news");
        browser.click("show-news");
        browser.seeText("comment-2", "Seen <b>here</b>, too.");
        browser.click("nav-inbox");
        browser.seeText("message", "Bob commented: Seen <b>here</b>, too.");
        assertThat(browser.count("message")).isEqualTo(1);
        browser.screenshot("inbox");
        browser.size(390, 844);
        browser.screenshot("inbox-narrow");
        browser.size(1200, 900);
        browser.click("read-all");
        browser.seeText("inbox-unread", "All read");
        browser.seeNo("unread");
        assertThat(server.tracker().inbox("Ines").getInt("unread")).isZero();

        browser.open(server.page() + "#/issue/" + key);
        browser.click("watch");
        browser.seeText("status", "not be notified any more");
        server.tracker().comment(key, "Bob", "Nobody hears this.");
        browser.click("watch");
        browser.seeText("status", "You will be notified");
        server.tracker().comment(key, "Bob", "Heard again.");
        browser.seeText("unread", "1");
        browser.click("nav-inbox");
        browser.seeText("message", "Heard again.");
        assertThat(browser.count("message")).isEqualTo(2);
    }

    @Test
    void activities_appearInTwoTabsAsTheyAreCommitted() throws IOException {
        String key = addBy("Lena", "Something happens here");
        browser.open(server.page() + "#/activity");
        browser.seeText("activity", "Lena added " + key);
        browser.script("window.notReloaded = true");
        String first = browser.tab();
        String second = browser.newTab(server.page() + "#/activity");
        browser.seeText("activity", "Lena added " + key);
        server.tracker().comment(key, "Mia", "one");
        browser.seeText("activity", "Mia commented " + key);
        browser.goTo(first);
        browser.seeText("activity", "Mia commented " + key);
        server.tracker().comment(key, "Mia", "two");
        browser.seeText("activity", "Mia commented " + key + " 2 times");
        assertThat(browser.script("return window.notReloaded")).isEqualTo(true);
        browser.screenshot("activity");
        browser.goTo(second);
        browser.seeText("activity", "Mia commented " + key + " 2 times");
    }

    @Test
    void notificationThatFails_isParkedAndResubmittedOrDroppedOnThePage() throws IOException {
        String key = addBy("Paula", "Nobody can write to Paula");
        browser.open(server.page() + "#/inbox");
        browser.write("author", "Paula");
        browser.type(Keys.TAB);
        browser.see("inbox-empty");
        browser.write("address", "paula@nowhere.invalid");
        browser.click("address-save");
        browser.seeText("status", "Mail goes to paula@nowhere.invalid");
        server.tracker().comment(key, "Bob", "Fails first.");
        browser.click("nav-statistics");
        browser.seeText("parked-reason", "There is no host for mail to paula@nowhere.invalid");
        browser.script("document.getElementById('parked').scrollIntoView()");
        browser.screenshot("parked");
        browser.size(390, 844);
        browser.script("document.getElementById('parked').scrollIntoView()");
        browser.screenshot("parked-narrow");
        browser.size(1200, 900);

        server.tracker().mailTo("Paula", "paula@example.org");
        browser.click("resubmit");
        browser.seeText("none-parked", "No task");
        browser.seeText("unread", "1");
        assertThat(mails("paula@example.org")).singleElement().asString().contains("commented: Fails first.");

        server.tracker().mailTo("Paula", "paula@nowhere.invalid");
        server.tracker().comment(key, "Bob", "Is dropped.");
        browser.seeText("parked-reason", "There is no host");
        browser.click("drop");
        browser.confirm();
        browser.seeText("none-parked", "No task");
        browser.seeText("status", "was dropped");
        assertThat(server.tracker().inbox("Paula").getInt("unread")).isEqualTo(1);
    }

    @Test
    void manyHandsOnOneIssue_areReplayedAndNobodySeesAConflict() throws IOException {
        String key = add("Hot");
        browser.open(server.page() + "#/issue/" + key);
        browser.click("many-hands");
        browser.seeText("hands-failed", "nobody saw a conflict");
        browser.see("comment-24");
        long replays = Long.parseLong(browser.see("hands-replays").getDomAttribute("data-replays"));
        browser.screenshot("many-hands");
        browser.click("nav-statistics");
        browser.seeText("queue", "notifications");
        browser.seeText("subscription", "activities");
        assertThat(Long.parseLong(browser.text("figure-replays").replace(",", "")))
                .isGreaterThanOrEqualTo(replays);
        JsonObject administration = server.tracker().get("administration").object();
        assertThat(administration.getJsonArray("hot").getValuesAs(JsonObject.class))
                .filteredOn(hot -> hot.getString("className").endsWith(".Issue"))
                .allSatisfy(hot -> assertThat(hot.getString("issue")).startsWith("ODB-"));
        browser.screenshot("statistics");
        browser.script("document.getElementById('conflicts').scrollIntoView()");
        browser.screenshot("statistics-conflicts");
        browser.dark(true);
        browser.size(390, 844);
        browser.screenshot("statistics-narrow-dark");
        browser.dark(false);
        browser.size(1200, 900);
    }

    /** The mails to an address that left the server. */
    private static List<String> mails(String address) throws IOException {
        try (Stream<Path> files = Files.list(server.data().resolve("mail"))) {
            List<String> mails = new ArrayList<>();
            for (Path file : files.toList()) {
                mails.add(Files.readString(file));
            }
            return mails.stream()
                    .filter(mail -> mail.contains("To: " + address + "\r\n"))
                    .toList();
        }
    }

    private static String add(String title) throws IOException {
        return addBy("anonymous", title);
    }

    private static String addBy(String author, String title) throws IOException {
        return Tracker.expect(
                        201,
                        server.tracker()
                                .post(
                                        "issues",
                                        Tracker.details(title, "Some text.")
                                                .add("author", author)
                                                .build()))
                .text("key");
    }

    private static String title(String key) {
        return server.tracker().get("issues/" + key).text("title");
    }
}
