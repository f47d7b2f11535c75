package dev.odb.tests.server.deliver;

import dev.odb.OdbConnection;
import dev.odb.OdbConnectionFactory;
import dev.odb.inflow.OdbTaskListener;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Puts parcels on their shelves; every third one has a row too, so its delivery commits in two phases. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "queue", propertyValue = "parcels"),
            @ActivationConfigProperty(propertyName = "consumers", propertyValue = "4"),
            @ActivationConfigProperty(propertyName = "backoffMillis", propertyValue = "100")
        })
public class ParcelListener implements OdbTaskListener<Parcel> {
    private static final long WORK = TimeUnit.MILLISECONDS.toNanos(4);

    @Resource(lookup = "java:/odb/issues")
    private OdbConnectionFactory factory;

    @Resource(lookup = "java:/jdbc/audit")
    private DataSource source;

    @Override
    public void onTask(Parcel parcel) throws Exception {
        int number = parcel.number();
        try (OdbConnection connection = factory.getConnection()) {
            Depot.of(connection).shelf(number).put(number);
        }
        if (number % 3 == 0) {
            try (Connection connection = source.getConnection();
                    PreparedStatement statement = connection.prepareStatement("INSERT INTO PARCELS VALUES (?)")) {
                statement.setInt(1, number);
                statement.executeUpdate();
            }
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(WORK));
    }
}
