package souk.shared.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessIT {

    private static final Duration START = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<EchoProcess> processes = new ArrayList<>();

    @AfterEach
    void killAll() {
        processes.forEach(EchoProcess::kill);
    }

    @Test
    void namesEveryMissingKeyInOneMessage() throws Exception {
        var process = start(Map.of("SOUK_DRAIN_MS", "soon"));

        assertThat(process.exitCode()).isEqualTo(2);
        assertThat(process.output())
                .contains(
                        "SOUK_CLUSTER_KEY", "SOUK_BUS_TLS_KEY", "SOUK_BUS_TLS_CERT", "SOUK_BUS_TLS_CA", "SOUK_DRAIN_MS")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void saysWhyTheServiceDidNotStart() throws Exception {
        var environment = environment(EchoProcess.freePort());
        environment.put("ECHO_START", "fails");
        var process = start(environment);

        assertThat(process.exitCode()).isEqualTo(15);
        assertThat(process.output()).contains("it was told to").doesNotContain("\tat ");
    }

    @Test
    void endsAndSaysWhereWhenItsStartHangs() throws Exception {
        var environment = environment(EchoProcess.freePort());
        environment.put("ECHO_START", "hangs");
        environment.put("SOUK_START_STEP_MS", "8000");
        var process = start(environment);
        await().atMost(START)
                .until(() -> process.page("/health/started").contains("\"step\":\"waiting for Godot\"")
                        || !process.isAlive());

        assertThat(process.exitCode()).isEqualTo(4);
        assertThat(process.output()).contains("waiting for Godot", "vert.x-eventloop-thread-0", "\tat ");
    }

    @Test
    void saysThatItsClusterPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var process = start(environment(taken.getLocalPort()));

            assertThat(process.exitCode()).isEqualTo(11);
            assertThat(process.output())
                    .contains("cannot join the cluster", Integer.toString(taken.getLocalPort()))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void finishesWhatIsUnderWayAndLeavesWhenTerminated() throws Exception {
        var process = start(environment(EchoProcess.freePort()));
        await().atMost(START).until(() -> process.status("/health/ready") == 200);
        assertThat(process.status("/health/live")).isEqualTo(200);
        assertThat(process.status("/health/started")).isEqualTo(200);
        var slow = process.ask("/slow");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> process.metrics().contains("vertx_http_server_active_requests{method=\"GET\"} 1"));
        process.terminate();
        await().atMost(Duration.ofSeconds(60)).until(() -> process.status("/health/ready") == 503);

        assertThat(slow.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(process.exitCode()).isZero();
    }

    @Test
    void endsWhenItsStackHasOverflowedBecauseNobodyKnowsWhatThatBroke() throws Exception {
        var process = start(environment(EchoProcess.freePort()));
        await().atMost(START).until(() -> process.status("/health/ready") == 200);

        process.ask("/endless");

        assertThat(process.exitCode()).isEqualTo(5);
        assertThat(process.output()).contains("StackOverflowError").doesNotContain("\tat ");
    }

    private Map<String, String> environment(int clusterPort) {
        return EchoProcess.environment(directory, clusterPort, List.of(clusterPort));
    }

    private EchoProcess start(Map<String, String> environment) throws IOException {
        var process = EchoProcess.start(directory, environment);
        processes.add(process);
        return process;
    }
}
