package souk.shared.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

    @ParameterizedTest
    @CsvSource({
        "Crème & Co.,creme-co",
        "  Tea -- black  ,tea-black",
        "Größe ŁÓDŹ,grosse-lodz",
        "Äpfel № 4,apfel-no-4",
        "茶,''",
        "---,''"
    })
    void isWhatIsLeftOfAName(String name, String slug) {
        assertThat(Slug.of(name, Slug.MAX_LENGTH)).isEqualTo(slug);
    }

    @Test
    void isCutWithoutAHyphenAtItsEnd() {
        assertThat(Slug.of("green tea", 6)).isEqualTo("green");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-tea", "tea-", "green--tea", "Tea", "thé", "green tea"})
    void hasOneShapeOnly(String text) {
        assertThat(Slug.isValid(text)).isFalse();
        assertThat(Slug.isValid("green-tea-2")).isTrue();
        assertThat(Slug.isValid("x".repeat(201))).isFalse();
    }
}
