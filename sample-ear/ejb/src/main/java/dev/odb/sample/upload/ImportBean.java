package dev.odb.sample.upload;

import dev.odb.cdi.OdbRoot;
import dev.odb.cdi.RetryOnConflict;
import dev.odb.sample.model.Deed;
import dev.odb.sample.model.DuplicateKeyException;
import dev.odb.sample.model.Issue;
import dev.odb.sample.model.Issues;
import dev.odb.sample.model.Upload;
import dev.odb.sample.model.Uploads;
import dev.odb.sample.news.IssueNews;
import dev.odb.sample.service.AuditAction;
import dev.odb.sample.service.AuditLog;
import dev.odb.sample.service.Repetitions;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.Optional;

/**
 * Stores one queued issue with its comments: message, objects and audit row in one transaction. A message that loses a
 * conflict comes again; one that fails four times is put aside by the server.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:/jms/queue/issues"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "8")
        })
@RetryOnConflict
public class ImportBean implements MessageListener {
    private static final String ACTOR = "import";

    @Inject
    @OdbRoot("issues")
    private Issues issues;

    @Inject
    @OdbRoot("uploads")
    private Uploads uploads;

    @Inject
    private AuditLog audit;

    @Inject
    private IssueNews news;

    @Inject
    private Repetitions repetitions;

    @Override
    public void onMessage(Message message) {
        try {
            if (message.getIntProperty("JMSXDeliveryCount") > 1) {
                repetitions.redelivered();
            }
            Optional<Upload> upload = upload(message);
            Issue issue = IssueParser.parse(message.getBody(String.class));
            try {
                store(issue);
                upload.ifPresent(Upload::imported);
            } catch (DuplicateKeyException e) {
                if (upload.isEmpty()) {
                    throw e; // nobody to tell: put it aside
                }
                upload.get().duplicate(message.getLongProperty(UploadService.LINE), e.getMessage());
            }
        } catch (JMSException | BadLineException e) {
            throw new EJBException("The message cannot be imported: " + e.getMessage(), e);
        }
    }

    private void store(Issue issue) {
        issues.add(issue);
        audit.write(issue.key(), AuditAction.IMPORT, ACTOR, issue.title());
        news.describe(ACTOR, Deed.of(Deed.Action.IMPORTED, issue.key()));
    }

    private Optional<Upload> upload(Message message) throws JMSException {
        String id = message.getStringProperty(UploadService.UPLOAD);
        return id == null ? Optional.empty() : uploads.get(id);
    }
}
