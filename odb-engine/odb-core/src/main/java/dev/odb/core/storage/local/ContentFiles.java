package dev.odb.core.storage.local;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * All that {@link FolderContents} does to its folder, so that tests can stand a faulty disk in for it. A file is named by
 * the folder inside that one, which is made with its first file, and its name there.
 *
 * <p>What a crash does: a file moved may be in one place or the other, one deleted may be there or not.
 */
public interface ContentFiles {
    /** The folder of this computer in which drafts are written; nothing of it counts after a crash. */
    Path drafts() throws IOException;

    /** Removes all drafts. */
    void deleteDrafts() throws IOException;

    /** The folders there are. */
    List<String> folders() throws IOException;

    /** The files of a folder, none if that is not there. */
    List<String> list(String folder) throws IOException;

    /**
     * Moves a draft to a place where nobody can write it any more, durably with all its bytes. After an exception it is
     * where it was, or, if its bytes could not be forced, it is given up: nobody knows what is on the disk.
     */
    void take(Path draft, String folder, String name) throws IOException;

    /** Moves a file out, to be written again. */
    void giveBack(String folder, String name, Path draft) throws IOException;

    /** Moves a file from one folder to another; not durably. */
    void move(String folder, String name, String toFolder, String toName) throws IOException;

    /** Whether there is such a file. */
    boolean exists(String folder, String name);

    /**
     * Opens a file.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    SeekableByteChannel open(String folder, String name) throws IOException;

    /** Removes a file if it is there; whoever has it open can read on. */
    void delete(String folder, String name) throws IOException;

    /** The length of a file, 0 if it is not there. */
    long size(String folder, String name) throws IOException;

    /** Where a file is or should be, for messages. */
    String location(String folder, String name);
}
