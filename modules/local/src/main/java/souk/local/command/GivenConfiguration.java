package souk.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import souk.local.cluster.ServiceKind;
import souk.local.data.Json;
import souk.local.data.LocalFailure;

/** What services would run with in the environment of this process, as their jars say. */
record GivenConfiguration(Path project) {

    /**
     * What is missing or wrong goes to standard error.
     *
     * @param name of a service, or null for all
     * @return whether nothing is missing or wrong
     */
    boolean collect(String name, Map<String, JsonNode> reports) {
        var complete = true;
        for (var service : ServiceKind.values()) {
            if (name == null || name.equals(service.id())) {
                complete &= ask(service, reports);
            }
        }
        return complete;
    }

    private boolean ask(ServiceKind service, Map<String, JsonNode> reports) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jar = project.resolve(service.jar()).toString();
        var command = List.of(java, "-Xmx64m", "-XX:TieredStopAtLevel=1", "-jar", jar, "config", "--json");
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var complete = process.waitFor() == 0;
            if (said.isBlank()) {
                throw new LocalFailure("the jar of " + service.id() + " did not say what it would run with: " + jar);
            }
            reports.put(service.id() + ", in this environment", Json.read(said, JsonNode.class));
            return complete;
        } catch (IOException e) {
            throw new LocalFailure("cannot run " + jar + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
