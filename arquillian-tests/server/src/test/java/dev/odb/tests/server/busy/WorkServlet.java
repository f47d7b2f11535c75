package dev.odb.tests.server.busy;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;

/** Calls the beans; answers with what was read. */
@WebServlet("/work")
public class WorkServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Worker worker;

    @EJB
    private transient WorkEjb ejb;

    @Override
    public void init() {
        worker.start();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String text = UUID.randomUUID().toString();
        worker.add(text);
        worker.send(text);
        ejb.add(text);
        try {
            worker.addWithRow(text);
        } catch (SQLException e) {
            throw new ServletException(e);
        }
        try {
            worker.tryInVain(text);
        } catch (IllegalStateException e) {
            response.setHeader("Rolled-Back", e.getMessage());
        }
        response.getWriter().print(worker.look());
    }
}
