package dev.odb.core.object;

import dev.odb.Savepoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The points that one transaction can go back to, and the calls that take one and go back. What there is to go back to
 * is the change set's matter. Belongs to its workspace.
 */
final class Savepoints {
    private final Workspace workspace;
    private final List<Mark> marks = new ArrayList<>();

    Savepoints(Workspace workspace) {
        this.workspace = workspace;
    }

    /** A point to go back to. Refers to its workspace only through the owner, which forgets it. */
    private static final class Mark implements Savepoint {
        private final WorkspaceOwner owner;
        private final int number;
        private final ChangeSet.Mark changes;
        private boolean over;

        private Mark(WorkspaceOwner owner, int number, ChangeSet.Mark changes) {
            this.owner = owner;
            this.number = number;
            this.changes = changes;
        }

        @Override
        public void rollback() {
            Workspace workspace = owner.workspace();
            if (over || workspace == null) {
                throw ObjectMessages.savepointOver();
            }
            workspace.guard().run(() -> workspace.savepoints().rollback(this));
        }
    }

    /** Takes one; if that fails the transaction can only be rolled back. */
    Savepoint take() {
        workspace.access().requireCurrent("savepoint()");
        workspace.enter();
        try {
            Mark mark = new Mark(
                    workspace.owner(), marks.size() + 1, workspace.changes().mark());
            marks.add(mark);
            workspace.objects().makeRoom();
            return mark;
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    /** Goes back to one and makes it the last; if that fails the transaction can only be rolled back. */
    private void rollback(Mark mark) {
        workspace.access().requireCurrent("rollback() of a savepoint");
        workspace.enter();
        requireValid(mark);
        try {
            workspace.changes().rollback(mark.changes);
            marks.subList(mark.number, marks.size()).clear();
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    private void fail(Throwable failure) {
        workspace.refuse(() -> ObjectMessages.savepointFailed(failure));
    }

    private void requireValid(Mark mark) {
        if (mark.number > marks.size() || marks.get(mark.number - 1) != mark) {
            throw ObjectMessages.savepointInvalid(mark.number);
        }
    }

    /** The transaction is over. */
    void clear() {
        marks.forEach(mark -> mark.over = true);
        marks.clear();
    }
}
