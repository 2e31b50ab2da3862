package souk.shared.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":1} x",
                "{\"a\":\"\u0001\"}"
            })
    void refusesWhatIsNotWellFormed(String body) {
        assertThatThrownBy(() -> StrictJson.parse(Buffer.buffer(body)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.MALFORMED_JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "ISO-8859-1"})
    void refusesEveryEncodingButUtf8(String encoding) {
        refusesAsNotUtf8("{\"a\":\"é\"}".getBytes(Charset.forName(encoding)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C1A1", "C080", "C0AF", "E080AF", "F08080AF", "EDA080", "F4908080", "FF", "80", "C3"})
    void refusesUtf8ThatOnlySomeReadersUnderstand(String bytes) {
        refusesAsNotUtf8(Buffer.buffer("{\"a\":\"")
                .appendBytes(HexFormat.of().parseHex(bytes))
                .appendString("\"}")
                .getBytes());
    }

    @Test
    void readsEveryCharacterOfUtf8() {
        var json = StrictJson.parse(Buffer.buffer("{\"a\":\"é ﷽ 😀\"}"));
        assertThat(json.get("a").textValue()).isEqualTo("é ﷽ 😀");
    }

    private static void refusesAsNotUtf8(byte[] body) {
        assertThatThrownBy(() -> StrictJson.parse(Buffer.buffer(body)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.problem().code()).isEqualTo(ProblemCode.MALFORMED_JSON);
                    assertThat(refusal.problem().detail()).isEqualTo("The body is not UTF-8.");
                });
    }

    @Test
    void refusesMoreThanThirtyTwoLevels() {
        var deep = "[".repeat(StrictJson.MAX_DEPTH) + "]".repeat(StrictJson.MAX_DEPTH);
        assertThat(StrictJson.parse(Buffer.buffer(deep)).isArray()).isTrue();
        assertThatThrownBy(() -> StrictJson.parse(Buffer.buffer("[" + deep + "]")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void refusesANumberThatIsLongEnoughToBurnTime() {
        assertThatThrownBy(() -> StrictJson.parse(Buffer.buffer("{\"a\":" + "9".repeat(101) + "}")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void keepsTheExactValueOfNumbers() {
        var json = StrictJson.parse(Buffer.buffer("{\"big\":4294967301,\"tiny\":0.1,\"huge\":1e400}"));
        assertThat(json.get("big").longValue()).isEqualTo(4_294_967_301L);
        assertThat(json.get("tiny").decimalValue()).isEqualByComparingTo("0.1");
        assertThat(json.get("huge").decimalValue()).isEqualByComparingTo("1e400");
    }
}
