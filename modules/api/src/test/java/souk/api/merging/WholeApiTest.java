package souk.api.merging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.api.document.Documents;

/** The document that this build has merged. */
class WholeApiTest {

    private static final Path WRITTEN = Path.of("target/classes/openapi");

    private static final JsonObject SOUND = new JsonObject("""
            {"openapi": "3.1.0", "info": {"title": "A shop", "version": "1"},
             "paths": {"/a": {"get": {"responses": {"200": {"description": "Done."}}}}}}""");

    private static JsonObject souk() {
        return new JsonObject(OpenApiSchema.resource("/openapi/souk.json"));
    }

    @Test
    void isValidByTheSchemaOfOpenApi() {
        assertThat(new OpenApiSchema().faults(souk())).isEmpty();
        assertThat(new OpenApiSchema().faults(SOUND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"openapi\":\"3.0.3\"}",
                "{\"info\":{\"version\":1}}",
                "{\"paths\":{\"no-slash\":{}}}",
                "{\"paths\":{\"/a\":{\"get\":{\"parameters\":[{\"name\":\"a\",\"in\":\"somewhere\"}]}}}}",
                "{\"components\":{\"schemas\":{\"A\":{\"type\":\"strin\"}}}}",
                "{\"components\":{\"schemas\":{\"A\":{\"properties\":{\"b\":{\"items\":{\"minLength\":\"1\"}}}}}}}"
            })
    void isJudgedByASchemaThatSeesWhatIsWrong(String wrong) {
        assertThat(new OpenApiSchema().faults(SOUND.copy().mergeIn(new JsonObject(wrong), true)))
                .isNotEmpty();
    }

    @Test
    void saysTheSameAsYaml() throws IOException {
        var json = new ObjectMapper().readTree(WRITTEN.resolve("souk.json").toFile());
        assertThat((JsonNode) Documents.read(WRITTEN.resolve("souk.yaml"))).isEqualTo(json);
        assertThat(Files.readString(WRITTEN.resolve("souk.yaml")))
                .contains("'200':")
                .doesNotContain("&id");
    }

    @Test
    void hasEveryOperationOfEveryService() throws IOException {
        var paths = new ObjectMapper()
                .readTree(WRITTEN.resolve("souk.json").toFile())
                .path("paths");
        for (var document :
                List.of("auth/auth", "products/products", "products/categories", "products/imports", "orders/orders")) {
            var names = document.split("/");
            var part = Documents.read(Path.of("..", names[0], "src/main/resources/openapi", names[1] + ".yaml"));
            part.path("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .fieldNames()
                            .forEachRemaining(method -> assertThat(
                                            paths.path(path.getKey()).has(method))
                                    .as(method + ' ' + path.getKey())
                                    .isTrue()));
        }
    }
}
