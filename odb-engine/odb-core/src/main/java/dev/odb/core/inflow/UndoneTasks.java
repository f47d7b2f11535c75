package dev.odb.core.inflow;

import dev.odb.core.object.Workspace;
import dev.odb.core.record.RecordInfo;
import dev.odb.queue.QueuePage;
import dev.odb.queue.StoredTask;

/** Brings tasks back into their queues when it is undone that they were taken or dropped. */
public final class UndoneTasks {
    private UndoneTasks() {}

    /** Looks at what the transaction has undone. */
    public static void enterAgain(Workspace workspace) {
        for (long oid : workspace.undone()) {
            byte[] record = workspace.record(oid);
            int type = record == null || record.length == 0 ? 0 : RecordInfo.classId(record);
            if (type != 0 && workspace.database().catalog().get(type).name().equals(StoredTask.class.getName())) {
                enterAgain(workspace, workspace.object(oid, StoredTask.class));
            }
        }
    }

    private static void enterAgain(Workspace workspace, StoredTask task) {
        if (task.task() == null) {
            return;
        }
        QueuePage page = task.page();
        if (QueueWrites.isEntered(workspace, task)) {
            // nobody must clean it up meanwhile
            workspace.readCurrent(page);
        } else {
            page.add(task);
        }
    }
}
