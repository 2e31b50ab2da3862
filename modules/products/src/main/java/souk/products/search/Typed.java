package souk.products.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What somebody typed, as words. Whatever it is, it is text: nothing in it is an operator.
 *
 * @param words at most {@link #MOST_WORDS}; further ones are not looked at
 * @param wholes what stands between spaces, folded, for it might be a SKU
 */
record Typed(List<Word> words, Set<String> wholes) {

    static final int MOST_WORDS = 12;
    private static final int MOST_CHARACTERS = 1_000;
    private static final int LONGEST_SKU = 64;

    static Typed of(String text) {
        var looked = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        var all = new ArrayList<Word>();
        new Words().of(looked, all::add);
        var words = new ArrayList<>(new LinkedHashSet<>(all));
        var last = all.isEmpty() ? null : all.get(all.size() - 1);
        if (words.remove(last)) {
            words.add(last);
        }
        var wholes = new LinkedHashSet<String>();
        Arrays.stream(Folding.fold(looked).split("\\s+"))
                .filter(whole -> !whole.isEmpty() && whole.length() <= LONGEST_SKU)
                .limit(MOST_WORDS)
                .forEach(wholes::add);
        return new Typed(words.subList(0, Math.min(words.size(), MOST_WORDS)), wholes);
    }

    /** Nothing that could be found. */
    boolean isEmpty() {
        return words.isEmpty();
    }

    Word last() {
        return words.get(words.size() - 1);
    }

    List<Word> butLast() {
        return words.subList(0, words.size() - 1);
    }
}
