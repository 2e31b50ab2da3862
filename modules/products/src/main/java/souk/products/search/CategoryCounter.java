package souk.products.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedSetDocValues;
import souk.products.category.CategoryTree;
import souk.shared.contract.CategoryNode;

/** Counts by category with all that is below it; a product that is in several categories below one counts once there. */
final class CategoryCounter implements Counter {

    private static final int MOST = 100;

    private final CategoryTree tree;
    private final Map<UUID, Integer> places = new HashMap<>();
    private final List<UUID> categories = new ArrayList<>();
    private long[] counts = new long[16];
    private long[] lastSeen = new long[16];
    private long product;

    CategoryCounter(CategoryTree tree) {
        this.tree = tree;
    }

    @Override
    public InSegment segment(LeafReader segment) throws IOException {
        var values = DocValues.getSortedSet(segment, IndexFields.CATEGORY_VALUE);
        var paths = new int[(int) values.getValueCount()][];
        return document -> {
            if (values.advanceExact(document)) {
                product++;
                for (var i = 0; i < values.docValueCount(); i++) {
                    var ord = (int) values.nextOrd();
                    if (paths[ord] == null) {
                        paths[ord] = path(values, ord);
                    }
                    count(paths[ord]);
                }
            }
        };
    }

    private void count(int[] path) {
        for (var place : path) {
            if (lastSeen[place] != product) {
                lastSeen[place] = product;
                counts[place]++;
            }
        }
    }

    private int[] path(SortedSetDocValues values, int ord) throws IOException {
        var category = IndexFields.uuid(values.lookupOrd(ord));
        var path = tree.path(category).stream().map(CategoryNode::id).toList();
        return (path.isEmpty() ? List.of(category) : path)
                .stream().mapToInt(this::place).toArray();
    }

    private int place(UUID category) {
        return places.computeIfAbsent(category, unseen -> {
            categories.add(category);
            if (categories.size() > counts.length) {
                counts = Arrays.copyOf(counts, counts.length * 2);
                lastSeen = Arrays.copyOf(lastSeen, lastSeen.length * 2);
            }
            return categories.size() - 1;
        });
    }

    @Override
    public List<Facet> facets() {
        return categories.stream()
                .filter(category -> counts[places.get(category)] > 0)
                .sorted(Comparator.<UUID>comparingLong(category -> -counts[places.get(category)])
                        .thenComparing(UUID::toString))
                .limit(MOST)
                .map(category -> Facet.named(
                        category.toString(),
                        tree.find(category).map(CategoryNode::name).orElse(null),
                        counts[places.get(category)]))
                .toList();
    }
}
