package dev.odb.benchmarks.server;

import dev.odb.benchmarks.IssueText;
import dev.odb.benchmarks.contestants.AuthorRow;
import dev.odb.benchmarks.contestants.IssueRow;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;

/** The server's Hibernate on the H2 database. */
final class HibernateParticipant implements Keeper {
    private final EntityManager entities;
    private final ForcedH2 h2;

    HibernateParticipant(EntityManager entities, ForcedH2 h2) {
        this.entities = entities;
        this.h2 = h2;
    }

    @Override
    public String name() {
        return "Hibernate + H2";
    }

    @Override
    public void load(List<IssueText> issues) {
        for (IssueText text : issues) {
            AuthorRow author = entities.find(AuthorRow.class, text.author());
            if (author == null) {
                author = new AuthorRow(text.author(), IssueText.authorName(text.author()));
                entities.persist(author);
            }
            entities.persist(new IssueRow(text, author));
        }
    }

    @Override
    public void untouched() {
        // the nearest thing: the persistence context takes part in the transaction, and no connection
        entities.joinTransaction();
    }

    @Override
    public long read(int issue) {
        return entities.find(IssueRow.class, issue).checksum();
    }

    @Override
    public void write(int issue, int status) {
        entities.find(IssueRow.class, issue).status(status);
    }

    @Override
    public int status(int issue) {
        return entities.find(IssueRow.class, issue).status();
    }

    @Override
    public void force() throws SQLException {
        h2.force();
    }
}
