package souk.api.merging;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The published JSON schema of OpenAPI 3.1. Where that leaves the schemas in a document to their own dialect, the
 * validator does not follow it, so each of them is judged by the schema of JSON Schema 2020-12.
 */
final class OpenApiSchema {

    private static final String OPENAPI = "https://spec.openapis.org/oas/3.1/";
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/";
    private static final List<String> MAPS = List.of("properties", "patternProperties");
    private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> SINGLE = List.of("items", "additionalProperties", "propertyNames", "not");

    private final SchemaRepository schemas = SchemaRepository.create(new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic)
            .setBaseUri(OPENAPI));

    OpenApiSchema() {
        for (var name : List.of(
                "schema",
                "meta/applicator",
                "meta/core",
                "meta/meta-data",
                "meta/validation",
                "meta/format-annotation",
                "meta/content",
                "meta/unevaluated")) {
            known(DRAFT + name);
        }
        for (var name : List.of("schema/2022-10-07", "schema-base/2022-10-07", "dialect/base", "meta/base")) {
            known(OPENAPI + name);
        }
    }

    private void known(String uri) {
        schemas.dereference(uri, JsonSchema.of(new JsonObject(resource(uri.replace("https:/", "")))));
    }

    static String resource(String name) {
        try (var content = OpenApiSchema.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(content, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Empty for a valid document. */
    List<String> faults(JsonObject document) {
        var faults = new ArrayList<String>();
        judge(OPENAPI + "schema-base/2022-10-07", document, faults);
        findSchemas(document, faults);
        return faults;
    }

    private void judge(String schema, JsonObject value, List<String> faults) {
        var verdict = schemas.validator(schema).validate(value);
        if (!verdict.getValid()) {
            faults.add(verdict.getErrors() + " in " + value);
        }
    }

    private void findSchemas(Object node, List<String> faults) {
        if (node instanceof JsonArray array) {
            array.forEach(element -> findSchemas(element, faults));
        } else if (node instanceof JsonObject object) {
            for (var member : object) {
                if (member.getKey().equals("schema")) {
                    judgeSchema(member.getValue(), faults);
                } else if (member.getKey().equals("schemas")) {
                    ((JsonObject) member.getValue()).forEach(schema -> judgeSchema(schema.getValue(), faults));
                } else {
                    findSchemas(member.getValue(), faults);
                }
            }
        }
    }

    private void judgeSchema(Object node, List<String> faults) {
        if (!(node instanceof JsonObject schema)) {
            return;
        }
        judge(DRAFT + "schema", schema, faults);
        SINGLE.forEach(name -> judgeSchema(schema.getValue(name), faults));
        LISTS.forEach(name -> schema.getJsonArray(name, new JsonArray()).forEach(part -> judgeSchema(part, faults)));
        MAPS.forEach(name ->
                schema.getJsonObject(name, new JsonObject()).forEach(part -> judgeSchema(part.getValue(), faults)));
    }
}
