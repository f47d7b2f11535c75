package dev.odb.core.inflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.Leases;
import dev.odb.core.storage.Storage;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is looked for when others of those who share work fail. */
class LookoutTest {
    @Test
    void watcherThatFails_keepsNeitherTheOthersNorTheNextLookFromBeingTried() throws Exception {
        CountDownLatch failures = new CountDownLatch(2);
        CountDownLatch seenTo = new CountDownLatch(2);
        Lookout lookout = new Lookout(sharedStorage(), Duration.ofMillis(1));
        lookout.watch(() -> {
            failures.countDown();
            throw new StackOverflowError();
        });
        lookout.watch(seenTo::countDown);
        try {
            assertThat(failures.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(seenTo.await(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            lookout.close();
        }
    }

    private static Storage sharedStorage() {
        Leases shared = (Leases) Proxy.newProxyInstance(
                LookoutTest.class.getClassLoader(), new Class<?>[] {Leases.class}, (proxy, method, arguments) -> true);
        return (Storage) Proxy.newProxyInstance(
                LookoutTest.class.getClassLoader(),
                new Class<?>[] {Storage.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "leases" -> shared;
                    case "readOnly" -> false;
                    case "location" -> "test";
                    case "poll" -> null;
                    default -> throw new AssertionError(method);
                });
    }
}
