package souk.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import souk.system.ApiDocuments.Operation;
import souk.system.ApiDocuments.Parameter;

/** Requests for one operation: all of it as it should be, but for one place. */
final class InjectionRequests {

    /** Bytes that are no UTF-8, or no text. */
    private static final List<String> RAW =
            List.of("%00", "%ff", "%c0%80", "%ed%a0%80", "..%2f..%2f", "%0d%0aX-A:%20b");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Operation operation;
    private final AccessWorld world;
    private final JsonNode body;
    private final Map<String, String> path = new LinkedHashMap<>();

    /** @param headers pairs of name and value */
    record Request(String method, String uri, String body, List<String> headers) {}

    InjectionRequests(Operation operation, AccessWorld world) {
        this.operation = operation;
        this.world = world;
        this.body = operation.body() == null ? null : SampleBody.of(operation.body());
        operation.parameters().stream()
                .filter(parameter -> parameter.in().equals("path"))
                .forEach(parameter -> path.put(parameter.name(), something(parameter)));
    }

    /** With nothing wrong in it, as far as the document says. */
    Request plain() {
        return request(path, Map.of(), text(body), List.of());
    }

    List<Request> all() {
        var requests = new ArrayList<Request>();
        for (var parameter : operation.parameters()) {
            switch (parameter.in()) {
                case "path" -> inPath(parameter, requests);
                case "query" -> inQuery(parameter, requests);
                default ->
                    Injections.forHeaders()
                            .forEach(text ->
                                    requests.add(request(path, Map.of(), text(body), List.of(parameter.name(), text))));
            }
        }
        if (body != null) {
            inBody(requests);
        }
        return requests;
    }

    private void inPath(Parameter parameter, List<Request> requests) {
        encoded().forEach(text -> {
            var attacked = new LinkedHashMap<>(path);
            attacked.put(parameter.name(), text);
            requests.add(request(attacked, Map.of(), text(body), List.of()));
        });
    }

    private void inQuery(Parameter parameter, List<Request> requests) {
        encoded().forEach(text -> requests.add(request(path, Map.of(parameter.name(), text), text(body), List.of())));
    }

    private void inBody(List<Request> requests) {
        Injections.ALL.forEach(text -> {
            requests.add(request(path, Map.of(), text, List.of()));
            SampleBody.withEachReplaced(body, JsonNodeFactory.instance.textNode(text))
                    .forEach(attacked -> requests.add(request(path, Map.of(), text(attacked), List.of())));
        });
    }

    private static List<String> encoded() {
        var encoded = new ArrayList<>(RAW);
        Injections.ALL.stream().filter(text -> text.length() < 1_000).forEach(text -> encoded.add(encoded(text)));
        return encoded;
    }

    private Request request(Map<String, String> inPath, Map<String, String> query, String text, List<String> headers) {
        var uri = operation.path();
        for (var parameter : inPath.entrySet()) {
            uri = uri.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        var asked = query.entrySet().stream()
                .map(parameter -> parameter.getKey().replace("{key}", "colour") + "=" + parameter.getValue())
                .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
        var all = new ArrayList<String>();
        if (operation.bodyType() != null) {
            all.addAll(List.of("Content-Type", operation.bodyType()));
        }
        if (operation.parameters().stream().anyMatch(each -> each.name().equals("If-Match"))
                && !headers.contains("If-Match")) {
            all.addAll(List.of("If-Match", "*"));
        }
        all.addAll(headers);
        return new Request(operation.method(), uri + asked, text, all);
    }

    private String text(JsonNode content) {
        if (content == null) {
            return null;
        }
        if (operation.bodyType().endsWith("x-www-form-urlencoded")) {
            return content.properties().stream()
                    .map(field ->
                            field.getKey() + "=" + encoded(field.getValue().asText()))
                    .collect(Collectors.joining("&"));
        }
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The name of something that is there. */
    private String something(Parameter parameter) {
        var beneath = operation.path();
        if (parameter.name().equals("userId") || beneath.startsWith("/api/v1/users/")) {
            return world.userId();
        }
        if (beneath.startsWith("/api/v1/products/")) {
            return world.productId();
        }
        return switch (beneath.split("/")[3]) {
            case "categories" -> lastOf(world.category());
            case "orders", "sales" -> lastOf(world.order());
            case "api-keys" -> lastOf(world.apiKey());
            case "imports" -> lastOf(world.doneImport());
            case "roles" -> lastOf(world.newRole());
            default -> parameter.name().equals("id") ? UUID.randomUUID().toString() : "google";
        };
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
