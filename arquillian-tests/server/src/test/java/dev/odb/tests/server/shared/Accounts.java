package dev.odb.tests.server.shared;

import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.PersistentMap;
import dev.odb.replay.Replay;
import dev.odb.tests.server.app.HaltingResource;
import jakarta.annotation.Resource;
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
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Enumeration;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Accounts by name, one command a request: {@code ?do=open&name=a}, {@code ?do=value&name=a}; {@code ?do=add&name=a&times=9},
 * which tells how many attempts that took; {@code ?do=all&name=a} adds to the account, inserts a row and sends a message in one
 * transaction; {@code ?do=halt&name=a} adds, and ends the process when all is prepared and decided; {@code ?do=doubt}, {@code ?do=warning}, {@code
 * ?do=recover} and {@code ?do=messages}. A failure is answered with what it says.
 */
@WebServlet("/accounts")
public class Accounts extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Replay REPLAY = new Replay(20, Duration.ofMinutes(1));

    @Resource(lookup = "java:jboss/TransactionManager")
    private transient TransactionManager transactions;

    @Resource(lookup = "java:/odb/issues")
    private transient OdbConnectionFactory factory;

    @Resource(lookup = "java:/jdbc/audit")
    private transient DataSource rows;

    @Resource(lookup = "java:/JmsXA")
    private transient ConnectionFactory messages;

    @Resource(lookup = "java:/jms/queue/issues")
    private transient Queue queue;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (PrintWriter out = response.getWriter()) {
            try {
                out.print(answer(request.getParameter("do"), request.getParameter("name"), request));
            } catch (Exception e) {
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
                // what a resource said of a commit is no cause of the transaction manager's exception, but suppressed
                e.printStackTrace(out);
            }
        }
    }

    private Object answer(String what, String name, HttpServletRequest request) throws Exception {
        return switch (what) {
            case "open" ->
                once(() -> with(connection -> {
                    accounts(connection).put(name, new Account());
                    return "";
                }));
            case "value" ->
                once(() -> with(connection -> account(connection, name).value()));
            case "add" -> add(name, Integer.parseInt(request.getParameter("times")));
            case "all" -> REPLAY.run(() -> once(() -> all(name)));
            case "halt" -> once(() -> halt(name));
            case "doubt" -> factory.administration().health().branchesInDoubt();
            case "warning" -> factory.administration().health().warning();
            case "recover" -> {
                RecoveryManager.manager().scan();
                yield "";
            }
            case "messages" -> received();
            default -> throw new IllegalArgumentException(what);
        };
    }

    private int add(String name, int times) throws Exception {
        int[] attempts = new int[1];
        for (int i = 0; i < times; i++) {
            REPLAY.run(() -> {
                attempts[0]++;
                return once(() -> with(connection -> {
                    account(connection, name).add(1);
                    return "";
                }));
            });
        }
        return attempts[0];
    }

    private String all(String name) throws Exception {
        with(connection -> {
            account(connection, name).add(1);
            return "";
        });
        try (Connection connection = rows.getConnection();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO PARCELS VALUES (-1)")) {
            statement.executeUpdate();
        }
        try (JMSContext context = messages.createContext()) {
            context.createProducer().send(queue, name);
        }
        return "";
    }

    private String halt(String name) throws Exception {
        // committed first, so ours is prepared and decided then
        transactions.getTransaction().enlistResource(new HaltingResource());
        return with(connection -> {
            account(connection, name).add(1);
            return "";
        });
    }

    private int received() {
        try (JMSContext context = messages.createContext()) {
            int count = 0;
            Enumeration<?> all = context.createBrowser(queue).getEnumeration();
            while (all.hasMoreElements()) {
                all.nextElement();
                count++;
            }
            return count;
        } catch (jakarta.jms.JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Body<T> {
        T run(OdbConnection connection) throws Exception;
    }

    private <T> T with(Body<T> body) throws Exception {
        try (OdbConnection connection = factory.getConnection()) {
            return body.run(connection);
        }
    }

    /** In one transaction. */
    private <T> T once(Callable<T> work) throws Exception {
        transactions.begin();
        boolean done = false;
        T result;
        try {
            result = work.call();
            done = true;
        } finally {
            if (!done) {
                transactions.rollback();
            }
        }
        transactions.commit();
        return result;
    }

    @SuppressWarnings("unchecked") // nobody else writes it
    private static PersistentMap<String, Account> accounts(OdbConnection connection) {
        return connection.root("accounts", PersistentMap.class, PersistentMap::new);
    }

    private static Account account(OdbConnection connection, String name) {
        return accounts(connection).get(name);
    }
}
