package dev.odb.benchmarks.contestants;

import dev.odb.benchmarks.Contestant;
import dev.odb.benchmarks.IssueText;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** Hibernate on an H2 database in the same process. H2 does not force at commit, so it is told to after each. */
public class HibernateContestant implements Contestant {
    private final GroupForce force = new GroupForce(this::force);
    private SessionFactory factory;
    private Session hot;
    private java.util.List<IssueRow> hotIssues;

    @Override
    public String name() {
        return "Hibernate + H2";
    }

    @Override
    public String settings() {
        return "pool of 70, JDBC batches of 100, no second-level cache, H2 cache of 256 MiB, CHECKPOINT SYNC after commits, shared by all that wait";
    }

    /** Where the database is. */
    protected String url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("h2").toAbsolutePath() + ";CACHE_SIZE=262144";
    }

    @Override
    public final void open(Path folder) {
        factory = new Configuration()
                .addAnnotatedClass(IssueRow.class)
                .addAnnotatedClass(CommentRow.class)
                .addAnnotatedClass(AuthorRow.class)
                .addAnnotatedClass(CounterRow.class)
                .setProperty("hibernate.connection.url", url(folder))
                .setProperty("hibernate.connection.username", "sa")
                .setProperty("hibernate.connection.password", "")
                .setProperty("hibernate.connection.pool_size", "70")
                .setProperty("hibernate.hbm2ddl.auto", "update")
                .setProperty("hibernate.jdbc.batch_size", "100")
                .setProperty("hibernate.order_inserts", "true")
                .buildSessionFactory();
        in(session -> {
            if (session.find(CounterRow.class, 1) == null) {
                session.persist(new CounterRow());
                for (int i = 0; i < IssueText.AUTHORS; i++) {
                    session.persist(new AuthorRow(i, IssueText.authorName(i)));
                }
            }
            return null;
        });
    }

    private <T> T in(Function<Session, T> work) {
        return factory.fromTransaction(work::apply);
    }

    /** Returns when what was committed is on the disk. */
    protected void forced() throws InterruptedException {
        force.await();
    }

    private void force() {
        factory.inTransaction(
                session -> session.createNativeMutationQuery("CHECKPOINT SYNC").executeUpdate());
    }

    @Override
    public void load(List<IssueText> issues) throws InterruptedException {
        in(session -> {
            for (IssueText text : issues) {
                session.persist(new IssueRow(text, session.getReference(AuthorRow.class, text.author())));
            }
            return null;
        });
        forced();
    }

    @Override
    public void setStatus(int issue, int status) throws InterruptedException {
        in(session -> {
            session.find(IssueRow.class, issue).status(status);
            return null;
        });
        forced();
    }

    @Override
    public long read(int issue) {
        return in(session -> session.find(IssueRow.class, issue).checksum());
    }

    @Override
    public long readAll(int[] issues) {
        return in(session -> {
            long sum = 0;
            for (int issue : issues) {
                sum += session.find(IssueRow.class, issue).checksum();
            }
            return sum;
        });
    }

    @Override
    public long hotPass() {
        if (hot == null) {
            hot = factory.openSession();
            hotIssues = hot.createQuery(
                            "select distinct i from IssueRow i join fetch i.author join fetch i.comments",
                            IssueRow.class)
                    .list();
        }
        long touched = 0;
        for (IssueRow issue : hotIssues) {
            touched += issue.touch();
        }
        return touched == 0 ? 0 : hotIssues.size();
    }

    @Override
    public void increment() throws InterruptedException {
        in(session -> session.createMutationQuery("update CounterRow set amount = amount + 1")
                .executeUpdate());
        forced();
    }

    @Override
    public long counter() {
        return in(session -> session.find(CounterRow.class, 1).amount());
    }

    @Override
    public void close() {
        if (hot != null) {
            hot.close();
        }
        factory.close();
    }
}
