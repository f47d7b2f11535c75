package dev.odb.ra.inflow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {
    /**
     * Both saw the other one wait and left, so that the queue was served by nobody until the application was deployed
     * again. That took a queue on which two were idle for twenty seconds.
     */
    @RepeatedTest(500)
    void ofTwoMembersThatFindNothingAtTheSameTime_oneStays() throws Exception {
        CompletableFuture<Boolean> served = new CompletableFuture<>();
        AtomicInteger idle = new AtomicInteger();
        AtomicInteger steps = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        Job job = new Job() {
            @Override
            public Step step(Duration wait, Runnable found) throws InterruptedException {
                switch (steps.incrementAndGet()) {
                    case 1 -> {
                        found.run();
                        return Step.DONE;
                    }
                    case 2, 3 -> {
                        idle.incrementAndGet();
                        while (idle.get() < 2) {
                            Thread.onSpinWait(); // a thread that has to be woken would be too late
                        }
                    }
                    default -> {
                        served.complete(true);
                        end.await();
                    }
                }
                return Step.IDLE;
            }

            @Override
            public void close() {
                end.countDown();
            }

            @Override
            public void abandon() {}
        };
        Crew[] crew = new Crew[1];
        crew[0] = new Crew("a queue", job, 2, failures -> Duration.ZERO, threads(crew, served), false);
        crew[0].start();
        assertThat(served.get(30, TimeUnit.SECONDS))
                .as("somebody serves the queue")
                .isTrue();
        crew[0].stop();
        assertThat(crew[0].await(Duration.ofSeconds(30))).isTrue();
    }

    /** A thread for each work; says if no member is left. */
    private static WorkManager threads(Crew[] crew, CompletableFuture<Boolean> served) {
        return (WorkManager) Proxy.newProxyInstance(
                CrewTest.class.getClassLoader(), new Class<?>[] {WorkManager.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("scheduleWork")) {
                        throw new WorkException(method.getName() + " is not expected here");
                    }
                    new Thread(() -> {
                                ((Work) arguments[0]).run();
                                if (crew[0].members() == 0) {
                                    served.complete(false);
                                }
                            })
                            .start();
                    return null;
                });
    }
}
