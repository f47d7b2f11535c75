package dev.odb.tests.server.app;

import dev.odb.OdbConnectionFactory;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.io.PrintWriter;

/** Below {@code /secured} for users of the server only, below {@code /open} for all; answers a failure with its trace. */
@WebServlet(urlPatterns = {"/secured/*", "/open/*"})
public class Front extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Resource(lookup = "java:/odb/issues")
    private transient OdbConnectionFactory factory;

    @Resource(lookup = "java:/ConnectionFactory")
    private transient ConnectionFactory messaging;

    @Resource(lookup = "java:/jms/queue/issues")
    private transient Queue queue;

    @Resource(lookup = "java:jboss/TransactionManager")
    private transient TransactionManager transactions;

    @EJB
    private transient Notes notes;

    @EJB
    private transient RunAsNotes runAs;

    @EJB
    private transient WorkerNotes worker;

    @Inject
    private transient BeanNotes bean;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        try {
            String answer = answer(request.getPathInfo().substring(1), request);
            response.getWriter().print(answer);
        } catch (Exception e) {
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            e.printStackTrace(new PrintWriter(response.getWriter(), true));
        }
    }

    private String answer(String what, HttpServletRequest request) throws Exception {
        String value = request.getParameter("value");
        switch (what) {
            case "write" -> notes.write(value);
            case "write-in-a-bean" -> bean.write(value);
            case "write-run-as" -> runAs.write(value);
            case "write-behind-run-as" -> runAs.writeThrough(value);
            case "write-as" -> notes.writeAs(request.getParameter("user"), request.getParameter("password"), value);
            case "send" -> send(value);
            case "undo" -> bean.undoNewest();
            case "halt" -> halt(value);
            case "has" -> {
                return Boolean.toString(notes.has(value));
            }
            case "administer-in-a-servlet" -> {
                return Administration.call(factory, value);
            }
            case "administer-in-a-bean" -> {
                return bean.administer(value);
            }
            case "administer-in-an-ejb" -> {
                return notes.administer(value);
            }
            case "administer-run-as" -> {
                return runAs.administer(value);
            }
            case "administer-run-as-worker" -> {
                return worker.administer(value);
            }
            case "management" -> {
                return Management.valuesWith(value);
            }
            default -> throw new IllegalArgumentException(what);
        }
        return "done";
    }

    private void send(String text) {
        try (JMSContext context = messaging.createContext()) {
            context.createProducer().send(queue, text);
        }
    }

    private void halt(String note) throws Exception {
        transactions.begin();
        transactions.getTransaction().enlistResource(new HaltingResource());
        notes.write(note);
        transactions.commit();
    }
}
