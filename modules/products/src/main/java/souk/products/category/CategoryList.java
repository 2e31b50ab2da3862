package souk.products.category;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import souk.shared.contract.CategoryNode;
import souk.shared.http.Cursor;
import souk.shared.http.Page;
import souk.shared.http.Query;
import souk.shared.id.UuidV7;

/**
 * What the list's query asks for, and how its pages are cut.
 *
 * @param words in lower case; none for all categories
 * @param parent null for the top
 * @param levels how far below the parent
 * @param after the last category of the page before, or null for the first page
 */
record CategoryList(List<String> words, UUID parent, int levels, Sort sort, CategoryNode after, int limit) {

    private static final int MAX_WORDS = 10;
    private static final String TOP = "root";

    enum Sort {
        POSITION(CategoryTree.ORDER),
        NAME(Comparator.comparing(CategoryNode::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(CategoryNode::name)
                .thenComparing(CategoryNode::id));

        private final Comparator<CategoryNode> order;

        Sort(Comparator<CategoryNode> order) {
            this.order = order;
        }

        private String list() {
            return "categories by " + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Throws a refusal that lists every parameter that is wrong. */
    static CategoryList asked(Query query) {
        var words = query.text("q", 200).map(text -> words(query, text)).orElse(List.of());
        var parent = query.text("parent", 36).flatMap(text -> text.equals(TOP) ? Optional.of(TOP) : uuid(query, text));
        var depth = query.integer("depth", 1, CategoryTree.MAX_DEPTH);
        var sort = query.text("sort", 20).flatMap(text -> sort(query, text)).orElse(Sort.POSITION);
        var cursor = query.cursor();
        var limit = query.limit();
        query.done();
        var levels = depth.map(Long::intValue).orElse(parent.isPresent() ? 1 : CategoryTree.MAX_DEPTH);
        var top = parent.filter(text -> !text.equals(TOP)).map(UUID::fromString);
        return new CategoryList(
                words,
                top.orElse(null),
                levels,
                sort,
                cursor.map(text -> end(sort, text)).orElse(null),
                limit);
    }

    /**
     * Up to one more than the limit.
     *
     * @param matching those that have all the words, if there are words
     */
    List<UUID> cut(CategoryTree tree, Set<UUID> matching) {
        var scope = tree.subtree(parent, parent == null ? levels : levels + 1);
        return scope.stream()
                .filter(id -> !id.equals(parent) && (words.isEmpty() || matching.contains(id)))
                .map(id -> tree.find(id).orElseThrow())
                .filter(node -> after == null || sort.order.compare(node, after) > 0)
                .sorted(sort.order)
                .limit(limit + 1L)
                .map(CategoryNode::id)
                .toList();
    }

    Page<Category> page(List<Category> rows) {
        return Page.of(rows, limit, last -> {
            var keys = List.of(
                    Integer.toString(last.position()), last.name(), last.id().toString());
            return Cursor.encode(sort.list(), keys);
        });
    }

    private static CategoryNode end(Sort sort, String cursor) {
        var keys = Cursor.decode(sort.list(), cursor, 3);
        try {
            return new CategoryNode(UUID.fromString(keys.get(2)), null, keys.get(1), "", Integer.parseInt(keys.get(0)));
        } catch (IllegalArgumentException damaged) {
            throw Cursor.foreign();
        }
    }

    private static List<String> words(Query query, String text) {
        var words = Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (words.size() > MAX_WORDS) {
            query.wrong("q", "must have up to " + MAX_WORDS + " words");
        }
        return words;
    }

    private static Optional<String> uuid(Query query, String text) {
        return UuidV7.parse(text).map(UUID::toString).or(() -> query.wrong("parent", "must be a UUID or root"));
    }

    private static Optional<Sort> sort(Query query, String text) {
        return switch (text) {
            case "position" -> Optional.of(Sort.POSITION);
            case "name" -> Optional.of(Sort.NAME);
            default -> query.wrong("sort", "must be position or name");
        };
    }
}
