package dev.odb.tests.crash.inside;

import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import dev.odb.OdbConnectionFactory;
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
import java.sql.Connection;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The commands in WildFly, with the server's own resources; {@code odb.test.crash.other} names the other one in JNDI. */
@WebServlet("/commands")
public final class CrashServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private transient Commands commands;

    @Override
    protected synchronized void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        try (PrintWriter out = response.getWriter()) {
            try {
                if (commands == null) {
                    commands = new Commands(both(), new Recovery(RecoveryManager.manager()));
                }
                out.println(commands.answer(request.getParameter("command")));
            } catch (Exception e) {
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
                e.printStackTrace(out);
            }
        }
    }

    private static Both both() throws NamingException {
        String name = System.getProperty("odb.test.crash.other");
        Other other = name.startsWith("java:/jms/") ? message(lookup(Queue.class, name)) : row(name);
        return new Both(
                lookup(TransactionManager.class, "java:jboss/TransactionManager"),
                lookup(OdbConnectionFactory.class, "java:/odb/issues"),
                other);
    }

    private static Other row(String name) throws NamingException {
        DataSource pool = lookup(DataSource.class, name);
        return new OtherRow(new Source<>() {
            @Override
            public Connection open() throws Exception {
                return pool.getConnection();
            }

            @Override
            public void close(Connection connection) throws Exception {
                connection.close();
            }
        });
    }

    private static Other message(Queue queue) throws NamingException {
        ConnectionFactory pool = lookup(ConnectionFactory.class, "java:/JmsXA");
        return new OtherMessage(
                new Source<>() {
                    @Override
                    public JMSContext open() {
                        return pool.createContext();
                    }

                    @Override
                    public void close(JMSContext context) {
                        context.close();
                    }
                },
                queue);
    }

    private static <T> T lookup(Class<T> type, String name) throws NamingException {
        return type.cast(new InitialContext().lookup(name));
    }
}
