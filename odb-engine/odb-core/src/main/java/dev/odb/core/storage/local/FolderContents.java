package dev.odb.core.storage.local;

import dev.odb.core.storage.ContentKey;
import dev.odb.core.storage.Contents;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Contents as files of a folder, each for its owner only, staged and kept ones not to be written by anybody.
 *
 * <pre>
 * draft/            what is being written; emptied at open
 * staged/           oid-id-floor, in hexadecimal digits, of 16, 32 and 16 digits
 * 000/ ... fff/     kept contents, oid-id; the folder is the first three digits of the id
 * </pre>
 *
 * A staged content becomes a kept one by a rename, which is not forced: after a crash the file is in one place or the
 * other, and both are looked at.
 */
public final class FolderContents implements Contents {
    private static final System.Logger LOGGER = System.getLogger(FolderContents.class.getName());
    static final String STAGED = "staged";
    static final int FAN_OUT_DIGITS = 3;

    private final ContentFiles files;
    /** The names of the staged files. */
    private final Map<ContentKey, String> staged = new ConcurrentHashMap<>();

    private FolderContents(ContentFiles files) {
        this.files = files;
    }

    /** Opens the contents in a folder, which is made with the first of them. */
    public static FolderContents open(Path folder, boolean readOnly) throws IOException {
        return open(new OwnContentFiles(folder), readOnly);
    }

    /** The same on any disk. */
    public static FolderContents open(ContentFiles files, boolean readOnly) throws IOException {
        FolderContents contents = new FolderContents(files);
        if (!readOnly) {
            files.deleteDrafts();
        }
        for (String file : files.list(STAGED)) {
            ContentNames.Name name = ContentNames.parse(file, true);
            if (name == null) {
                String where = files.location(STAGED, file);
                LOGGER.log(System.Logger.Level.WARNING, "The file " + where + " is no content of a blob; ignored");
            } else {
                contents.staged.put(name.key(), file);
            }
        }
        return contents;
    }

    @Override
    public Path drafts() throws IOException {
        return files.drafts();
    }

    @Override
    public void stage(ContentKey key, Path file, long floor) throws IOException {
        String name = ContentNames.staged(key, floor);
        files.take(file, STAGED, name);
        staged.put(key, name);
    }

    @Override
    public void unstage(ContentKey key, Path file) throws IOException {
        String from = staged.get(key);
        if (from != null) {
            files.giveBack(STAGED, from, file);
            staged.remove(key);
        }
    }

    @Override
    public void keep(ContentKey key) throws IOException {
        String from = staged.get(key);
        if (from != null) {
            files.move(STAGED, from, fanOut(key), ContentNames.kept(key));
            // only now: until then readers find it there
            staged.remove(key);
        }
    }

    @Override
    public List<Staged> staged() {
        List<Staged> found = new ArrayList<>();
        staged.forEach((key, file) ->
                found.add(new Staged(key, ContentNames.parse(file, true).floor())));
        return found;
    }

    @Override
    public boolean contains(ContentKey key) {
        return staged.containsKey(key) || files.exists(fanOut(key), ContentNames.kept(key));
    }

    @Override
    public SeekableByteChannel open(ContentKey key) throws IOException {
        String early = staged.get(key);
        if (early != null) {
            try {
                return files.open(STAGED, early);
            } catch (NoSuchFileException moved) {
                LOGGER.log(System.Logger.Level.DEBUG, "Kept meanwhile", moved);
            }
        }
        return files.open(fanOut(key), ContentNames.kept(key));
    }

    @Override
    public void delete(ContentKey key) throws IOException {
        String early = staged.remove(key);
        if (early != null) {
            files.delete(STAGED, early);
        }
        files.delete(fanOut(key), ContentNames.kept(key));
    }

    @Override
    public void forEachKept(Consumer<ContentKey> action) throws IOException {
        for (String folder : files.folders()) {
            if (folder.length() == FAN_OUT_DIGITS) {
                for (String file : files.list(folder)) {
                    ContentNames.Name name = ContentNames.parse(file, false);
                    if (name != null) {
                        action.accept(name.key());
                    }
                }
            }
        }
    }

    @Override
    public long bytes() throws IOException {
        long bytes = 0;
        for (String folder : files.folders()) {
            if (folder.equals(STAGED) || folder.length() == FAN_OUT_DIGITS) {
                for (String file : files.list(folder)) {
                    bytes += files.size(folder, file);
                }
            }
        }
        return bytes;
    }

    @Override
    public String location(ContentKey key) {
        return files.location(fanOut(key), ContentNames.kept(key));
    }

    private static String fanOut(ContentKey key) {
        return ContentNames.hex(key.id()).substring(0, FAN_OUT_DIGITS);
    }
}
