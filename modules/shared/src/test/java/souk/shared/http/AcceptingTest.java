package souk.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | true",
                "application/* | true",
                "APPLICATION/JSON | true",
                "text/html, application/json;q=0.5 | true",
                "text/html, */*;q=0.1 | true",
                "application/json;charset=utf-8 | true",
                "text/html | false",
                "image/*, text/* | false",
                "application/xml | false",
                "*/*;q=0 | false",
                "application/json;q=0.0, */* | false",
                "application/*;q=0, application/json | true",
                "application/jso | false",
                "app/* | false",
                "nonsense | false"
            })
    void letsTheClosestRangeDecide(String ranges, boolean takes) {
        assertThat(Accepting.takes(ranges, "application/json; charset=utf-8")).isEqualTo(takes);
    }
}
