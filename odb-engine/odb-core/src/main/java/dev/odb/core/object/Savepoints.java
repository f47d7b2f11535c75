package dev.odb.core.object;

import dev.odb.Savepoint;
import dev.odb.spi.Managed;
import java.util.ArrayList;
import java.util.List;

/** The savepoints of one transaction that can be rolled back to, the oldest first. Not thread-safe. */
final class Savepoints {
    private final WorkspaceOwner owner;
    private final List<Mark> marks = new ArrayList<>();

    Savepoints(WorkspaceOwner owner) {
        this.owner = owner;
    }

    /** What the transaction had at a savepoint. Refers to its workspace only through the owner, which forgets it. */
    static final class Mark implements Savepoint {
        private final WorkspaceOwner owner;
        final int number;
        final long spilled;
        /** New objects with an oid that nobody refers to. */
        final List<Managed> adopted;

        final Undo.Mark undone;
        private boolean over;

        private Mark(WorkspaceOwner owner, int number, long spilled, List<Managed> adopted, Undo.Mark undone) {
            this.owner = owner;
            this.number = number;
            this.spilled = spilled;
            this.adopted = adopted;
            this.undone = undone;
        }

        @Override
        public void rollback() {
            Workspace workspace = owner.workspace();
            if (over || workspace == null) {
                throw ObjectMessages.savepointOver();
            }
            workspace.guard().run(() -> workspace.rollback(this));
        }
    }

    Mark add(long spilled, List<Managed> adopted, Undo.Mark undone) {
        Mark mark = new Mark(owner, marks.size() + 1, spilled, adopted, undone);
        marks.add(mark);
        return mark;
    }

    /** Fails if it is none any more. */
    void requireValid(Mark mark) {
        if (mark.number > marks.size() || marks.get(mark.number - 1) != mark) {
            throw ObjectMessages.savepointInvalid(mark.number);
        }
    }

    /** Makes it the last one. */
    void rollback(Mark mark) {
        marks.subList(mark.number, marks.size()).clear();
    }

    /** The transaction is over. */
    void clear() {
        marks.forEach(mark -> mark.over = true);
        marks.clear();
    }
}
