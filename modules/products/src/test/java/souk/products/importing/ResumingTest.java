package souk.products.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

/** Whatever ends whoever works on an import: no line is applied twice, and none is left out. */
class ResumingTest {

    private static final int LINES = 6_000;

    private static Buffer file() {
        var file = Buffer.buffer();
        for (var i = 0; i < LINES; i++) {
            file.appendString("{\"sku\":\"L-" + i + "\",\"name\":\"" + (i % 100 == 7 ? "" : "Line " + i)
                    + "\",\"price\":{\"amount\":\"1.00\",\"currency\":\"EUR\"},\"stock\":" + (1 + i % 9) + "}\n");
        }
        return file;
    }

    private static String sent(Counter counter) {
        var answer = counter.newcomer(Role.SELLER).send("", "application/x-ndjson", file());
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.getHeader("location").replaceFirst(".*/", "");
    }

    private static long done(Counter counter) {
        return counter.testDatabase.number("SELECT lines FROM imports");
    }

    private static void awaitDone(Counter counter) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        counter.testDatabase.value("SELECT state FROM imports").equals("done"));
    }

    private static void assertAppliedOnce(Counter counter) {
        var database = counter.testDatabase;
        assertThat(database.number("SELECT count(*) FROM import_lines")).isEqualTo(LINES);
        assertThat(database.number("SELECT count(*) FROM import_lines WHERE outcome = 'failed'"))
                .isEqualTo(LINES / 100);
        assertThat(database.number("SELECT created FROM imports")).isEqualTo(LINES - LINES / 100);
        assertThat(database.number("SELECT count(*) FROM products")).isEqualTo(LINES - LINES / 100);
        assertThat(database.number("SELECT count(*) FROM product_history")).isEqualTo(LINES - LINES / 100);
        assertThat(database.number("SELECT count(*) FROM stock s WHERE on_hand <>"
                        + " (SELECT sum(delta) FROM stock_movements m WHERE m.product_id = s.product_id)"))
                .isZero();
    }

    @Test
    void survivesAKillOfTheProcess() throws IOException {
        try (var counter = Counter.withoutWorkers()) {
            sent(counter);
            var process = WorkerProcess.start(counter.testDatabase);
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> done(counter) > 0);
            } finally {
                process.destroyForcibly();
            }
            assertThat(done(counter)).isLessThan(LINES);
            counter.worker(counter.testDatabase.server().port(), "products-2");
            awaitDone(counter);
            assertAppliedOnce(counter);
        }
    }

    @Test
    void survivesConnectionsThatEndAtAnyInstantWhileTwoInstancesCompete() {
        try (var counter = Counter.withoutWorkers()) {
            sent(counter);
            counter.worker(counter.testDatabase.server().port(), "products-1");
            counter.worker(counter.testDatabase.server().port(), "products-2");
            for (var cut = 1; cut <= 12; cut++) {
                var from = done(counter);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(1 + cut))
                        .until(() -> done(counter) > from || done(counter) == LINES);
                counter.testDatabase.value(
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname ="
                                + " current_database() AND usename LIKE '%_app' AND query NOT LIKE '%pg_terminate%'");
            }
            awaitDone(counter);
            assertAppliedOnce(counter);
        }
    }

    @Test
    void stopsWhereItIsCancelled() {
        try (var counter = Counter.withoutWorkers()) {
            var seller = counter.newcomer(Role.SELLER);
            var location = seller.send("", "application/x-ndjson", file()).getHeader("location");
            var worker = counter.worker(counter.testDatabase.server().port(), "products-1");
            Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> done(counter) > 0);

            var status =
                    seller.call(HttpMethod.DELETE, location, Map.of(), null).statusCode();

            assertThat(status).isEqualTo(204);
            var reached = done(counter);
            Counter.await(worker.stop());
            assertThat(seller.over(location).json().getString("state")).isEqualTo("cancelled");
            assertThat(done(counter)).isEqualTo(reached).isLessThan(LINES);
            assertThat(counter.testDatabase.number("SELECT count(*) FROM import_lines"))
                    .isEqualTo(reached);
        }
    }

    @Test
    void whoComesBackAfterAnotherHasTakenOverUndoesItsBatch() {
        try (var counter = Counter.withoutWorkers()) {
            sent(counter);
            var jobs = new JobRepository(counter.database(), "products-1");
            var batches = new BatchRepository(counter.vertx, counter.database());
            var frozen = Counter.await(jobs.claim()).orElseThrow();
            var window = Counter.await(new Tape(jobs, frozen).window(0, 65_536));
            var portion = frozen.reader().read(window, frozen.place(), 100);
            assertThat(Counter.await(jobs.claim())).isEmpty();
            counter.testDatabase.execute("UPDATE imports SET leased_until = '-infinity'");
            var other = Counter.await(jobs.claim()).orElseThrow();

            assertThatThrownBy(() -> Counter.await(batches.apply(frozen, portion)))
                    .hasRootCauseInstanceOf(LostLease.class);

            assertThat(counter.testDatabase.number("SELECT count(*) FROM products"))
                    .isZero();
            assertThat(Counter.await(batches.apply(other, portion))).hasSize(99);
            assertThat(done(counter)).isEqualTo(100);
        }
    }

    @Test
    void takesAndReadsAFileThatIsLargerThanItsMemory() throws Exception {
        try (var counter = Counter.withoutWorkers()) {
            var seller = counter.newcomer(Role.SELLER);
            var process = WorkerProcess.start(counter.testDatabase, "-Xmx40m", seller.account.toString());
            try {
                var answer = WorkerProcess.upload(process, 50);
                assertThat(answer).startsWith("HTTP/1.1 202");
                awaitDone(counter);
                assertThat(counter.testDatabase.number("SELECT bytes FROM imports"))
                        .isGreaterThan(45_000_000);
                assertThat(counter.testDatabase.number("SELECT failed FROM imports"))
                        .isEqualTo(50);
                assertThat(process.isAlive()).isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void anUploadThatIsInterruptedIsNeverBegun() throws Exception {
        try (var counter = Counter.open()) {
            var seller = counter.newcomer(Role.SELLER);
            counter.interrupted(seller, 300_000);
            Awaitility.await().until(() -> counter.testDatabase.number("SELECT count(*) FROM import_chunks") > 0);
            counter.testDatabase.execute("UPDATE imports SET touched_at = now() - interval '1 hour'");

            assertThat(counter.testDatabase.value("SELECT state FROM imports")).isEqualTo("uploading");
            Counter.await(counter.worker(counter.testDatabase.server().port(), "sweeper")
                    .sweep());
            assertThat(counter.testDatabase.number("SELECT count(*) FROM imports"))
                    .isZero();
        }
    }
}
