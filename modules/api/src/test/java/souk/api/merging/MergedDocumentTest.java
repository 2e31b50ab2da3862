package souk.api.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class MergedDocumentTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private static final String FRAME = "{openapi: '3.1.0', info: {title: 'All', description: 'Of all.'}}";

    private static ObjectNode merged(String... documents) {
        var named = new LinkedHashMap<String, ObjectNode>();
        for (var document : documents) {
            named.put(documents.length == 1 || named.isEmpty() ? "gateway" : "part" + named.size(), json(document));
        }
        return MergedDocument.of(named, "7.1.0");
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static String reading(String path, String schema) {
        return """
                paths: {'%s': {get: {responses: {'200': {content: {'application/json':
                  {schema: {$ref: '#/components/schemas/%s'}}}}}}}}""".formatted(path, schema);
    }

    private static String schemaRead(ObjectNode document, String path) {
        var pointer = "/paths/" + path.replace("/", "~1") + "/get/responses/200/content/application~1json/schema/$ref";
        return document.at(pointer).asText();
    }

    @Test
    void hasThePathsAndTagsOfAll() {
        var document = merged(
                FRAME,
                "{info: {title: 'A'}, tags: [{name: 'x', description: '1'}], paths: {'/a': {}}}",
                "{info: {title: 'B', description: 'Of B.'}, tags: [{name: 'x', description: '2'}, {name: 'y'}], paths: {'/b': {}}}");
        assertThat(document.path("paths").fieldNames()).toIterable().containsExactly("/a", "/b");
        assertThat(document.path("tags").toString())
                .isEqualTo("[{\"name\":\"x\",\"description\":\"1\"},{\"name\":\"y\"}]");
        assertThat(document.at("/info/version").asText()).isEqualTo("7.1.0");
        assertThat(document.at("/info/description").asText())
                .startsWith("Of all.")
                .contains("## B\n\nOf B.");
    }

    @Test
    void keepsOneOfComponentsThatAreTheSame() {
        var schemas = ", components: {schemas: {Money: {type: 'object'}}}}";
        var document = merged(FRAME, "{" + reading("/a", "Money") + schemas, "{" + reading("/b", "Money") + schemas);
        assertThat(document.at("/components/schemas").fieldNames()).toIterable().containsExactly("Money");
    }

    @Test
    void givesComponentsThatDifferTheNamesOfTheirDocuments() {
        var document = merged(
                FRAME,
                "{" + reading("/a", "Money") + ", components: {schemas: {Money: {type: 'object'}}}}",
                "{" + reading("/b", "Money") + ", components: {schemas: {Money: {type: 'string'}}}}");
        assertThat(document.at("/components/schemas/Part1Money/type").asText()).isEqualTo("object");
        assertThat(document.at("/components/schemas/Part2Money/type").asText()).isEqualTo("string");
        assertThat(document.at("/components/schemas/Money").isMissingNode()).isTrue();
        assertThat(schemaRead(document, "/a")).isEqualTo("#/components/schemas/Part1Money");
        assertThat(schemaRead(document, "/b")).isEqualTo("#/components/schemas/Part2Money");
    }

    @Test
    void takesComponentsThatReferToDifferentOnesForDifferent() {
        var price = "Price: {properties: {value: {$ref: '#/components/schemas/Money'}}}";
        var document = merged(
                FRAME,
                "{" + reading("/a", "Price") + ", components: {schemas: {Money: {type: 'object'}, " + price + "}}}",
                "{" + reading("/b", "Price") + ", components: {schemas: {Money: {type: 'string'}, " + price + "}}}");
        assertThat(schemaRead(document, "/b")).isEqualTo("#/components/schemas/Part2Price");
        assertThat(document.at("/components/schemas/Part2Price/properties/value/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Part2Money");
    }

    @Test
    void renamesSecuritySchemesWhereTheyAreNeeded() {
        var document = merged(
                FRAME,
                "{paths: {'/a': {get: {security: [{key: ['x']}]}}}, components: {securitySchemes: {key: {type: 'http'}}}}",
                "{paths: {'/b': {get: {security: [{key: []}]}}}, components: {securitySchemes: {key: {type: 'apiKey'}}}}");
        assertThat(document.at("/paths/~1a/get/security").toString()).isEqualTo("[{\"Part1key\":[\"x\"]}]");
        assertThat(document.at("/components/securitySchemes/Part2key/type").asText())
                .isEqualTo("apiKey");
    }

    @Test
    void addsWhatTheGatewayAnswersToTheOperationsThatDoNotHaveIt() {
        var document = merged(
                "{info: {}, 'x-souk-every-operation': {responses: {'503': {description: 'Nobody.'}}}, paths: {'/own': {get: {}}}}",
                "{paths: {'/a': {get: {}, put: {responses: {'503': {description: 'Ours.'}}}}}}");
        assertThat(document.at("/paths/~1a/get/responses/503/description").asText())
                .isEqualTo("Nobody.");
        assertThat(document.at("/paths/~1a/put/responses/503/description").asText())
                .isEqualTo("Ours.");
        assertThat(document.at("/paths/~1own/get").isEmpty()).isTrue();
        assertThat(document.has("x-souk-every-operation")).isFalse();
    }

    @Test
    void refusesAnOperationThatIsInTwoDocuments() {
        assertThatThrownBy(() -> merged(
                        FRAME, "{paths: {'/a': {get: {summary: '1'}}}}", "{paths: {'/a': {get: {summary: '2'}}}}"))
                .hasMessageContaining("get /a is in two documents");
    }

    @Test
    void namesAllThatIsNotSound() {
        assertThatThrownBy(
                        () -> merged(
                                FRAME,
                                "{" + reading("/a", "Nowhere") + "}",
                                "{paths: {'/b': {get: {operationId: 'read'}, put: {operationId: 'read', security: [{key: []}]}}}}"))
                .hasMessageContainingAll(
                        "#/components/schemas/Nowhere leads nowhere", "two operations are called read", "scheme key");
    }

    @Test
    void refusesWhatItDoesNotKnowHowToMerge() {
        assertThatThrownBy(() -> merged(FRAME, "{security: []}")).hasMessageContaining("part1 has security");
    }
}
