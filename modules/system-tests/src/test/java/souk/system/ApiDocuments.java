package souk.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/** What the OpenAPI documents of the services say that can be sent. */
final class ApiDocuments {

    static final List<String> SERVICES = List.of("auth", "products", "orders");

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private ApiDocuments() {}

    /**
     * @param service whose document it stands in
     * @param path with {@code {parameters}}
     * @param bodyType null for none
     */
    record Operation(
            String service,
            String method,
            String path,
            String id,
            List<Parameter> parameters,
            String bodyType,
            Schema body) {}

    /** @param in path, query or header */
    record Parameter(String name, String in, boolean required, Schema schema) {}

    /** A schema with its document, in which its references lead somewhere. */
    record Schema(Map<String, Object> document, Map<String, Object> content) {

        Schema at(Object node) {
            return new Schema(document, resolved(document, node));
        }

        Object get(String keyword) {
            return content.get(keyword);
        }

        Map<String, Schema> properties() {
            var properties = new LinkedHashMap<String, Schema>();
            list(content.get("oneOf")).stream()
                    .limit(1)
                    .forEach(first -> properties.putAll(at(first).properties()));
            for (var list : List.of("allOf", "anyOf")) {
                for (var part : list(content.get(list))) {
                    properties.putAll(at(part).properties());
                }
            }
            map(content.get("properties")).forEach((name, schema) -> properties.put(name, at(schema)));
            return properties;
        }
    }

    static List<Operation> all() {
        var operations = new ArrayList<Operation>();
        try (var files = Files.walk(Path.of(".."), 7)) {
            for (var file : files.filter(path -> path.toString().contains("/src/main/resources/openapi/"))
                    .filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                var service = file.getName(1).toString();
                if (!SERVICES.contains(service)) {
                    continue;
                }
                try (var in = Files.newInputStream(file)) {
                    read(service, new Yaml().load(in), operations);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return operations;
    }

    private static void read(String service, Map<String, Object> document, List<Operation> operations) {
        map(document.get("paths")).forEach((path, item) -> {
            var shared = list(map(item).get("parameters"));
            map(item).forEach((method, node) -> {
                if (METHODS.contains(method)) {
                    operations.add(operation(service, document, method, path, shared, map(node)));
                }
            });
        });
    }

    private static Operation operation(
            String service,
            Map<String, Object> document,
            String method,
            String path,
            List<Object> shared,
            Map<String, Object> node) {
        var parameters = new ArrayList<Parameter>();
        var all = new ArrayList<>(shared);
        all.addAll(list(node.get("parameters")));
        var root = new Schema(document, document);
        for (var each : all) {
            var parameter = root.at(each);
            parameters.add(new Parameter(
                    parameter.get("name").toString(),
                    parameter.get("in").toString(),
                    Boolean.TRUE.equals(parameter.get("required")),
                    parameter.at(parameter.get("schema"))));
        }
        var content = map(root.at(node.get("requestBody")).get("content"));
        var type = content.keySet().stream().findFirst().orElse(null);
        var body = type == null ? null : root.at(map(content.get(type)).get("schema"));
        return new Operation(
                service,
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                node.get("operationId").toString(),
                parameters,
                type,
                body);
    }

    private static Map<String, Object> resolved(Map<String, Object> document, Object node) {
        var found = map(node);
        while (found.get("$ref") instanceof String reference) {
            Object at = document;
            for (var step : reference.substring(2).split("/")) {
                at = map(at).get(step);
            }
            found = map(at);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object node) {
        return node == null ? List.of() : (List<Object>) node;
    }
}
