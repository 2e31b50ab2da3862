package souk.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import souk.local.cluster.ClusterStatus;
import souk.local.cluster.InstanceState;
import souk.local.cluster.InstanceStatus;
import souk.local.cluster.ServiceKind;
import souk.local.data.DataDirectory;
import souk.local.data.Json;
import souk.local.secret.AccessFile;

/** The command line against a real PostgreSQL, with programs that stand in for the services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalClusterIT {
    private Path directory;
    private FakeProject project;
    private DataDirectory data;

    @BeforeAll
    void build(@TempDir Path temporary) throws Exception {
        directory = temporary;
        project = new FakeProject(directory);
        data = new DataDirectory(directory.resolve(".souk"));
    }

    @BeforeEach
    void up() throws Exception {
        var up = project.souk("up", "--detach", "--port", "0");
        assertThat(up.exitCode()).as(up.output()).isIn(0, 4);
    }

    @AfterAll
    void reset() throws Exception {
        assertThat(project.souk("reset").exitCode()).isZero();
        assertThat(data.root()).doesNotExist();
    }

    @Test
    void tellsWhereTheShopIsAndWhoMayLogIn() throws Exception {
        var access = AccessFile.readFrom(data);

        assertThat(access.url()).isEqualTo(status().url()).startsWith("http://127.0.0.1:");
        assertThat(access.accounts()).hasSize(5);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.access())))
                .isEqualTo("rw-------");
    }

    @Test
    void showsWhatEachServiceThatRunsSaysOfItsConfiguration() throws Exception {
        var all = project.souk("config");
        assertThat(all.exitCode()).as(all.output()).isZero();
        assertThat(all.output())
                .containsSubsequence("auth-1", "SOUK_FAKE", "file", "7", "Note: it is odd", "gateway-1");
        assertThat(project.souk("config", "orders").output())
                .contains("orders-1")
                .doesNotContain("auth-1");
        assertThat(project.souk("config", "gateway-1", "--json").output()).contains("\"source\" : \"file\"");
        assertThat(project.souk("config", "nobody").output()).contains("no service and no running instance");
    }

    @Test
    void refusesASecondStartOnTheSameData() throws Exception {
        var second = project.souk("up", "--detach", "--port", "0");

        assertThat(second.exitCode()).isEqualTo(4);
        assertThat(second.output()).contains("a cluster runs already in " + data.root());
    }

    @Test
    void startsAgainWhatWasKilled() throws Exception {
        var before = instance("products-1");

        assertThat(project.souk("kill", "products-1").exitCode()).isZero();

        await().atMost(Duration.ofSeconds(30)).until(() -> isReady("products-1"));
        assertThat(instance("products-1").pid()).isNotEqualTo(before.pid());
        assertThat(instance("products-1").ports()).isEqualTo(before.ports());
    }

    @Test
    void startsTheOnlyInstanceOfAServiceAnewBesideAStandIn() throws Exception {
        var before = instance("products-1");
        var other = instance("orders-1");

        var rolled = project.souk("restart", "--rolling", "products", "--warm-up", "0");

        assertThat(rolled.exitCode()).as(rolled.output()).isZero();
        assertThat(rolled.output())
                .containsSubsequence("products-stand-in is ready", "products-1 leaves", "products-stand-in has left");
        assertThat(instance("products-1").pid()).isNotEqualTo(before.pid());
        assertThat(instance("products-1").ports()).isEqualTo(before.ports());
        assertThat(instance("orders-1").pid()).isEqualTo(other.pid());
        assertThat(status().instances()).extracting(InstanceStatus::name).doesNotContain("products-stand-in");
        assertThat(project.souk("restart", "--rolling", "nobody").exitCode()).isEqualTo(1);
        assertThat(project.souk("restart").exitCode()).isEqualTo(2);
    }

    @Test
    void keepsDownWhatWasStoppedUntilItIsStarted() throws Exception {
        assertThat(project.souk("stop", "orders-1").exitCode()).isZero();
        assertThat(instance("orders-1").state()).isEqualTo(InstanceState.STOPPED);
        assertThat(project.souk("status").exitCode()).isEqualTo(1);

        assertThat(project.souk("start", "orders-1").exitCode()).isZero();
        assertThat(isReady("orders-1")).isTrue();
        assertThat(project.souk("start", "orders-1").exitCode()).isZero();
    }

    @Test
    void endsEverythingWithItsSupervisor() throws Exception {
        var status = status();
        var children = status.instances().stream()
                .map(instance -> ProcessHandle.of(instance.pid()).orElseThrow())
                .toList();

        ProcessHandle.of(status.supervisorPid()).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(30)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(project.souk("status").exitCode()).isEqualTo(3);
    }

    @Test
    void keepsPortsAndAccountsAcrossARestart() throws Exception {
        var accounts = AccessFile.readFrom(data).accounts();
        var ports = instance("orders-1").ports();
        var loaded = Files.readString(data.demoShop());

        assertThat(project.souk("down").exitCode()).isZero();
        assertThat(project.souk("down").exitCode()).isZero();
        up();

        assertThat(AccessFile.readFrom(data).accounts()).isEqualTo(accounts);
        assertThat(instance("orders-1").ports()).isEqualTo(ports);
        assertThat(data.demoShop()).hasContent(loaded);
    }

    @Test
    void printsTheEnvironmentOfOneMoreInstance() throws Exception {
        var environment = project.souk("env", "orders");

        assertThat(environment.exitCode()).isZero();
        assertThat(environment.output().lines())
                .allMatch(line -> line.matches("export SOUK_[A-Z_]+='.*'"))
                .anyMatch(line -> line.startsWith("export SOUK_INSTANCE='orders-1"))
                .anyMatch(line -> line.startsWith("export SOUK_DATABASE_URL='postgresql://127.0.0.1:"));
    }

    @Test
    void showsTheLogOfAnInstance() throws Exception {
        var log = project.souk("logs", "auth-1");

        assertThat(log.exitCode()).isZero();
        assertThat(log.output()).contains("listening");
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());

            var up = project.souk(
                    "up",
                    "--detach",
                    "--port",
                    port,
                    "--data-dir",
                    directory.resolve("other").toString());

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output()).contains("port " + port + " is in use by another program");
        }
    }

    @Test
    void stopsWhatItStartedWhenAServiceFails() throws Exception {
        project.souk("down");
        project.build(ServiceKind.ORDERS, BrokenService.class);
        try {
            var up = project.souk("up", "--detach", "--port", "0");

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output()).contains("orders-1 ended with exit code 2", "SOUK_BUS_TLS_KEY is missing");
            assertThat(project.souk("status").exitCode()).isEqualTo(3);
        } finally {
            project.build(ServiceKind.ORDERS, FakeService.class);
        }
    }

    @Test
    void takesEverythingDownWhenTheForegroundIsInterrupted() throws Exception {
        project.souk("down");
        var foreground = project.start("up", "--port", "0");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> project.souk("status").exitCode() == 0);

        foreground.destroy();

        foreground.waitFor();
        assertThat(project.souk("status").exitCode()).isEqualTo(3);
    }

    private ClusterStatus status() throws Exception {
        return Json.read(project.souk("status", "--json").output(), ClusterStatus.class);
    }

    private InstanceStatus instance(String name) throws Exception {
        return status().instances().stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private boolean isReady(String name) throws Exception {
        return instance(name).state() == InstanceState.READY;
    }
}
