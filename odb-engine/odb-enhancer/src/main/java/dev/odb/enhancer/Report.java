package dev.odb.enhancer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened to each class and why, one or more lines a class. The file stands beside the folder of classes; lines of
 * an earlier run stay for classes that this run did not have to look at again.
 */
final class Report {
    private final Path classes;
    private final SortedMap<String, List<String>> lines = new TreeMap<>();

    Report(File classes) {
        this.classes = classes.toPath();
    }

    synchronized void add(String verb, ClassFacts type, String rest) {
        lines.computeIfAbsent(type.className(), name -> new ArrayList<>()).add(verb + " " + type.className() + rest);
    }

    Path file() {
        String folder = classes.getFileName().toString();
        String suffix = folder.equals("classes") ? "" : "-" + folder;
        return classes.resolveSibling("odb-enhancer-report" + suffix + ".txt");
    }

    /** Replaces what an earlier run reported of a class, unless this run found it enhanced already. */
    synchronized void write() throws IOException {
        SortedMap<String, List<String>> all = earlier();
        lines.forEach((name, found) -> {
            if (!found.get(0).endsWith(Inspection.ENHANCED_BEFORE) || !all.containsKey(name)) {
                all.put(name, found);
            }
        });
        if (!all.isEmpty()) {
            List<String> text = all.values().stream().flatMap(List::stream).toList();
            Files.createDirectories(file().toAbsolutePath().getParent());
            Files.write(file(), text);
        }
    }

    private SortedMap<String, List<String>> earlier() throws IOException {
        SortedMap<String, List<String>> found = new TreeMap<>();
        if (Files.exists(file())) {
            for (String line : Files.readAllLines(file())) {
                String name = line.split("[ :]+", 3)[1];
                if (Files.exists(classes.resolve(name.replace('.', '/') + ".class"))) {
                    found.computeIfAbsent(name, key -> new ArrayList<>()).add(line);
                }
            }
        }
        return found;
    }
}
