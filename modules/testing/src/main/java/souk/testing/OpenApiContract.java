package souk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/**
 * An OpenAPI document as a judge of what really goes over the wire. Its media types and relative server address would
 * keep the OpenAPI router from loading it, so it is read as what it is: schemas behind references.
 */
public final class OpenApiContract {

    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic)
            .setBaseUri("app://souk");

    private final JsonObject document;
    private final Map<JsonObject, Validator> validators = Collections.synchronizedMap(new IdentityHashMap<>());

    private OpenApiContract(JsonObject document) {
        this.document = document;
    }

    /** @param resource absolute, such as {@code /openapi/auth.yaml} */
    public static OpenApiContract load(String resource) {
        try (InputStream yaml = OpenApiContract.class.getResourceAsStream(resource)) {
            Map<String, Object> content = new Yaml().load(yaml);
            var raw = new JsonObject(content);
            return new OpenApiContract((JsonObject) resolved(raw, raw.copy()));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Paths in the router's notation, each with its methods in alphabetical order. */
    public Map<String, TreeSet<String>> methodsByRoute() {
        var routes = new TreeMap<String, TreeSet<String>>();
        for (var path : document.getJsonObject("paths")) {
            var methods = new TreeSet<String>();
            ((JsonObject) path.getValue())
                    .fieldNames().stream()
                            .filter(name -> !name.equals("parameters"))
                            .forEach(name -> methods.add(name.toUpperCase(Locale.ROOT)));
            routes.put(path.getKey().replaceAll("\\{([a-zA-Z]+)}", ":$1"), methods);
        }
        return routes;
    }

    /** Fails unless the document has this answer to this request; a request that was accepted must be in it too. */
    public void check(
            String method, String uri, Map<String, String> headers, Buffer body, HttpResponse<Buffer> response) {
        var call = method + " " + uri + " → " + response.statusCode();
        var operation = operation(method, uri.split("\\?")[0]);
        var answers = operation.getJsonObject("responses");
        var answer = answers.getJsonObject(Integer.toString(response.statusCode()));
        assertThat(answer)
                .as("documented answer: %s, %s", call, response.bodyAsString())
                .isNotNull();
        checkHeaders(call, answer, response);
        checkBody(call, answer, response);
        if (response.statusCode() < 400 && body != null) {
            var type = headers.getOrDefault("content-type", "application/json");
            var schema = operation
                    .getJsonObject("requestBody")
                    .getJsonObject("content")
                    .getJsonObject(type);
            assertThat(schema).as("documented request: %s, %s", call, type).isNotNull();
            if (isJson(type)) {
                checkSchema("request of " + call, schema.getJsonObject("schema"), Json.decodeValue(body));
            }
        }
    }

    private JsonObject operation(String method, String path) {
        for (var entry : document.getJsonObject("paths")) {
            if (path.matches(entry.getKey().replaceAll("\\{[a-zA-Z]+}", "[^/]+"))) {
                var operation = ((JsonObject) entry.getValue()).getJsonObject(method.toLowerCase(Locale.ROOT));
                if (operation != null) {
                    return operation;
                }
            }
        }
        throw new AssertionError("not documented: " + method + " " + path);
    }

    private static void checkHeaders(String call, JsonObject answer, HttpResponse<Buffer> response) {
        for (var header : answer.getJsonObject("headers", new JsonObject())) {
            var definition = (JsonObject) header.getValue();
            var value = response.getHeader(header.getKey());
            if (definition.getBoolean("required", false)) {
                assertThat(value).as("header %s: %s", header.getKey(), call).isNotNull();
            }
            var pattern = definition.getJsonObject("schema").getString("pattern");
            if (value != null && pattern != null) {
                assertThat(value).as("header %s: %s", header.getKey(), call).matches(pattern);
            }
        }
    }

    private void checkBody(String call, JsonObject answer, HttpResponse<Buffer> response) {
        if (!answer.containsKey("content")) {
            assertThat(response.body()).as("no body: %s", call).isNull();
            return;
        }
        var type = response.getHeader("content-type");
        var content = answer.getJsonObject("content").getJsonObject(type);
        assertThat(content).as("documented media type: %s, %s", call, type).isNotNull();
        if (isJson(type)) {
            checkSchema(call, content.getJsonObject("schema"), Json.decodeValue(response.body()));
        }
    }

    private static boolean isJson(String type) {
        return type.endsWith("/json") || type.endsWith("+json");
    }

    private void checkSchema(String what, JsonObject schema, Object value) {
        var verdict = validators
                .computeIfAbsent(schema, unseen -> Validator.create(JsonSchema.of(unseen), OPTIONS))
                .validate(value);
        if (!verdict.getValid()) {
            throw new AssertionError(what + ": " + value + " does not fit: " + verdict.toJson());
        }
    }

    /** The document with every reference replaced by what it refers to; ours are not recursive. */
    private static Object resolved(Object node, JsonObject document) {
        if (node instanceof JsonArray array) {
            var copy = new JsonArray();
            array.forEach(element -> copy.add(resolved(element, document)));
            return copy;
        }
        if (!(node instanceof JsonObject object)) {
            return node;
        }
        var copy = new JsonObject();
        if (object.containsKey("$ref")) {
            Object target = document;
            for (var segment : object.getString("$ref").substring(2).split("/")) {
                target = ((JsonObject) target).getValue(segment);
            }
            copy.mergeIn((JsonObject) resolved(target, document));
        }
        object.stream()
                .filter(member -> !member.getKey().equals("$ref"))
                .forEach(member -> copy.put(member.getKey(), resolved(member.getValue(), document)));
        return copy;
    }
}
