package dev.odb.tests.server.idle;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.resource.ResourceException;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.locks.LockSupport;

/** Calls the beans. With {@code ?pin} it leaves a thread behind, which keeps its class loader: the planted leak. */
@WebServlet("/work")
public class IdleServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient IdleBean bean;

    @EJB
    private transient IdleEjb ejb;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        if (request.getParameter("pin") != null) {
            pin();
        }
        try {
            bean.work();
            ejb.work();
            Seen seen = new Seen(bean, ejb);
            response.setIntHeader("Seen", seen.hashCode());
            response.setHeader("Equal", seen.equals(new Seen(ejb, bean)) + seen.toString());
        } catch (ResourceException e) {
            throw new ServletException(e);
        }
    }

    /** The virtual machine remembers the class of the record whose methods it linked last. */
    private record Seen(Object what, Object where) {}

    private static void pin() {
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        LockSupport.park();
                    }
                },
                "planted leak");
        thread.setDaemon(true);
        thread.start();
    }
}
