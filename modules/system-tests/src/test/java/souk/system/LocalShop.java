package souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster that was started with `souk up` on a free port and data of its own; closing it leaves nothing behind. */
final class LocalShop implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 300;

    /** Tests read in a loop until they see what they wait for. */
    private static final Map<String, String> UNLIMITED = Map.of("SOUK_LIMITS_ANONYMOUS_PER_SECOND", "1000000");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final Thread lastResort = new Thread(this::reset);

    private static final class Shared {
        private static final LocalShop SHOP = up(1);
    }

    private LocalShop(Path data) {
        this.data = data;
    }

    static LocalShop up(int replicas) {
        try {
            var shop = new LocalShop(Files.createTempDirectory("souk-system"));
            Runtime.getRuntime().addShutdownHook(shop.lastResort);
            var up = shop.souk(UNLIMITED, "up", "--detach", "--port", "0", "--replicas", Integer.toString(replicas));
            assertThat(up.exitCode()).as(up.all()).isZero();
            return shop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of each for all tests that do it no lasting harm; it goes down with the test JVM. */
    static LocalShop shared() {
        return Shared.SHOP;
    }

    /** Runs a command of the command line on this cluster. */
    Ended souk(String... arguments) {
        return souk(Map.of(), arguments);
    }

    private Ended souk(Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(Project.souk(arguments));
        command.addAll(List.of("--data-dir", data.toString()));
        return Ended.of(command, environment, PATIENCE_SECONDS);
    }

    JsonNode access() {
        try {
            return JSON.readTree(data.resolve("access.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where each process has a file of what it writes. */
    Path logs() {
        return data.resolve("logs");
    }

    String url() {
        return access().path("url").asText();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(lastResort);
        assertThat(reset().exitCode()).isZero();
        assertThat(data).doesNotExist();
    }

    private Ended reset() {
        return souk("reset");
    }
}
