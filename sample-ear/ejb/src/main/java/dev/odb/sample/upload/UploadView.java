package dev.odb.sample.upload;

import dev.odb.sample.model.Upload;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An upload as it is shown; see {@link Upload} for the parts.
 *
 * @param bad lines that cannot be imported
 * @param problems the first of the reasons by line number, of bad lines and duplicates
 */
public record UploadView(
        String id,
        String name,
        long length,
        String startedAt,
        long position,
        long lines,
        boolean complete,
        long queued,
        long imported,
        long duplicates,
        long bad,
        Map<Long, String> problems) {
    private static final int SHOWN = 200;

    static UploadView of(Upload upload) {
        Map<Long, String> problems = new LinkedHashMap<>();
        for (Map.Entry<Long, String> problem : upload.problems().entrySet()) {
            if (problems.size() == SHOWN) {
                break;
            }
            problems.put(problem.getKey(), problem.getValue());
        }
        return new UploadView(
                upload.id(),
                upload.name(),
                upload.length(),
                upload.startedAt().toString(),
                upload.position(),
                upload.lines(),
                upload.complete(),
                upload.queued(),
                upload.importedCount(),
                upload.duplicateCount(),
                upload.problemCount() - upload.duplicateCount(),
                problems);
    }
}
