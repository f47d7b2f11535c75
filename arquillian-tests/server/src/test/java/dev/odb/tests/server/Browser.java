package dev.odb.tests.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium of its own; what it shows is found by {@code data-testid}. For one thread. */
final class Browser implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts the system's Chromium; ends the test if there is none. */
    static Browser start(String page) throws IOException {
        Optional<Path> chromium = onPath("chromium");
        Optional<Path> chromedriver = onPath("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            TestSettings.missing(
                    "chromium and chromedriver are not both on the PATH (Debian has packages of these names).");
        }
        System.setProperty("webdriver.chrome.driver", chromedriver.orElseThrow().toString());
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--window-size=1200,900",
                "--user-data-dir=" + Files.createTempDirectory(TestSettings.folder(), "chromium"));
        Browser browser = new Browser(new ChromeDriver(options));
        browser.driver.get(page);
        return browser;
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Loads the page anew, even if only the part after # differs, so that nothing of the last view is left. */
    void open(String address) {
        driver.get("about:blank");
        driver.get(address);
    }

    /** The element, when it can be seen. */
    WebElement see(String testid) {
        return with(testid, element -> element);
    }

    /** Its text, when it can be seen. */
    String text(String testid) {
        return with(testid, WebElement::getText);
    }

    /** Waits until the element's text is so. */
    void seeText(String testid, String text) {
        with(testid, element -> element.getText().contains(text) ? element : null);
    }

    /** Does something with the first such element that can be seen; again, if the page replaced it meanwhile. */
    private <T> T with(String testid, Function<WebElement, T> work) {
        return new WebDriverWait(driver, LIMIT)
                .withMessage(() -> "waiting for '" + testid + "'")
                .ignoring(StaleElementReferenceException.class)
                .until(d -> d.findElements(by(testid)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .map(work)
                        .orElse(null));
    }

    int count(String testid) {
        return driver.findElements(by(testid)).size();
    }

    void click(String testid) {
        with(testid, element -> {
            element.click();
            return element;
        });
    }

    void write(String testid, String text) {
        with(testid, element -> {
            element.clear();
            element.sendKeys(text);
            return element;
        });
    }

    /** Waits until there is no such element to be seen. */
    void seeNo(String testid) {
        new WebDriverWait(driver, LIMIT)
                .withMessage(() -> "waiting for '" + testid + "' to go")
                .ignoring(StaleElementReferenceException.class)
                .until(d -> d.findElements(by(testid)).stream().noneMatch(WebElement::isDisplayed));
    }

    /** Says yes to what the page asks. */
    void confirm() {
        new WebDriverWait(driver, LIMIT)
                .until(ExpectedConditions.alertIsPresent())
                .accept();
    }

    /** What has the focus. */
    String focused() {
        return String.valueOf(driver.switchTo().activeElement().getDomAttribute("data-testid"));
    }

    /** Keys to whatever has the focus. */
    void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Goes from element to element with the tab key until that one has the focus. */
    void tabTo(String testid) {
        for (int steps = 0; steps < 60; steps++) {
            if (focused().equals(testid)) {
                return;
            }
            type(Keys.TAB);
        }
        throw new AssertionError("'" + testid + "' is not reached with the tab key");
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    /** Opens a second tab and goes there. */
    String newTab(String address) {
        driver.switchTo().newWindow(WindowType.TAB);
        driver.get(address);
        return driver.getWindowHandle();
    }

    String tab() {
        return driver.getWindowHandle();
    }

    void goTo(String tab) {
        driver.switchTo().window(tab);
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    void dark(boolean on) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", on ? "dark" : "light"))));
    }

    /** Keeps what is seen as a build output. */
    void screenshot(String name) throws IOException {
        Path folder = Files.createDirectories(TestSettings.folder().resolve("screenshots"));
        Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    private static By by(String testid) {
        return By.cssSelector("[data-testid='" + testid + "']");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
