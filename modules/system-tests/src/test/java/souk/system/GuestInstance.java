package souk.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A service that somebody started by hand, without the supervisor. */
final class GuestInstance implements AutoCloseable {
    private final Process process;
    private final Map<String, String> variables;
    private final Client management;
    private final Path log;

    private GuestInstance(Process process, Map<String, String> variables, String managementUrl, Path log) {
        this.process = process;
        this.variables = variables;
        this.management = Client.anonymous(managementUrl);
        this.log = log;
    }

    /** @param environment as `souk env --json` prints it */
    static GuestInstance start(String service, String environment) {
        return start(service, variables(environment));
    }

    /** What `souk env --json` printed. */
    static Map<String, String> variables(String environment) {
        try {
            return new ObjectMapper().readValue(environment, new TypeReference<TreeMap<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GuestInstance start(String service, Map<String, String> variables) {
        try {
            var log = Files.createTempFile("souk-guest", ".log");
            var builder = new ProcessBuilder(Project.service(service))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(variables);
            var url = "http://%s:%s"
                    .formatted(variables.get("SOUK_MANAGEMENT_HOST"), variables.get("SOUK_MANAGEMENT_PORT"));
            return new GuestInstance(builder.start(), variables, url, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With which one more of the same would start. */
    Map<String, String> variables() {
        return variables;
    }

    /** Ends it as a power cut would. */
    void kill() {
        process.destroyForcibly();
    }

    void awaitReady() {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .conditionEvaluationListener(this::failWhenItEnded)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> management.get("/health/ready").status() == 200);
    }

    /** Asks it to end, as an orchestrator would. */
    @Override
    public void close() {
        process.destroy();
        await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
        try {
            Files.delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void failWhenItEnded(Object condition) {
        if (!process.isAlive()) {
            try {
                throw new AssertionError("it ended with " + process.exitValue() + ": " + Files.readString(log));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
