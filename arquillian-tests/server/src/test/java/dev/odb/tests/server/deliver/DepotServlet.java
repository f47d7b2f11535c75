package dev.odb.tests.server.deliver;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.TaskOptions;
import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import javax.sql.DataSource;

/** {@code POST ?from=0&to=9} sends parcels in one transaction; {@code GET} tells how
 * many are on the shelves, and with {@code ?rows} how many rows there are. */
@WebServlet("/api/statistics")
public class DepotServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Resource
    private transient UserTransaction transaction;

    @Resource(lookup = "java:/odb/issues")
    private transient OdbConnectionFactory factory;

    @Resource(lookup = "java:/jdbc/audit")
    private transient DataSource source;

    @Override
    public void init() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS PARCELS (NUMBER INT)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int from = Integer.parseInt(request.getParameter("from"));
        int to = Integer.parseInt(request.getParameter("to"));
        inTransaction(connection -> {
            for (int number = from; number < to; number++) {
                boolean keyed = number % 2 == 0;
                connection
                        .queue("parcels")
                        .send(
                                new Parcel(number),
                                keyed ? TaskOptions.inOrderOf("shelf " + number % Depot.SHELVES) : TaskOptions.DEFAULT);
            }
            return null;
        });
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("rows") != null) {
            response.getWriter().print(rows());
            return;
        }
        int done = inTransaction(connection -> Depot.of(connection).shelves().stream()
                .mapToInt(shelf -> shelf.numbers().size())
                .sum());
        response.getWriter().print(done);
    }

    private int rows() throws IOException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM PARCELS")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private <T> T inTransaction(Function<OdbConnection, T> work) throws IOException {
        try {
            transaction.begin();
            T result;
            try (OdbConnection connection = factory.getConnection()) {
                result = work.apply(connection);
            }
            transaction.commit();
            return result;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
