package dev.odb.sample.administration;

import dev.odb.DatabaseAdministration;
import dev.odb.DatabaseStatistics;
import dev.odb.NotPermittedException;
import dev.odb.OdbException;
import dev.odb.ParkedTask;
import dev.odb.RevisionInfo;
import dev.odb.SubscriptionInfo;
import dev.odb.TaskQueueInfo;
import dev.odb.sample.model.Deed;
import dev.odb.sample.model.Issue;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What of the database's administration the page may do: look, and look after parked tasks. Nobody logs in here, so it runs
 * in the role that this asks for, and lets everybody call; an application with users has {@code @RolesAllowed} instead of
 * both. Outside a transaction: administration has its own.
 */
@Stateless
@RunAs("odb-admin")
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AdministrationBean {
    private static final int MOST_PARKED = 100;
    private static final int RECENT = 20;

    @Inject
    private DatabaseAdministration database;

    /** What the database has done since it was opened. */
    public DatabaseStatistics statistics() {
        return database.statistics();
    }

    /** All task queues. */
    public List<TaskQueueInfo> queues() {
        return database.taskQueues();
    }

    /** All subscriptions to the feed of changes. */
    public List<SubscriptionInfo> subscriptions() {
        return database.subscriptions();
    }

    /** The issue that an object is, if it is one: the transactions that wrote it lately say which. */
    public Optional<String> issueOf(DatabaseStatistics.HotObject object) {
        if (!object.className().equals(Issue.class.getName())) {
            return Optional.empty();
        }
        return database.history(object.oid(), RECENT).stream()
                .map(RevisionInfo::description)
                .flatMap(description -> Deed.parse(description).stream())
                .filter(Deed::isOfAnIssue)
                .map(Deed::subject)
                .findFirst();
    }

    /**
     * The first tasks of a queue that failed for good.
     *
     * @throws NoSuchTaskException if there is no such queue
     */
    public List<ParkedTask> parked(String queue) {
        return found(() -> database.parkedTasks(queue, 0, MOST_PARKED));
    }

    /**
     * Has a parked task taken again.
     *
     * @throws NoSuchTaskException if it is not there any more
     */
    public void resubmit(String queue, long id) {
        found(() -> {
            database.resubmitTask(queue, id);
            return null;
        });
    }

    /**
     * Has all parked tasks taken again.
     *
     * @throws NoSuchTaskException if there is no such queue
     */
    public int resubmitAll(String queue) {
        return found(() -> database.resubmitTasks(queue));
    }

    /**
     * Gives a parked task up.
     *
     * @throws NoSuchTaskException if it is not there any more
     */
    public void drop(String queue, long id) {
        found(() -> {
            database.dropTask(queue, id);
            return null;
        });
    }

    /** Two may look after the same task; that is nothing for the server's log. */
    private static <T> T found(Supplier<T> call) {
        try {
            return call.get();
        } catch (NotPermittedException e) {
            throw e;
        } catch (OdbException e) {
            throw new NoSuchTaskException(e);
        }
    }
}
