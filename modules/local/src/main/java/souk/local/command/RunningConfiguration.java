package souk.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import souk.local.cluster.InstanceStatus;
import souk.local.data.Json;
import souk.local.data.LocalFailure;

/** What instances that run say at their management ports. */
record RunningConfiguration(RunningCluster cluster) {
    private static final String PORT = "management";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Without what is no service of ours, the database.
     *
     * @param name of a service or an instance, or null for all
     */
    void collect(String name, Map<String, JsonNode> reports) {
        var client = HttpClient.newHttpClient();
        for (var instance : new SupervisedInstances(cluster).status().instances()) {
            var asked = name == null || name.equals(instance.name()) || name.equals(instance.service());
            if (asked && instance.ports().containsKey(PORT)) {
                reports.put(instance.name(), ask(client, instance));
            }
        }
    }

    private static JsonNode ask(HttpClient client, InstanceStatus instance) {
        var uri = URI.create("http://127.0.0.1:" + instance.ports().get(PORT) + "/config");
        try {
            var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            return Json.read(client.send(request, BodyHandlers.ofString()).body(), JsonNode.class);
        } catch (IOException away) {
            throw new LocalFailure(instance.name() + " does not say what it runs with; see `souk status`", away);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
