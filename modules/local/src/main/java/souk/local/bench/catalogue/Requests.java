package souk.local.bench.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import souk.local.bench.BenchAccounts;
import souk.local.bench.Walk;
import souk.local.client.Visitor;
import souk.local.fill.MadeCategory;
import souk.local.fill.Words;

/** What the clients ask for, as lines for the load tool. */
final class Requests {
    /** Keeps the gateway from answering out of its memory, and from remembering the answer. */
    private static final String NOT_FROM_MEMORY = "header Cache-Control: no-cache";

    private static final String PRODUCTS = "/api/v1/products";
    private static final String PAGE = PRODUCTS + "?limit=20";
    private static final int POPULAR = 100;
    private static final int SAMPLED = 100_000;
    private static final int DEEP = 200_000;
    private static final int STEP = 100;
    private static final int DEEP_CURSORS = 50;
    private static final int CATEGORY_PAGES = 3;
    private static final int COMMON = 8;
    private static final int COMMON_MATERIALS = 6;

    private final String url;
    private final Sample sample;
    private final BenchAccounts sellers;
    private final int products;
    private final Map<CatalogueCase, List<String>> lists = new EnumMap<>(CatalogueCase.class);

    /** @param products how many there are to ask for */
    Requests(String url, Sample sample, BenchAccounts sellers, int products) {
        this.url = url;
        this.sample = sample;
        this.sellers = sellers;
        this.products = products;
    }

    /** Fresh for each measurement where the products must be other ones each time. */
    List<String> of(CatalogueCase measured) {
        return switch (measured) {
            case READ -> uncached(sample.of(SAMPLED, products).stream().map(Requests::read));
            case READ_KEPT -> lists.computeIfAbsent(measured, first -> popular(Requests::read));
            case UNCHANGED -> popular(product -> read(product) + " \"" + product.version() + '"');
            case CHANGE -> changes();
            default -> lists.computeIfAbsent(measured, this::list);
        };
    }

    private List<String> list(CatalogueCase measured) {
        return switch (measured) {
            case FIRST_PAGE -> uncached(Stream.of(PAGE).map(Requests::get));
            case FIRST_PAGE_KEPT -> List.of(get(PAGE));
            case DEEP_PAGE -> deep();
            case CATEGORY_PAGE -> categoryPages();
            case SUBTREE -> subtrees();
            case TWO_WORDS -> searches(twoWords());
            case THREE_WORDS -> searches(threeWords());
            case FACETS -> searches(commonWords().map(word -> word + "&facets=category,price,attr.colour"));
            default -> throw new IllegalArgumentException(measured + " asks for no list");
        };
    }

    private List<String> popular(Function<Sample.Product, String> line) {
        return sample.of(POPULAR, products).stream().map(line).toList();
    }

    /** Around page 10,000, or in a smaller shop around nine tenths of it. */
    private List<String> deep() {
        var depth = Math.min(DEEP, products * 9 / 10) / STEP;
        try (var walk = new Walk(url, Map.of())) {
            var cursors = walk.cursors(PRODUCTS + "?limit=" + STEP, depth);
            var last = cursors.subList(Math.max(0, cursors.size() - DEEP_CURSORS), cursors.size());
            return uncached(last.stream().map(cursor -> get(PAGE + "&cursor=" + cursor)));
        }
    }

    private List<String> categoryPages() {
        var lines = new ArrayList<String>();
        try (var walk = new Walk(url, Map.of())) {
            for (var category : MadeCategory.leaves()) {
                var path = "/api/v1/categories/%s/products?limit=20".formatted(category.id());
                lines.add(get(path));
                walk.cursors(path, CATEGORY_PAGES).forEach(cursor -> lines.add(get(path + "&cursor=" + cursor)));
            }
        }
        return uncached(lines.stream());
    }

    private static List<String> subtrees() {
        var ranges = List.of("minPrice=10&maxPrice=50", "minPrice=20.50&maxPrice=100", "minPrice=5&maxPrice=25");
        return uncached(MadeCategory.tops().stream()
                .flatMap(top -> ranges.stream()
                        .map(range -> "%s&category=%s&%s&currency=EUR&sort=price".formatted(PAGE, top.id(), range)))
                .map(Requests::get));
    }

    private static Stream<String> commonWords() {
        return Stream.concat(Words.commonStyles(COMMON).stream(), Words.commonNouns(COMMON).stream());
    }

    private static Stream<String> twoWords() {
        return Words.commonStyles(COMMON).stream()
                .flatMap(style -> Words.commonNouns(COMMON).stream().map(noun -> style + "+" + noun));
    }

    private static Stream<String> threeWords() {
        return twoWords()
                .flatMap(two -> Words.commonMaterials(COMMON_MATERIALS).stream().map(material -> two + "+" + material));
    }

    private static List<String> searches(Stream<String> queries) {
        return uncached(queries.map(query -> get(PAGE + "&q=" + query)));
    }

    private List<String> changes() {
        var lines = new ArrayList<String>();
        var visitors = sellers.logIn(url);
        for (int seller = 0; seller < visitors.size(); seller++) {
            lines.add(token(seller, visitors.get(seller)));
        }
        sample.of(SAMPLED, products)
                .forEach(product ->
                        lines.add("change %s %d %d".formatted(product.id(), product.version(), product.seller())));
        return lines;
    }

    private static List<String> uncached(Stream<String> lines) {
        return Stream.concat(Stream.of(NOT_FROM_MEMORY), lines).toList();
    }

    private static String token(int seller, Visitor visitor) {
        return "token %d %s".formatted(seller, visitor.token());
    }

    private static String read(Sample.Product product) {
        return get(PRODUCTS + "/" + product.id());
    }

    private static String get(String path) {
        return "get " + path;
    }
}
