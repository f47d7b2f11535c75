package dev.odb.core.readme;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the project. */
final class Project {
    /** The project's folder, from that of this module. */
    static final Path ROOT = Path.of("..", "..");

    private static final Set<String> PASSED_OVER = Set.of("target", "sample-data");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    private Project() {}

    /** The sources of the product, without tests. */
    static List<Path> sources() throws IOException {
        Path main = Path.of("src", "main", "java");
        return files(
                ROOT,
                file -> file.toString().endsWith(".java") && file.toString().contains(main.toString()));
    }

    /** The sources of the tests of all modules. */
    static List<Path> tests() throws IOException {
        Path test = Path.of("src", "test", "java");
        return files(
                ROOT,
                file -> file.toString().endsWith(".java") && file.toString().contains(test.toString()));
    }

    static List<Path> poms() throws IOException {
        return files(ROOT, file -> file.getFileName().toString().equals("pom.xml"));
    }

    /** The pages of documentation in a project's folder. */
    static List<Path> pages(Path root) throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md")) {
            if (Files.exists(root.resolve(name))) {
                pages.add(root.resolve(name));
            }
        }
        pages.addAll(files(root.resolve("docs"), file -> file.toString().endsWith(".md")));
        return pages;
    }

    /** Every relative link of a page that leads to no file, with its page. */
    static List<String> brokenLinks(Path root) throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages(root)) {
            Matcher link = LINK.matcher(new Page(Files.readString(page)).prose());
            while (link.find()) {
                String target = link.group(1);
                if (!target.matches("[a-z]+:.*")
                        && !Files.exists(page.resolveSibling(target).normalize())) {
                    broken.add(root.relativize(page) + ": " + target);
                }
            }
        }
        return broken;
    }

    private static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean hidden = name.startsWith(".") && !name.equals("..");
                return hidden || PASSED_OVER.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (wanted.test(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }
}
