package souk.products.search;

import java.util.HashMap;
import java.util.Map;

/** Gathers the terms of one product with their weights. To be used for one product after the other by one thread. */
final class Vocabulary {

    private static final int NAME = 8;
    private static final int SHORT_NAME = 4;
    private static final int SKU = 8;
    private static final int ATTRIBUTE = 3;
    private static final int DESCRIPTION = 1;

    private final Words words = new Words();
    private final Map<String, Integer> weights = new HashMap<>();
    private int longestBeginning;

    /**
     * Terms with their weights, which are small positive numbers. A word of the name weighs more the fewer there are; a
     * word that is found in several places weighs the sum of them.
     */
    Map<String, Integer> of(IndexedProduct product) {
        weights.clear();
        longestBeginning = Terms.LONGEST_BEGINNING;
        add(product.description(), DESCRIPTION);
        product.attributeTexts().forEach(text -> add(text, ATTRIBUTE));
        add(product.name(), nameWeight(product.name()));
        longestBeginning = Terms.LONGEST_BEGINNING_OF_SKU;
        add(product.sku(), SKU);
        weights.put(Terms.sku(Folding.fold(product.sku())), SKU);
        return weights;
    }

    private int nameWeight(String name) {
        var count = new int[1];
        words.of(name, word -> count[0]++);
        return NAME + (count[0] <= 2 ? SHORT_NAME : count[0] <= 5 ? SHORT_NAME / 2 : 0);
    }

    private void add(String text, int weight) {
        var place = new HashMap<String, Integer>();
        words.of(text, word -> {
            var letters = word.text();
            place.put(Terms.word(letters), weight);
            place.put(Terms.simple(word.simple()), weight);
            var longest = Math.min(letters.length(), longestBeginning);
            for (var length = Terms.SHORTEST_BEGINNING; length <= longest; length++) {
                place.put(Terms.beginning(letters.substring(0, length)), weight);
            }
        });
        place.forEach((term, once) -> weights.merge(term, once, Integer::sum));
    }
}
