package dev.odb.tools;

import dev.odb.OdbConfiguration;
import dev.odb.core.Storages;
import dev.odb.core.storage.Storage;
import dev.odb.spi.ShownUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The database that a command is about.
 *
 * @param folder where it is, or null
 * @param url its URL
 */
record DatabaseAddress(Path folder, String url) {
    private static final String FILE = "odb:file:";
    private static final String JDBC = "odb:jdbc:";
    private static final Pattern URL = Pattern.compile("(odb|jdbc):", Pattern.CASE_INSENSITIVE);

    static DatabaseAddress of(String text) {
        if (text.startsWith(JDBC)) {
            return new DatabaseAddress(null, text);
        }
        Path folder = folder(text);
        return new DatabaseAddress(folder, FILE + folder);
    }

    private static Path folder(String text) {
        if (isUrl(text) && !text.startsWith(FILE)) {
            throw new TypeConversionException(
                    "'" + ShownUrl.of(text) + "' is neither a folder nor an " + FILE + " or " + JDBC + " URL");
        }
        return Path.of(text.startsWith(FILE) ? text.substring(FILE.length()) : text);
    }

    /** Whether it is meant as a URL and not as a folder, right or wrong: a wrong one must not make a folder of its name. */
    static boolean isUrl(String text) {
        return URL.matcher(text).lookingAt();
    }

    /** How to open it. Refuses one that is not there, before anything makes one. */
    OdbConfiguration existing(boolean readOnly) {
        OdbConfiguration configuration = OdbConfiguration.of(url);
        if (folder != null) {
            requireDatabase(folder);
        } else if (!readOnly) {
            // opened for writing it would be made; opened for reading it has to be there
            Storages.open(configuration.withReadOnly(true)).close();
        }
        return configuration.withReadOnly(readOnly);
    }

    /** Its storage, to be looked at. */
    Storage open() {
        return Storages.open(existing(true));
    }

    /** Refuses a folder without a database. */
    static Path requireDatabase(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw ToolsMessages.noDatabase(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.noneMatch(file -> file.getFileName().toString().matches("log-\\d{10}\\.odb"))) {
                throw ToolsMessages.noDatabase(folder);
            }
            return folder;
        } catch (IOException e) {
            throw ToolsMessages.unreadable("The folder '" + folder + "'", e);
        }
    }

    /** As it is given to a command, but for its secrets. */
    @Override
    public String toString() {
        return folder != null ? folder.toString() : ShownUrl.of(url);
    }

    /** Reads it from an argument. */
    static final class Converter implements ITypeConverter<DatabaseAddress> {
        @Override
        public DatabaseAddress convert(String text) {
            return of(text);
        }
    }

    /** Reads the folder of a command that knows databases in folders only. */
    static final class FolderConverter implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            if (text.startsWith(JDBC)) {
                throw new TypeConversionException("this command is for databases in folders. '" + ShownUrl.of(text)
                        + "' is kept by a relational database, whose own tools check it, back it up and restore it");
            }
            return folder(text);
        }
    }
}
