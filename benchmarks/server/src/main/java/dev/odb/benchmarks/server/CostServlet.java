package dev.odb.benchmarks.server;

import dev.odb.OdbConnectionFactory;
import dev.odb.benchmarks.server.nothing.NothingFactory;
import jakarta.annotation.Resource;
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
import java.util.List;
import javax.sql.DataSource;

/**
 * Measures everything, once in a server's life, and answers with a line for each value: row, participant, microseconds a
 * transaction, and how many of them are processor time of its thread, with tabs between them. {@code issues} are stored; each value is measured for {@code seconds}, after as long
 * unmeasured, in each of the {@code rounds}.
 */
@WebServlet("/cost")
public class CostServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Resource(lookup = "java:/odb/issues")
    private transient OdbConnectionFactory odb;

    @Resource(lookup = "java:/jdbc/audit")
    private transient DataSource h2;

    @Resource(lookup = "java:/nothing/first")
    private transient NothingFactory nothing;

    @Resource(lookup = "java:/nothing/second")
    private transient NothingFactory second;

    @PersistenceContext
    private transient EntityManager entities;

    @Resource
    private transient UserTransaction transaction;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        double seconds = Double.parseDouble(request.getParameter("seconds"));
        Path data = Path.of(System.getProperty("jboss.server.data.dir"));
        response.setContentType("text/plain");
        try (ForcedH2 forced = new ForcedH2("jdbc:h2:file:" + data.resolve("audit"));
                ForcedFile file = new ForcedFile(data.resolve("forced"))) {
            List<Participant> participants = List.of(
                    new OdbParticipant(odb),
                    new HibernateParticipant(entities, forced),
                    new JdbcParticipant(h2, forced),
                    new NothingParticipant(nothing));
            CostMeter meter = new CostMeter(transaction, second, seconds, number(request, "issues"));
            response.getWriter().write(meter.measure(participants, file, number(request, "rounds")));
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static int number(HttpServletRequest request, String name) {
        return Integer.parseInt(request.getParameter(name));
    }
}
