package souk.shared.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
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
