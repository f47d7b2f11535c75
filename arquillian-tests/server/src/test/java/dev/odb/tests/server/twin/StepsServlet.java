package dev.odb.tests.server.twin;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import javax.naming.InitialContext;
import javax.naming.spi.ObjectFactory;

/**
 * Does steps in one transaction, each in a deployment: {@code ?step=one:retitle A new&step=two:show A}. Answers with what
 * they gave, in lines, or with the error that ended it.
 */
@WebServlet("/steps")
public class StepsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Resource
    private transient UserTransaction transaction;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            transaction.begin();
            for (String step : request.getParameterValues("step")) {
                String[] parts = step.split(":");
                response.getWriter().println(in(parts[0]).getObjectInstance(parts[1], null, null, null));
            }
            transaction.commit();
        } catch (Exception e) {
            response.getWriter().println(rollback(e));
        }
    }

    private static ObjectFactory in(String deployment) throws Exception {
        String name = "java:global/" + deployment + "/TicketSteps!" + ObjectFactory.class.getName();
        return (ObjectFactory) new InitialContext().lookup(name);
    }

    private String rollback(Exception failure) {
        try {
            transaction.rollback();
        } catch (SystemException | IllegalStateException e) {
            failure.addSuppressed(e); // it was rolled back already
        }
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause).append("; ");
        }
        return all.toString();
    }
}
