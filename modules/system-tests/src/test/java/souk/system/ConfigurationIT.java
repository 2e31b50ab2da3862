package souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of keys against what the jars say that they read, and against what stands in their code. */
class ConfigurationIT {

    private static final long SECONDS = 60;
    private static final List<String> SERVICES = List.of("auth", "products", "orders", "gateway");

    private static ConfigurationTable table;
    private static final Map<String, Entry> READ = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    private record Entry(String value, String source) {}

    @BeforeAll
    static void ask() throws IOException {
        table = ConfigurationTable.read(Project.directory().resolve("docs/configuration.md"));
        for (var service : SERVICES) {
            var ended = config(service, Map.of());
            assertThat(ended.exitCode()).as(service).isEqualTo(2);
            for (var entry : new ObjectMapper().readTree(ended.out()).path("settings")) {
                READ.put(
                        entry.path("key").asText(),
                        new Entry(
                                entry.path("value").asText(),
                                entry.path("source").asText()));
            }
        }
    }

    private static Ended config(String service, Map<String, String> environment) {
        var command = new ArrayList<>(Project.service(service));
        command.set(command.size() - 1, "config");
        command.add("--json");
        return Ended.of(command, environment, SECONDS);
    }

    @Test
    void hasEveryKeyThatAServiceReadsWithItsDefault() {
        assertThat(READ).hasSizeGreaterThan(50);
        READ.forEach((key, entry) -> {
            var documented = table.defaults().get(key);
            assertThat(documented)
                    .as("docs/configuration.md has no row for %s", key)
                    .isNotNull();
            if (!ConfigurationTable.isInWords(documented)) {
                assertThat(entry.source().equals("missing") ? "required" : entry.value())
                        .as("default of %s", key)
                        .isEqualTo(documented);
            }
        });
    }

    @Test
    void hasNoKeyThatNobodyReads() throws IOException {
        var named = namedInCode();
        var script = Files.readString(Project.directory().resolve("souk"));
        assertThat(table.defaults().keySet())
                .allMatch(key -> READ.containsKey(key) || named.contains(key) || script.contains(key));
    }

    @Test
    void hasEveryKeyThatIsNamedInTheCode() throws IOException {
        var keys = table.defaults().keySet();
        assertThat(namedInCode())
                .allMatch(name -> keys.contains(name)
                        || keys.contains(name.replaceFirst("_FILE$", ""))
                        || keys.stream().anyMatch(key -> key.startsWith(name + '_')));
    }

    private static TreeSet<String> namedInCode() throws IOException {
        var names = new TreeSet<String>();
        for (var module : List.of("shared", "auth", "products", "orders", "gateway", "local")) {
            try (var files = Files.walk(Project.directory().resolve("modules/" + module + "/src/main/java"))) {
                for (var file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                    ConfigurationTable.namedIn(Files.readString(file)).forEach(names::add);
                }
            }
        }
        return names;
    }

    @Test
    void saysWhereEachValueComesFromAndHidesSecrets() throws IOException {
        var file =
                Files.writeString(folder.resolve("souk.conf"), "SOUK_DATABASE_POOL=7\nSOUK_ORDER_EXPIRY_MINUTES=5\n");
        var ended = config(
                "orders",
                Map.of(
                        "SOUK_CONFIG_FILE", file.toString(),
                        "SOUK_ORDER_EXPIRY_MINUTES", "1",
                        "SOUK_DATABASE_PASSWORD", "hunter2",
                        "SOUK_ORDER_EXPIRY_MINUTE", "1"));
        assertThat(ended.out())
                .contains("{\"key\":\"SOUK_DATABASE_POOL\",\"value\":\"7\",\"source\":\"file\"}")
                .contains("{\"key\":\"SOUK_ORDER_EXPIRY_MINUTES\",\"value\":\"1\",\"source\":\"environment\"}")
                .contains("{\"key\":\"SOUK_EVENT_LOOPS\",\"value\":\"1\",\"source\":\"default\"}")
                .contains("{\"key\":\"SOUK_DATABASE_PASSWORD\",\"value\":\"***\",\"source\":\"environment\"}")
                .contains("SOUK_ORDER_EXPIRY_MINUTE is no key of Souk; is SOUK_ORDER_EXPIRY_MINUTES meant?");
        assertThat(ended.all()).doesNotContain("hunter2");
    }

    @Test
    void doesNotStartWithAFileThatHasAKeyThatThereIsNot() throws IOException {
        var file = Files.writeString(folder.resolve("souk.conf"), "SOUK_DATABASE_POLL=7\n");
        var ended = Ended.of(Project.service("orders"), Map.of("SOUK_CONFIG_FILE", file.toString()), SECONDS);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors())
                .contains("souk.conf, line 1: SOUK_DATABASE_POLL is no key of Souk; is SOUK_DATABASE_POOL meant?");
    }
}
