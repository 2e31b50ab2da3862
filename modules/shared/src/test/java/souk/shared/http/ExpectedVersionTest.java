package souk.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

class ExpectedVersionTest {

    @Test
    void takesAnyOfAListButNoWeakTags() {
        var expected = ExpectedVersion.ofHeader("\"3\", W/\"4\" , \"other,thing\",\"5\"");
        assertThat(expected.versions()).containsExactly(3L, 5L);
        assertThat(expected.forSql()).containsExactly(3L, 5L);
    }

    @Test
    void aStarAcceptsWhateverIsThere() {
        var expected = ExpectedVersion.ofHeader(" * ");
        assertThat(expected.accepts(42)).isTrue();
        assertThat(expected.forSql()).isNull();
    }

    @Test
    void aTagThatIsNotOursMatchesNothing() {
        assertThat(ExpectedVersion.ofHeader("\"abc\", \"01\", \"\"").forSql()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "\"3", "\"3\" \"4\"", "", ",", "\"3\",,\"4\""})
    void refusesAHeaderThatIsNoListOfTags(String header) {
        assertThatThrownBy(() -> ExpectedVersion.ofHeader(header)).isInstanceOf(Refusal.class);
    }

    @Test
    void noVersionAtAllIs428() {
        assertThatThrownBy(() -> ExpectedVersion.required(Optional.empty(), Optional.empty()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.VERSION_REQUIRED));
    }

    @Test
    void aStaleVersionIs412FromTheHeaderAnd409FromTheBody() {
        assertThat(ExpectedVersion.ofHeader("\"1\"")
                        .stale("product", 2)
                        .problem()
                        .status())
                .isEqualTo(412);
        assertThat(ExpectedVersion.ofBody(1).stale("product", 2).problem().status())
                .isEqualTo(409);
    }
}
