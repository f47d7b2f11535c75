package dev.odb.benchmarks.server.fairness;

import dev.odb.benchmarks.contestants.GroupForce;
import dev.odb.benchmarks.server.ForcedH2;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Measures everybody, each in every round with one thread and with {@code threads}, and answers with a line for each: name,
 * threads, and the values of {@link Crowd.Result}, with tabs between them. Each is measured for {@code seconds}, after as
 * long unmeasured. Fails if a caller gets an exception.
 */
@WebServlet("/fairness")
public class FairnessServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient OdbHotObject odb;

    @PersistenceContext
    private transient EntityManager entities;

    @Resource
    private transient UserTransaction transaction;

    @Resource
    private transient ManagedThreadFactory factory;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int threads = Integer.parseInt(request.getParameter("threads"));
        int rounds = Integer.parseInt(request.getParameter("rounds"));
        Crowd crowd = new Crowd(factory, Double.parseDouble(request.getParameter("seconds")));
        Path data = Path.of(System.getProperty("jboss.server.data.dir"));
        StringBuilder lines = new StringBuilder();
        try (ForcedH2 h2 = new ForcedH2("jdbc:h2:file:" + data.resolve("audit"))) {
            List<HotObject> objects = List.of(
                    odb,
                    new JpaHotObject(entities, transaction, new GroupForce(() -> force(h2))),
                    new JpaHotObject(entities, transaction, null));
            for (HotObject one : objects) {
                one.create();
            }
            for (int round = 0; round < rounds; round++) {
                for (HotObject one : objects) {
                    for (int count : new int[] {1, threads}) {
                        String line = crowd.measure(one, count).line();
                        lines.append(one.name())
                                .append('\t')
                                .append(count)
                                .append('\t')
                                .append(line)
                                .append('\n');
                    }
                }
            }
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
        response.setContentType("text/plain");
        response.getWriter().write(lines.toString());
    }

    private static void force(ForcedH2 h2) {
        try {
            h2.force();
        } catch (SQLException e) {
            throw new IllegalStateException("H2 does not force", e);
        }
    }
}
