package dev.odb;

import java.util.List;

/**
 * What was exported.
 *
 * @param objects how many
 * @param blobs how many of them are blobs with a content
 * @param bytes of all records and contents
 * @param weak how many objects were left out because they are referred to weakly only
 * @param broken the objects that are referred to and could not be read, and why, at most a hundred; references to them lead
 *     nowhere where they are imported
 */
public record ExportReport(long objects, long blobs, long bytes, long weak, List<String> broken) {}
