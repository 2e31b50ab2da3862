package souk.api.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.api.document.Documents;

class CompatibilityTest {

    private static final String GET = "/paths/~1carts~1{id}/get";
    private static final String PUT = "/paths/~1carts~1{id}/put";
    private static final String CART = "/components/schemas/Cart";
    private static final String CHANGE = "/components/schemas/Change";
    private static final String LINE = "/components/schemas/Line";

    private static ObjectNode shop;

    @BeforeAll
    static void read() throws IOException {
        shop = Documents.read(Path.of("src/test/resources/souk/api/compatibility/shop.yaml"));
    }

    static List<Edit> breaking() {
        return List.of(
                new Edit("a path is removed", "/paths/~1carts~1{id}", null),
                new Edit("an operation is removed", PUT, null),
                new Edit("a status is removed", GET + "/responses/404", null),
                new Edit("a media type of an answer is removed", "/components/responses/Gone/content", "{}"),
                new Edit("a header of an answer is removed", GET + "/responses/200/headers/ETag", null),
                new Edit("a header of an answer may be missing", GET + "/responses/200/headers/ETag/required", "false"),
                new Edit("a member of an answer is removed", CART + "/properties/note", null),
                new Edit("a member of an answer within a list is removed", LINE + "/properties/product", null),
                new Edit("a member of an answer may be missing", CART + "/required/0", null),
                new Edit("a member of an answer has another type", CART + "/properties/id/type", "\"integer\""),
                new Edit("a member of an answer may be null", CART + "/properties/id/type", "[\"string\",\"null\"]"),
                new Edit("a member of an answer has another format", CART + "/properties/id/format", "\"date\""),
                new Edit("a member of an answer has lost its format", CART + "/properties/id/format", null),
                new Edit(
                        "an answer has another alternative", CART + "/properties/owner/oneOf/-", "{\"type\":\"null\"}"),
                new Edit("an alternative of an answer is less", CART + "/properties/owner/oneOf/1/properties", "{}"),
                new Edit("a parameter is removed", GET + "/parameters/1", null),
                new Edit("a parameter is required", GET + "/parameters/0/required", "true"),
                new Edit("there is a new required parameter", GET + "/parameters/-", """
                        {"name": "shop", "in": "header", "required": true, "schema": {"type": "string"}}"""),
                new Edit("a parameter takes fewer values", GET + "/parameters/1/schema/enum/0", null),
                new Edit("a parameter takes only some values", GET + "/parameters/0/schema/enum", "[1, 2]"),
                new Edit("a bound of a parameter is narrower", GET + "/parameters/0/schema/maximum", "50"),
                new Edit("the default of a parameter is another", GET + "/parameters/0/schema/default", "50"),
                new Edit("a parameter of the path has another type", "/paths/~1carts~1{id}/parameters/0/schema", """
                        {"type": "integer"}"""),
                new Edit("the body is required", PUT + "/requestBody/required", "true"),
                new Edit("the body is no longer taken", PUT + "/requestBody", null),
                new Edit("a media type of a body is removed", PUT + "/requestBody/content/application~1json", null),
                new Edit("a member of a body is required", CHANGE + "/required/-", "\"note\""),
                new Edit("a member of a body is removed", CHANGE + "/properties/note", null),
                new Edit("a member of a body has another type", CHANGE + "/properties/note/type", "\"string\""),
                new Edit("a number of a body must be whole", CHANGE + "/properties/weight/type", "\"integer\""),
                new Edit("a member of a body takes fewer values", CHANGE + "/properties/state/enum/1", null),
                new Edit("a text of a body is shorter", CHANGE + "/properties/note/maxLength", "100"),
                new Edit("a number of a body is bounded", CHANGE + "/properties/weight/maximum", "10"),
                new Edit("a list of a body needs more", CHANGE + "/properties/lines/minItems", "2"),
                new Edit("a list of a body takes nothing twice", CHANGE + "/properties/lines/uniqueItems", "true"),
                new Edit("a text of a body has another pattern", CHANGE + "/properties/note/pattern", "\"^[a-y]*$\""),
                new Edit("an alternative of a body is removed", CHANGE + "/properties/owner/oneOf/1", null),
                new Edit("a part of a body is removed", CHANGE + "/properties/lines/items/allOf/1", null),
                new Edit("a part of a body is bounded", LINE + "/properties/quantity/maximum", "9"),
                new Edit(
                        "other members have another type", CHANGE + "/properties/attributes/additionalProperties", """
                        {"type": "integer"}"""),
                new Edit("other members are refused", CHANGE + "/properties/attributes/additionalProperties", "false"),
                new Edit("something that is not understood differs", CHANGE + "/not", "{\"required\": [\"note\"]}"),
                new Edit("credentials are needed", GET + "/security", "[{\"bearer\": []}]"),
                new Edit("a permission is no longer enough", PUT + "/security/0/bearer/0", null));
    }

    @ParameterizedTest
    @MethodSource("breaking")
    void seesWhatBreaksClients(Edit edit) {
        assertThat(Compatibility.breaks(shop, edit.of(shop))).isNotEmpty();
    }

    static List<Edit> harmless() {
        return List.of(
                new Edit("there is a new path", "/paths/~1shops", "{\"get\": {\"responses\": {}}}"),
                new Edit("there is a new operation", "/paths/~1carts~1{id}/delete", "{\"responses\": {}}"),
                new Edit("there is a new status", PUT + "/responses/429", "{\"description\": \"Too many.\"}"),
                new Edit("there is a new header", GET + "/responses/200/headers/Age", "{\"schema\": {}}"),
                new Edit("there is a new parameter", GET + "/parameters/-", """
                        {"name": "shop", "in": "query", "schema": {"type": "string"}}"""),
                new Edit("a parameter takes more values", GET + "/parameters/1/schema/enum/-", "\"age\""),
                new Edit("a bound of a parameter is wider", GET + "/parameters/0/schema/maximum", "200"),
                new Edit("an answer has a new member", CART + "/properties/age", "{\"type\": \"integer\"}"),
                new Edit("a member of an answer is always there", CART + "/required/-", "\"state\""),
                new Edit("a member of an answer has a new value", CART + "/properties/state/enum/-", "\"sent\""),
                new Edit("a member of an answer is never null", CART + "/properties/note/type", "\"string\""),
                new Edit("a number of an answer is larger", LINE + "/properties/quantity/maximum", "999"),
                new Edit("an alternative of an answer is gone", CART + "/properties/owner/oneOf/0", null),
                new Edit("a body has a new member", CHANGE + "/properties/age", "{\"type\": \"integer\"}"),
                new Edit("a member of a body need not be there", CHANGE + "/required/0", null),
                new Edit("a member of a body takes more values", CHANGE + "/properties/state/enum/-", "\"sent\""),
                new Edit("a member of a body takes another type", CHANGE + "/properties/state/type", """
                        ["string", "null"]"""),
                new Edit("a text of a body is longer", CHANGE + "/properties/note/maxLength", "300"),
                new Edit("a text of a body has any shape", CHANGE + "/properties/note/pattern", null),
                new Edit("a body has another alternative", CHANGE + "/properties/owner/oneOf/-", """
                        {"type": "null"}"""),
                new Edit("no credentials are needed", PUT + "/security", "[]"),
                new Edit("another permission is enough", PUT + "/security/0/bearer/-", "\"admin\""),
                new Edit("it is described better", CART + "/description", "\"What is bought.\""));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void letsPassWhatClientsDoNotMind(Edit edit) {
        assertThat(Compatibility.breaks(shop, edit.of(shop))).isEmpty();
    }

    @Test
    void saysWhereItBreaksAndHow() {
        var edit = new Edit("", LINE + "/properties/quantity/type", "\"string\"");
        assertThat(Compatibility.breaks(shop, edit.of(shop)))
                .contains("GET /carts/{id}, status 200, application/json/lines/*/quantity: may now be string")
                .contains("PUT /carts/{id}, body, application/json/lines/*/quantity: no longer takes integer");
    }

    @Test
    void doesNotMindHowAParameterOfThePathIsCalled() {
        var renamed = new Edit(
                        "",
                        "/paths/~1carts~1{cart}",
                        shop.at("/paths/~1carts~1{id}").toString())
                .of(shop);
        renamed = new Edit("", "/paths/~1carts~1{id}", null).of(renamed);
        renamed = new Edit("", "/paths/~1carts~1{cart}/parameters/0/name", "\"cart\"").of(renamed);
        assertThat(Compatibility.breaks(shop, renamed)).isEmpty();
    }
}
