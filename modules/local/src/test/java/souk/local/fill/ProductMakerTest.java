package souk.local.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProductMakerTest {
    private static final int MANY = 20_000;

    private final ProductMaker maker = new ProductMaker(8);

    @Test
    void makesTheSameProductOfTheSameNumberEachTime() {
        assertThat(new ProductMaker(8).make(4711)).isEqualTo(maker.make(4711));
    }

    @Test
    void givesGreaterNumbersGreaterIdsInTheShapeOfUuid7() {
        var ids = IntStream.of(1, 2, 3, 99_999, 1_000_000)
                .mapToObj(MadeIds::product)
                .toList();

        assertThat(ids).extracting(UUID::toString).isSorted();
        assertThat(ids).allMatch(id -> id.version() == 7 && id.variant() == 2);
    }

    @Test
    void usesAFewWordsOftenAndManySeldom() {
        var byStyle = products()
                .collect(Collectors.groupingBy(
                        product -> product.name().split(" ")[1].toLowerCase(Locale.ROOT), Collectors.counting()));

        var english = Words.commonStyles(12);
        assertThat(byStyle.get(english.get(0))).isGreaterThan(2 * byStyle.get(english.get(10)));
        assertThat(byStyle).hasSizeGreaterThan(30);
    }

    @Test
    void findsAboutOneProductInTwoHundredByTwoCommonWords() {
        var names = products()
                .map(product -> product.name().toLowerCase(Locale.ROOT))
                .toList();
        var styles = Words.commonStyles(8);
        var nouns = Words.commonNouns(8);

        var matches = names.stream()
                .filter(name -> styles.stream().anyMatch(name::contains)
                        && nouns.stream().anyMatch(name::contains))
                .count();

        assertThat(matches / (8.0 * 8) / MANY).isBetween(0.004, 0.006);
    }

    @Test
    void spreadsPricesAroundALowMiddleWithFewDearOnes() {
        var prices = products().mapToLong(MadeProduct::priceMinor).sorted().toArray();

        assertThat(prices[MANY / 2]).isBetween(2_000L, 3_500L);
        assertThat(prices[MANY * 99 / 100]).isGreaterThan(10 * prices[MANY / 2]);
        assertThat(prices[0]).isPositive();
    }

    @Test
    void makesSlugsThatAreAllowed() {
        assertThat(products()).allMatch(product -> product.slug().matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    private Stream<MadeProduct> products() {
        return IntStream.rangeClosed(1, MANY).mapToObj(maker::make);
    }
}
