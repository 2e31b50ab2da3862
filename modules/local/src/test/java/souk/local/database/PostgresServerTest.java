package souk.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.local.data.DataDirectory;
import souk.local.process.Child;
import souk.local.process.ProcessRegister;
import souk.local.process.Signal;
import souk.local.process.Spawner;
import souk.local.secret.Secrets;

class PostgresServerTest {
    @TempDir
    private Path directory;

    private DataDirectory data;
    private Secrets secrets;
    private PostgresServer server;
    private Child process;

    @AfterEach
    void stop() {
        if (process != null) {
            Signal.INT.to(process.handle());
            process.ended().join();
        }
    }

    @Test
    void keepsWhatItCommits() throws Exception {
        start(PostgresUser.forThisMachine());

        try (var connection = connect("postgres", PostgresServer.SUPERUSER)) {
            assertThat(ask(connection, "SELECT current_setting('fsync')")).isEqualTo("on");
            assertThat(ask(connection, "SELECT current_setting('synchronous_commit')"))
                    .isEqualTo("on");
            assertThat(ask(connection, "SELECT current_setting('full_page_writes')"))
                    .isEqualTo("on");
        }
    }

    @Test
    void givesEachServiceADatabaseThatNobodyElseMayEnter() throws Exception {
        start(PostgresUser.forThisMachine());
        setUp();

        try (var own = connect("orders", "souk_orders")) {
            assertThat(ask(own, "SELECT current_user")).isEqualTo("souk_orders");
            assertThatThrownBy(() -> ask(own, "CREATE TABLE t (i int)")).hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> connect("orders", "souk_products")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> connect("postgres", "souk_orders")).hasMessageContaining("permission denied");
    }

    @Test
    void letsNobodyInWithoutTheRightPassword() throws Exception {
        start(PostgresUser.forThisMachine());

        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", "guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void keepsItsDataAcrossARestartAndAKill() throws Exception {
        start(PostgresUser.forThisMachine());
        setUp();
        try (var owner = connect("orders", "souk_orders_owner")) {
            execute(owner, "CREATE TABLE kept (i int)");
            execute(owner, "INSERT INTO kept VALUES (42)");
        }

        Signal.KILL.toTree(process.handle());
        process.ended().join();
        start(PostgresUser.forThisMachine());
        setUp();

        try (var owner = connect("orders", "souk_orders_owner")) {
            assertThat(ask(owner, "SELECT i FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void runsForRootWithoutNamespaces() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root becomes another user");
        start(PostgresUser.another());

        try (var connection = connect("postgres", PostgresServer.SUPERUSER)) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    private void start(PostgresUser user) throws Exception {
        if (server == null) {
            data = new DataDirectory(directory.resolve("souk")).create();
            secrets = new Secrets(data);
            server = new PostgresServer(data, user, freePort());
        }
        server.prepare(secrets.databasePasswordFile(PostgresServer.SUPERUSER));
        var spawner = new Spawner(new ProcessRegister(data.processes()));
        process = spawner.spawn(PostgresServer.NAME, server.launch()).join();
        await().atMost(Duration.ofSeconds(30)).until(() -> server.isReady(process.pid()));
    }

    private void setUp() {
        new DatabaseSetup(server, secrets::databasePassword).run();
    }

    private Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), role, secrets.databasePassword(role));
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!statement.execute(question)) {
                return "";
            }
            var rows = statement.getResultSet();
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
