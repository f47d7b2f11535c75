package dev.odb.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

    private static String add(String title) throws IOException {
        return Tracker.expect(
                        201,
                        server.tracker()
                                .post(
                                        "issues",
                                        Tracker.details(title, "Some text.").build()))
                .text("key");
    }

    private static String title(String key) {
        return server.tracker().get("issues/" + key).text("title");
    }
}
