package dev.odb.sample.upload;

import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.sample.model.Deed;
import dev.odb.sample.model.Upload;
import dev.odb.sample.model.Uploads;
import dev.odb.sample.news.IssueNews;
import dev.odb.sample.service.Repetitions;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/** How far uploads are. Each method is one transaction; a chunk's messages and its position are in the same one. */
@ApplicationScoped
@Transactional
@RetryOnConflict
public class UploadService {
    static final String UPLOAD = "upload";
    static final String LINE = "line";

    private static final String UPLOADER = "import";

    private static final String NO_BYTES = new LineReader(InputStream.nullInputStream()).digest();

    @Inject
    @OdbRoot("uploads")
    private Uploads uploads;

    @Resource(lookup = "java:/JmsXA")
    private ConnectionFactory messaging;

    @Resource(lookup = "java:/jms/queue/issues")
    private Queue queue;

    @Inject
    private IssueNews news;

    @Inject
    private Repetitions repetitions;

    /** Where to go on with a file; a new one starts at 0. */
    public Progress begin(String id, String name, long length) {
        repetitions.replaysSoFar();
        Upload upload = uploads.get(id).orElse(null);
        if (upload == null) {
            upload = new Upload(id, name, length, Instant.now(), NO_BYTES);
            uploads.add(upload);
        }
        return new Progress(upload.position(), upload.lines(), upload.digest(), upload.complete());
    }

    /**
     * Queues a chunk.
     *
     * @throws UploadRefusedException if another request has queued it meanwhile
     */
    public void queue(String id, Chunk chunk) {
        repetitions.replaysSoFar();
        Upload upload = require(id);
        if (upload.position() != chunk.start()) {
            throw new UploadRefusedException(
                    "Another request is uploading the same file; this one has stopped. Look at its progress below.");
        }
        try (JMSContext context = messaging.createContext()) {
            for (Chunk.Message message : chunk.messages()) {
                send(context, id, message);
            }
        }
        chunk.problems().forEach(upload::problem);
        upload.advance(
                chunk.position(),
                chunk.lines(),
                chunk.digest(),
                chunk.messages().size());
        if (chunk.isLast()) {
            upload.finish();
        }
        if (!chunk.messages().isEmpty()) {
            news.describe(UPLOADER, Deed.queued(chunk.messages().size(), upload.name()));
        }
    }

    private void send(JMSContext context, String id, Chunk.Message line) {
        try {
            TextMessage message = context.createTextMessage(line.text());
            message.setStringProperty(UPLOAD, id);
            message.setLongProperty(LINE, line.line());
            context.createProducer().send(queue, message);
        } catch (JMSException e) {
            throw new JMSRuntimeException("Line " + line.line() + " could not be queued: " + e.getMessage(), null, e);
        }
    }

    /**
     * One upload.
     *
     * @throws UploadNotFoundException if there is none
     */
    public UploadView show(String id) {
        return UploadView.of(require(id));
    }

    /** All uploads, newest first. */
    public List<UploadView> all() {
        return uploads.all().stream().map(UploadView::of).toList();
    }

    private Upload require(String id) {
        return uploads.get(id).orElseThrow(() -> new UploadNotFoundException(id));
    }

    /** How far a file has come. */
    record Progress(long position, long lines, String digest, boolean complete) {}
}
