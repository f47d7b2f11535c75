package dev.odb.tests.redeploy;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import dev.odb.tests.support.Rows;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.util.List;

/**
 * PUT makes an issue for each name, POST writes an entry into an issue and a row, in one transaction; GET lists the
 * entries of the issue, each with the number of its rows, or without an issue gives the number of all rows.
 */
@WebServlet("/journal")
public class Journal extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Resource(lookup = "java:/odb/issues")
    private transient OdbConnectionFactory factory;

    @Resource
    private transient UserTransaction transaction;

    @Inject
    private transient Database database;

    @Inject
    private transient Rows rows;

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            rows.start();
            database.start(request.getParameter("issues").split(","));
            return List.of();
        });
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            transaction.begin();
            boolean done = false;
            try (OdbConnection connection = factory.getConnection()) {
                String entry = request.getParameter("entry");
                connection
                        .root("issues", Issues.class)
                        .get(request.getParameter("issue"))
                        .comment(entry);
                rows.insert(entry);
                done = true;
            } finally {
                if (!done) {
                    transaction.rollback();
                }
            }
            transaction.commit();
            return List.of();
        });
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            if (request.getParameter("issue") == null) {
                response.getWriter().print(rows.total());
                return List.of();
            }
            List<String> entries = database.inNew(connection -> List.copyOf(connection
                    .root("issues", Issues.class)
                    .get(request.getParameter("issue"))
                    .comments()));
            for (String entry : entries) {
                response.getWriter().println(entry + " " + rows.count(entry));
            }
            return entries;
        });
    }

    private interface Work {
        Object run() throws Exception;
    }

    private static void answer(HttpServletResponse response, Work work) throws IOException {
        try {
            work.run();
        } catch (Exception e) {
            response.sendError(HttpServletResponse.SC_CONFLICT, e.toString());
        }
    }
}
