package souk.local.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;

class ControlTest {
    @TempDir
    private Path directory;

    @Test
    void tellsProgressAndThenTheAnswer() {
        var data = new DataDirectory(directory.resolve("souk")).create();
        var heard = new ArrayList<String>();

        try (var server = ControlServer.start(data, (request, conversation) -> {
            conversation.say("looking for " + request.name());
            return "found";
        })) {
            assertThat(server).isNotNull();
            assertThat(ask(data, heard)).isEqualTo("found");
        }

        assertThat(heard).containsExactly("looking for orders-1");
    }

    @Test
    void showsARefusalAsItWasSaid() {
        var data = new DataDirectory(directory.resolve("souk")).create();

        try (var server = ControlServer.start(data, (request, conversation) -> {
            throw new LocalFailure("there is no orders-7");
        })) {
            assertThat(server).isNotNull();
            assertThatThrownBy(() -> ask(data, new ArrayList<>())).hasMessage("there is no orders-7");
        }
    }

    @Test
    void letsNobodyElseIn() throws IOException {
        var data = new DataDirectory(directory.resolve("souk")).create();

        try (var server = ControlServer.start(data, (request, conversation) -> "")) {
            assertThat(server).isNotNull();
            var mode = Files.getPosixFilePermissions(data.root().resolve("control.sock"));
            assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
        }
    }

    @Test
    void worksInADirectoryWithALongName() {
        var data = new DataDirectory(directory.resolve("deep/".repeat(30))).create();

        try (var server = ControlServer.start(data, (request, conversation) -> "here")) {
            assertThat(server).isNotNull();
            assertThat(ask(data, new ArrayList<>())).isEqualTo("here");
        }
    }

    @Test
    void findsNobodyWhereNobodyListens() {
        var data = new DataDirectory(directory.resolve("souk")).create();

        assertThat(ControlClient.connect(data)).isEmpty();
    }

    @Test
    void noticesThatTheOneWhoAskedWentAway() throws Exception {
        var data = new DataDirectory(directory.resolve("souk")).create();
        var noticed = new CompletableFuture<Void>();
        var asked = new CompletableFuture<Void>();

        try (var server = ControlServer.start(data, (request, conversation) -> {
            conversation.gone().thenRun(() -> noticed.complete(null));
            asked.complete(null);
            return noticed.thenApply(gone -> "too late").join();
        })) {
            assertThat(server).isNotNull();
            var client = ControlClient.connect(data).orElseThrow();
            var asking = CompletableFuture.runAsync(() -> client.ask(new ControlRequest("attend", null), line -> {}));
            asked.get(10, TimeUnit.SECONDS);
            client.close();

            noticed.get(10, TimeUnit.SECONDS);
            assertThatThrownBy(asking::join).hasMessageContaining("went away");
        }
    }

    private static String ask(DataDirectory data, ArrayList<String> heard) {
        try (var client = ControlClient.connect(data).orElseThrow()) {
            return client.ask(new ControlRequest("find", "orders-1"), heard::add)
                    .asText();
        }
    }
}
