package souk.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatingTest {

    @ParameterizedTest
    @CsvSource({
        "GET,,READ",
        "HEAD,,READ",
        "OPTIONS,,READ",
        "POST,k,KEYED",
        "POST,,NEVER",
        "POST,' ',NEVER",
        "PUT,k,NEVER",
        "PATCH,k,NEVER",
        "DELETE,k,NEVER",
        "BREW,k,NEVER"
    })
    void knowsWhatMayBeSentTwice(String method, String key, Repeating expected) {
        assertThat(Repeating.of(HttpMethod.valueOf(method), key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "READ,2500,true,600",
        "READ,2500,false,2500",
        "READ,300,true,300",
        "KEYED,2500,true,1000",
        "KEYED,2500,false,2500",
        "WAITING,2500,true,2500",
        "NEVER,2500,true,2500"
    })
    void waitsLongOnlyWhereNobodyElseCanBeAsked(Repeating repeating, long left, boolean hasOther, long expected) {
        assertThat(repeating.patience(Duration.ofMillis(left), hasOther)).isEqualTo(Duration.ofMillis(expected));
    }
}
