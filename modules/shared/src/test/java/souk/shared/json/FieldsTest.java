package souk.shared.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.problem.Refusal;
import souk.shared.problem.Violation;

class FieldsTest {

    private static Fields fields(String json) {
        return Fields.of(StrictJson.parse(Buffer.buffer(json)));
    }

    private static List<Violation> violations(Fields fields) {
        return catchThrowableOfType(Refusal.class, fields::done).problem().errors();
    }

    private static List<String> pointers(Fields fields) {
        return violations(fields).stream().map(Violation::pointer).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967301", "1.9", "1e400", "-1", "\"5\"", "true", "[]", "1.0"})
    void neverNarrowsANumber(String number) {
        var fields = fields("{\"n\":" + number + "}");
        assertThat(fields.integer("n", 0, Integer.MAX_VALUE)).isNull();
        assertThat(pointers(fields)).containsExactly("/n");
    }

    @Test
    void namesAllViolationsAtOnceWithTheirPointers() {
        var fields = fields("""
                {"name": "", "price": {"amount": "1,5", "currency": "EUR"}, "lines": [{"q": 0}, {"q": 2, "x": 1}], "y/z": 1}""");
        fields.text("name", 1, 10);
        fields.text("sku", 1, 10);
        fields.money("price");
        fields.objects("lines", 1, 5).forEach(line -> line.integer("q", 1, 9));
        assertThat(pointers(fields))
                .containsExactlyInAnyOrder("/name", "/sku", "/price/amount", "/lines/0/q", "/y~1z", "/lines/1/x");
    }

    @Test
    void takesAnAmountWithTheDecimalsOfItsCurrency() {
        assertThat(fields("{\"p\":{\"amount\":\"19.9\",\"currency\":\"EUR\"}}")
                        .money("p")
                        .minorUnits())
                .isEqualTo(1_990);
        assertThat(fields("{\"p\":{\"amount\":\"1500\",\"currency\":\"JPY\"}}")
                        .money("p")
                        .minorUnits())
                .isEqualTo(1_500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":\"19.999\",\"currency\":\"EUR\"}",
                "{\"amount\":\"-1\",\"currency\":\"EUR\"}",
                "{\"amount\":19.99,\"currency\":\"EUR\"}",
                "{\"amount\":\"1e3\",\"currency\":\"EUR\"}",
                "{\"amount\":\"1\",\"currency\":\"EURO\"}",
                "{\"amount\":\"1\",\"currency\":\"XXX\"}",
                "{\"amount\":\"99999999999999999999\",\"currency\":\"EUR\"}",
                "{\"amount\":\"1\"}",
                "\"1 EUR\""
            })
    void refusesWhatIsNoAmount(String price) {
        var fields = fields("{\"p\":" + price + "}");
        fields.money("p");
        assertThat(pointers(fields)).hasSize(1).first().asString().startsWith("/p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud800", "   "})
    void refusesTextThatNoDatabaseOrPersonCanUse(String text) {
        var fields = fields("{\"t\":\"" + text + "\"}");
        fields.text("t", 1, 10);
        assertThat(pointers(fields)).containsExactly("/t");
    }

    @Test
    void countsCharactersAsPeopleDo() {
        assertThat(fields("{\"t\":\"\\ud83d\\ude00\"}").text("t", 1, 1)).isEqualTo("\ud83d\ude00");
    }

    @Test
    void refusesABodyThatIsNoObject() {
        assertThat(violations(fields("[]"))).containsExactly(new Violation("", "must be an object"));
    }
}
