package dev.odb.core.inflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odb.core.storage.ForwardingStorage;
import dev.odb.core.storage.Leases;
import dev.odb.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Servers that come, go, die and work while each looks for itself, in any order. */
class StripeLeasesTest {
    private static final int STRIPES = 16;

    /** Who has which lease. */
    private final Map<String, Server> table = new TreeMap<>();

    private final class Server implements Leases {
        private final Map<Integer, Boolean> busy = new HashMap<>();
        private final StripeLeases stripes;
        private boolean consuming = true;

        Server(String queue) {
            stripes = new StripeLeases(queue, STRIPES, new ForwardingStorage(new MemoryStorage("leases")) {
                @Override
                public Leases leases() {
                    return Server.this;
                }
            });
        }

        boolean look() {
            return stripes.look(consuming, stripe -> !busy.getOrDefault(stripe, false));
        }

        List<Integer> given() {
            return IntStream.range(0, STRIPES).filter(stripes::has).boxed().toList();
        }

        void die() {
            table.values().removeIf(holder -> holder == this);
        }

        @Override
        public boolean take(String name) {
            return table.computeIfAbsent(name, free -> this) == this;
        }

        @Override
        public void release(String name) {
            table.remove(name, this);
        }

        @Override
        public Map<String, Boolean> held(String prefix) {
            Map<String, Boolean> held = new HashMap<>();
            table.forEach((name, holder) -> {
                if (name.startsWith(prefix)) {
                    held.put(name, holder == this);
                }
            });
            return held;
        }

        @Override
        public boolean closeGate(Duration most) {
            return true;
        }

        @Override
        public void openGate() {}

        @Override
        public boolean shared() {
            return true;
        }
    }

    private static void settle(List<Server> servers) {
        // the first look tells of a newcomer, the second frees what is his, the third takes what others have freed
        // after it
        for (int i = 0; i < 3; i++) {
            servers.forEach(Server::look);
        }
    }

    private static void assertFair(List<Server> servers) {
        List<Integer> all = new ArrayList<>();
        for (Server server : servers) {
            assertThat(server.given()).hasSizeBetween(STRIPES / servers.size(), (STRIPES - 1) / servers.size() + 1);
            all.addAll(server.given());
        }
        assertThat(all).as("each stripe once").hasSize(STRIPES).doesNotHaveDuplicates();
    }

    @Test
    void oneServer_hasAllAtOnce() {
        Server alone = new Server("mail");
        assertThat(alone.look()).as("has more than before").isTrue();
        assertFair(List.of(alone));
        assertThat(alone.look()).isFalse();
    }

    @Test
    void newcomers_getTheirShare_andWhatOneLeavesGoesToTheOthers() {
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            servers.add(new Server("mail"));
            settle(servers);
            assertFair(servers);
        }
        Server leaving = servers.remove(2);
        leaving.consuming = false;
        leaving.look();
        assertThat(leaving.given()).isEmpty();
        assertThat(leaving.stripes.hasAny()).isFalse();
        assertThat(table).doesNotContainValue(leaving);
        settle(servers);
        assertFair(servers);

        servers.remove(0).die();
        settle(servers);
        assertFair(servers);
    }

    /** Else the newcomer would begin the same task beside it. */
    @Test
    void stripeThatIsWorkedOn_givesOutNothingMoreButStaysUntilThatHasEnded() {
        Server first = new Server("mail");
        first.look();
        IntStream.range(0, STRIPES).forEach(stripe -> first.busy.put(stripe, true));
        Server second = new Server("mail");
        settle(List.of(first, second));
        assertThat(first.given()).hasSize(STRIPES / 2);
        assertThat(second.given()).isEmpty();
        assertThat(first.stripes.hasAny()).isTrue();

        first.busy.clear();
        settle(List.of(first, second));
        assertFair(List.of(first, second));
    }

    /** As after a pause longer than its time: it notices at the next look. */
    @Test
    void serverThatWasTakenForDead_givesOutOnlyWhatItHasTakenAnew() {
        Server first = new Server("mail");
        first.look();
        first.die();
        Server second = new Server("mail");
        second.look();
        first.look();
        assertThat(first.given()).isEmpty();
        settle(List.of(second, first));
        assertFair(List.of(first, second));
    }

    @Test
    void queuesWhoseNamesBeginAlike_areApart() {
        Server mail = new Server("mail");
        Server other = new Server("mail/server");
        settle(List.of(mail, other));
        assertFair(List.of(mail));
        assertFair(List.of(other));
    }

    /** Whatever happens, no two give out one stripe; and three looks of each after it, each is somebody's. */
    @Test
    void randomSteps_neverShareAStripe() {
        long seed = Long.getLong("odb.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Server> servers = new ArrayList<>(List.of(new Server("mail")));
        for (int step = 0; step < 2_000; step++) {
            Server any = servers.get(random.nextInt(servers.size()));
            switch (random.nextInt(8)) {
                case 0 -> servers.add(new Server("mail"));
                case 1 -> {
                    if (servers.size() > 1) {
                        servers.remove(any);
                        any.die();
                    }
                }
                case 2 -> any.given().forEach(stripe -> any.busy.put(stripe, random.nextBoolean()));
                default -> any.look();
            }
            assertThat(servers.stream()
                            .flatMap(server -> server.given().stream())
                            .toList())
                    .doesNotHaveDuplicates();
        }
        servers.forEach(server -> server.busy.clear());
        settle(servers);
        assertFair(servers);
    }
}
