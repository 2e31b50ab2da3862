package souk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void eachIsEmptyAndForItsOwnRolesOnly() throws SQLException {
        try (var one = TestDatabase.create();
                var other = TestDatabase.create()) {
            one.execute("CREATE TABLE things (id int)");
            assertThat(other.value("SELECT to_regclass('things')")).isNull();
            try (var app = as(one, "SOUK_DATABASE_USER", one.setting("SOUK_DATABASE_PASSWORD"))) {
                assertThat(app.createStatement().executeUpdate("INSERT INTO things VALUES (1)"))
                        .isEqualTo(1);
                assertThatThrownBy(() -> app.createStatement().execute("DROP TABLE things"))
                        .hasMessageContaining("must be owner");
                assertThatThrownBy(() -> app.createStatement().execute("CREATE TABLE more (id int)"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void checksPasswords() {
        try (var database = TestDatabase.create()) {
            assertThatThrownBy(() -> as(database, "SOUK_DATABASE_USER", "wrong").close())
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void runsTheVersionThatProductionRuns() {
        try (var database = TestDatabase.create()) {
            assertThat(database.value("SHOW server_version")).startsWith("18.");
        }
    }

    @Test
    void keepsWhatWasCommittedWhenTheServerIsKilled() {
        try (var server = PostgresServer.start()) {
            var database = TestDatabase.createOn(server);
            database.execute("CREATE TABLE things AS SELECT 1 AS id");
            server.kill();
            server.startAgain();
            assertThat(database.number("SELECT count(*) FROM things")).isEqualTo(1);
        }
    }

    @Test
    void aFrozenProxyAnswersNothingAndThenEverything() throws IOException {
        try (var proxy = FaultProxy.to(PostgresServer.shared().port())) {
            proxy.freeze();
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
                socket.setSoTimeout(200);
                socket.getOutputStream().write(askForTls());
                assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                proxy.pass();
                socket.setSoTimeout(5_000);
                assertThat(socket.getInputStream().read()).isEqualTo('N');
            }
        }
    }

    @Test
    void aCutProxyEndsConnectionsAndRefusesNewOnes() throws IOException {
        try (var proxy = FaultProxy.to(PostgresServer.shared().port());
                var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(askForTls());
            assertThat(socket.getInputStream().read()).isEqualTo('N');
            proxy.cut();
            assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("reset");
            try (var second = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
                second.setSoTimeout(5_000);
                assertThatThrownBy(() -> second.getInputStream().read()).hasMessageContaining("reset");
            }
        }
    }

    @Test
    void aDelayingProxyDelaysBothWays() throws IOException {
        try (var proxy = FaultProxy.to(PostgresServer.shared().port());
                var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            proxy.delay(Duration.ofMillis(100));
            var begun = System.nanoTime();
            socket.getOutputStream().write(askForTls());
            assertThat(socket.getInputStream().read()).isEqualTo('N');
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(199));
        }
    }

    /** The first message of a client that would like TLS; this server says N for no. */
    private static byte[] askForTls() {
        return new byte[] {0, 0, 0, 8, 4, (byte) 210, 22, 47};
    }

    private static Connection as(TestDatabase database, String user, String password) throws SQLException {
        var url = "jdbc:" + database.setting("SOUK_DATABASE_URL");
        return DriverManager.getConnection(url, database.setting(user), password);
    }
}
