package souk.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final List<String> NAMES = Arrays.asList("ada.lovelace", "countess@example.org", null);

    @Test
    void knowsAHundredThousandCommonOnes() {
        assertThat(CommonPasswords.load()).isBetween(95_000, 100_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123qweasdzxc",
                "1QAZ2wsx3edc",
                "qwertyqwerty",
                "christopher1",
                "password1234",
                "!!Password2024",
                "passwordpassword",
                "ｐａｓｓｗｏｒｄ１２３４",
                "sunshine!!!!"
            })
    void refusesCommonOnesHoweverTheyAreDressedUp(String password) {
        assertThat(PasswordRules.complaint(password, NAMES))
                .hasValueSatisfying(why -> assertThat(why).contains("most common"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"aaaaaaaaaaaa", "............", "jbjbjbjbjbjb", "xk7qxk7qxk7qx", "456789012345", "abcdefghijklm"
            })
    void refusesPiecesRepeatedAndRows(String password) {
        assertThat(PasswordRules.complaint(password, NAMES)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada.lovelace1",
                "ADA.LOVELACE-countess",
                "countess-2024",
                "countess123456789",
                "soukSOUKsouk7",
                "souk-password!"
            })
    void refusesWhatIsMadeOfNames(String password) {
        assertThat(PasswordRules.complaint(password, NAMES)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "my cat ada.lovelace snores",
                "souk is where I buy figs",
                "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                "café café café",
                "8274619305528461",
                "Zw8!kQ2#pL5v"
            })
    void takesTheRest(String password) {
        assertThat(PasswordRules.complaint(password, NAMES)).isEmpty();
    }
}
