package souk.api.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import souk.api.document.Documents;

/** Compares what the build has merged with the documents of the last release in {@code docs/api}. */
class ReleasedApiTest {

    private static final Path RELEASES = Path.of(System.getProperty("souk.project"), "docs", "api");

    @Test
    void breaksNothingThatTheLastReleasePromised() throws IOException {
        var release = lastRelease();
        var breaks = new ArrayList<>(Compatibility.breaks(Documents.read(release), present()));
        var accepted = accepted();
        assertThat(accepted)
                .as("accepted in docs/api/accepted-breaks.txt, but nothing of " + release.getFileName() + " breaks so")
                .allMatch(breaks::contains);
        breaks.removeAll(accepted);
        assertThat(breaks)
                .as("breaks clients of " + release.getFileName() + "; docs/api.md says what to do instead")
                .isEmpty();
    }

    private static Path lastRelease() throws IOException {
        try (var files = Files.list(RELEASES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .max(Comparator.comparing(
                            file -> Version.parse(file.getFileName().toString().replace(".yaml", ""))))
                    .orElseThrow();
        }
    }

    private static List<String> accepted() throws IOException {
        try (var lines = Files.lines(RELEASES.resolve("accepted-breaks.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static JsonNode present() throws IOException {
        try (var document = ReleasedApiTest.class.getResourceAsStream("/openapi/souk.json")) {
            return new ObjectMapper().readTree(document);
        }
    }
}
