package dev.odb.tests.inflow;

import dev.odb.tests.model.Issues;
import dev.odb.tests.support.Database;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** What a test outside the server has done inside. */
@WebServlet("/commands")
public class Commands extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Database database;

    @Inject
    private transient Lines lines;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            response.getWriter().print(answer(request));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private Object answer(HttpServletRequest request) throws Exception {
        String text = request.getParameter("text");
        return switch (request.getParameter("command")) {
            case "start" -> {
                lines.start(List.of(text));
                database.start(text);
                yield database.inNew(connection -> connection.roots().put(Activities.ROOT, new Activities()));
            }
            case "describe" ->
                database.inNew(connection -> {
                    connection.root("issues", Issues.class).add(text);
                    connection.transaction().describe(text);
                    return null;
                });
            case "send" ->
                database.inNew(connection -> {
                    for (int number = 0; number < 50; number++) {
                        connection.queue("orders").send(new Order(text, number, ""));
                    }
                    return null;
                });
            case "activity" ->
                database.inNew(connection -> connection.root(Activities.ROOT, Activities.class).entries().stream()
                        .map(String::strip)
                        .filter(entry -> entry.startsWith("change "))
                        .collect(Collectors.joining(",")));
            case "numbers" -> lines.numbers(text).size();
            default -> throw new IllegalArgumentException(request.getParameter("command"));
        };
    }
}
