package souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import souk.local.secret.CertificateAuthority;

/** Three processes without enough processors, and then on three machines of a network whose packets are lost. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class PartitionIT {

    private static final List<String> ALL = List.of("echo-0", "echo-1", "echo-2");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration HUNGER = Duration.ofSeconds(31);
    private static final int BUSY = 4;

    @TempDir
    private static Path folder;

    private static Wires wires;
    private static List<NodeProcess> nodes = List.of();

    @BeforeAll
    static void start() throws IOException {
        wires = new Wires(ALL.size());
        var authority = new CertificateAuthority(folder.resolve("secrets"), Clock.systemUTC());
        nodes = new ArrayList<>();
        for (var index = 0; index < ALL.size(); index++) {
            nodes.add(NodeProcess.start(wires, index, ALL.size(), folder, authority));
        }
        await().atMost(START).until(() -> nodes.stream().allMatch(node -> node.isReady() && node.hears(ALL)));
    }

    @AfterAll
    static void stop() {
        nodes.forEach(NodeProcess::kill);
        if (wires != null) {
            wires.close();
        }
    }

    /** Of members that were asked before: where an address is first used, its entry may be with the frozen one. */
    @Test
    void aFrozenMemberIsNoReasonThatTheOthersDoNotSayHowTheyAre() {
        await().atMost(START).until(() -> nodes.get(0).get("/reports").equals(String.join(" ", ALL)));
        nodes.get(1).signal("STOP");
        try {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !nodes.get(0).get("/reports").contains("echo-1"));
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(9))
                    .until(() -> nodes.get(0).get("/reports").equals("echo-0 echo-2"));
        } finally {
            nodes.get(1).signal("CONT");
        }
        await().atMost(START).until(() -> nodes.get(0).get("/reports").equals(String.join(" ", ALL)));
    }

    @Test
    void nobodyIsThrownOutAndNobodyEndsWhileEveryProcessorIsBusy() throws IOException {
        var fewest = new AtomicInteger(ALL.size());
        var notReady = new AtomicInteger();
        var busy = new ArrayList<Process>();
        try {
            for (var one = 0; one < BUSY; one++) {
                busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
            }
            await().pollInterval(Duration.ofMillis(500))
                    .during(HUNGER)
                    .atMost(HUNGER.plusSeconds(30))
                    .until(() -> {
                        nodes.forEach(node -> {
                            node.figure("souk_cluster_members")
                                    .ifPresent(
                                            members -> fewest.accumulateAndGet((int) members.doubleValue(), Math::min));
                            notReady.addAndGet(node.isReady() ? 0 : 1);
                        });
                        return nodes.stream().allMatch(NodeProcess::isAlive) && fewest.get() == ALL.size();
                    });
        } finally {
            busy.forEach(Process::destroyForcibly);
        }
        System.out.println("Full processors for " + HUNGER.toSeconds() + " s: members never fewer than " + fewest
                + ", looks at which a node was not ready: " + notReady);
        assertThat(fewest).hasValue(ALL.size());
        await().atMost(START).until(() -> nodes.stream().allMatch(node -> node.isReady() && node.hears(ALL)));
    }

    @Test
    void theSmallerSideWantsNoRequestsAndBothComeTogetherAgain() {
        var minority = nodes.get(2);
        await().atMost(START)
                .until(() -> nodes.stream()
                        .allMatch(node -> node.figure("souk_cluster_settled").orElse(0.0) == ALL.size()));

        IntStream.of(0, 1).forEach(other -> wires.cut(other, 2));
        var cut = System.nanoTime();
        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(15))
                .until(() -> !minority.isReady());
        var untilNotReady = since(cut);
        await().atMost(START).until(() -> knows(0, 2) && knows(1, 2) && knows(2, 1));
        var untilThrownOut = since(cut);
        assertThat(nodes.get(0).hears(ALL.subList(0, 2))).isTrue();
        await("the smaller side stays not ready, though its own cluster is whole, with nobody else in it")
                .during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !minority.isReady()
                        && nodes.get(0).isReady()
                        && nodes.get(1).isReady());

        IntStream.of(0, 1).forEach(other -> wires.mend(other, 2));
        var mended = System.nanoTime();
        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(20))
                .until(() -> nodes.stream().allMatch(node -> node.hears(ALL)));
        var untilOne = since(mended);
        await().atMost(Duration.ofSeconds(5)).until(() -> nodes.stream().allMatch(NodeProcess::isReady));
        System.out.println("Partition 2|1: not ready after " + untilNotReady + " ms, thrown out after " + untilThrownOut
                + " ms; all answer all " + untilOne + " ms after the network is whole");
        assertThatNewsAreHeardOnce();
    }

    private static void assertThatNewsAreHeardOnce() {
        nodes.get(0).get("/publish?first");
        nodes.get(2).get("/publish?second");
        await().until(() -> nodes.stream()
                .allMatch(node -> node.get("/heard").contains("second")
                        && node.get("/heard").contains("first")));
        assertThat(nodes)
                .allSatisfy(
                        node -> assertThat(node.get("/heard").split(" ")).containsExactlyInAnyOrder("first", "second"));
    }

    private static boolean knows(int node, int members) {
        return nodes.get(node).figure("souk_cluster_members").orElse(0.0) == members;
    }

    private static long since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
