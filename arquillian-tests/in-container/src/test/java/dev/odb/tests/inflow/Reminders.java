package dev.odb.tests.inflow;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.TaskOptions;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import java.time.Duration;

@Stateless
public class Reminders {
    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    public void remind(String issue, String text, Duration after) {
        try (OdbConnection connection = factory.getConnection()) {
            connection.queue("reminders").send(new Reminder(issue, text), new TaskOptions(issue, after));
        }
    }
}
