package souk.local.fill;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes up products with a realistic spread. Everything about a product follows from its number. */
final class ProductMaker {
    private static final long SEED = 0x50_55_4bL;
    private static final int BRANDS = 400;
    private static final String[] ONSETS = {"lu", "mo", "ka", "ve", "so", "ri", "ta", "no", "be", "zi"};
    private static final String[] ENDINGS = {"ra", "nix", "lo", "ven", "dor", "mi", "tek", "sa"};
    private static final String[] SIZES = {"M", "L", "S", "XL", "XS", "XXL"};
    private static final String[] CENTS = {"99", "95", "49", "00", "90"};
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_IN_SLUGS = Pattern.compile("[^a-z0-9]+");
    private static final List<String> SENTENCES = List.of(
            "%s %s made of %s, for every day.",
            "%s %s aus %s für jeden Tag.", "%s %s en %s, pour tous les jours.", "%s %s de %s, para cada día.");

    private final int sellers;
    private final Zipf sellerRanks;
    private final Zipf brands = new Zipf(BRANDS, 0.9);
    private final Zipf styles = new Zipf(Words.count("style"), 0.8);
    private final Zipf materials = new Zipf(Words.count("material"), 0.8);
    private final Zipf leaves = new Zipf(MadeCategory.leaves().size(), 0.9);

    ProductMaker(int sellers) {
        this.sellers = sellers;
        this.sellerRanks = new Zipf(sellers, 0.8);
    }

    MadeProduct make(int number) {
        var random = new SplittableRandom(SEED + number);
        var language = language(random);
        var leaf = leaves.next(random);
        var style = styles.next(random);
        var material = materials.next(random);
        var noun = Words.word("noun", MadeCategory.nounOf(leaf), language);
        var styleWord = Words.word("style", style, language);
        var materialWord = Words.word("material", material, language);
        var name = "%s %s %s %s %s%d"
                .formatted(brand(random), styleWord, materialWord, noun, model(random), 10 + random.nextInt(90));
        var price = priceMinor(random);
        return new MadeProduct(
                number,
                Math.min(sellerRanks.next(random), sellers - 1),
                name,
                slug(name, MadeIds.product(number)),
                description(random, SENTENCES.get(language).formatted(styleWord, noun, materialWord)),
                price,
                currency(random),
                status(random),
                stock(random),
                attributes(random, style, material),
                images(number, name),
                50 + (long) Math.exp(5 + 1.3 * random.nextGaussian()),
                List.of(20 + random.nextInt(900), 20 + random.nextInt(600), 5 + random.nextInt(400)),
                categories(random, leaf));
    }

    /** Brands have a name of their own each, the same in every run. */
    private String brand(SplittableRandom random) {
        var rank = brands.next(random);
        var name = ONSETS[rank % 10] + ONSETS[rank / 10 % 10] + ENDINGS[rank * 3 / 100 % ENDINGS.length];
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static int language(SplittableRandom random) {
        var percent = random.nextInt(100);
        return percent < 88 ? Words.ENGLISH : 1 + (percent - 88) / 4;
    }

    private static char model(SplittableRandom random) {
        return (char) ('A' + random.nextInt(26));
    }

    private static String description(SplittableRandom random, String first) {
        var text = new StringBuilder(first);
        var more = 1 + random.nextInt(3);
        for (int sentence = 0; sentence < more; sentence++) {
            text.append(' ').append(Remarks.any(random));
        }
        return text.toString();
    }

    /** Log-normal around 25.00, between 1.00 and 20,000.00. */
    private static long priceMinor(SplittableRandom random) {
        var units = Math.round(Math.exp(3.2 + 1.1 * random.nextGaussian()));
        return Math.max(1, Math.min(19_999, units)) * 100
                + Long.parseLong(CENTS[Math.min(random.nextInt(8), CENTS.length - 1)]);
    }

    private static String currency(SplittableRandom random) {
        var percent = random.nextInt(100);
        return percent < 80 ? "EUR" : percent < 92 ? "USD" : "GBP";
    }

    private static String status(SplittableRandom random) {
        var percent = random.nextInt(100);
        return percent < 95 ? "active" : percent < 98 ? "draft" : "archived";
    }

    /** Six of a hundred are sold out. */
    private static long stock(SplittableRandom random) {
        return random.nextInt(100) < 6 ? 0 : 1 + (long) Math.exp(3.5 + random.nextGaussian());
    }

    private static String attributes(SplittableRandom random, int style, int material) {
        var text = new StringBuilder("{\"colour\": \"").append(common("style", style));
        text.append("\", \"material\": \"").append(common("material", material));
        if (random.nextInt(3) > 0) {
            text.append("\", \"size\": \"").append(SIZES[Math.min(random.nextInt(9), SIZES.length - 1)]);
        }
        return text.append("\", \"warrantyYears\": ")
                .append(1 + random.nextInt(5))
                .append('}')
                .toString();
    }

    private static String common(String kind, int rank) {
        return Words.word(kind, rank, Words.ENGLISH).toLowerCase(Locale.ROOT);
    }

    private static String images(int number, String name) {
        return "[{\"url\": \"https://images.souk.example/%d.jpg\", \"alt\": \"%s\", \"position\": 0}]"
                .formatted(number, name);
    }

    /** One in four is in a second category too. */
    private static List<UUID> categories(SplittableRandom random, int leaf) {
        var categories = new ArrayList<UUID>();
        categories.add(MadeCategory.leaves().get(leaf).id());
        var second = random.nextInt(MadeCategory.leaves().size());
        if (random.nextInt(4) == 0 && second != leaf) {
            categories.add(MadeCategory.leaves().get(second).id());
        }
        return categories;
    }

    private static String slug(String name, UUID id) {
        var plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        var words = NOT_IN_SLUGS
                .matcher(plain.toLowerCase(Locale.ROOT).replace("ß", "ss"))
                .replaceAll("-");
        return words + "-" + id.toString().substring(28);
    }
}
