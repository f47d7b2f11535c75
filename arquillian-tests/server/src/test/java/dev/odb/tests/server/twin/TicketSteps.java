package dev.odb.tests.server.twin;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.PersistentMap;
import dev.odb.tests.server.twin.model.Ticket;
import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.spi.ObjectFactory;

/**
 * Works in the caller's transaction. Called from the other deployment too, so its interface is one of the JDK, and one with
 * nothing but a method that takes and gives an object, since WildFly looks at all methods.
 */
@Stateless
@Local(ObjectFactory.class)
public class TicketSteps implements ObjectFactory {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    @Override
    public Object getObjectInstance(Object step, Name name, Context context, Hashtable<?, ?> environment) {
        String[] words = ((String) step).split(" ");
        try (OdbConnection connection = factory.getConnection()) {
            PersistentMap<String, Ticket> tickets = tickets(connection);
            if (words[0].equals("add")) {
                tickets.put(words[1], new Ticket(words[2]));
                return "";
            }
            Ticket ticket = tickets.get(words[1]);
            switch (words[0]) {
                case "show" -> {
                    return ticket.toString();
                }
                case "loader" -> {
                    return ticket.getClass().getClassLoader().toString();
                }
                case "retitle" -> ticket.retitle(words[2]);
                case "rate" -> ticket.rate(Integer.parseInt(words[2]));
                default -> throw new IllegalArgumentException((String) step);
            }
            return "";
        }
    }

    @SuppressWarnings("unchecked")
    private static PersistentMap<String, Ticket> tickets(OdbConnection connection) {
        return (PersistentMap<String, Ticket>)
                connection.root("tickets", PersistentMap.class, PersistentMap<String, Ticket>::new);
    }
}
