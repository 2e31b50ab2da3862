package souk.local.fill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * One of about 500 categories in a tree of three levels, beside those that a shop has of its own: no slug is likely to
 * be among them.
 *
 * @param parentId null at the top
 */
public record MadeCategory(UUID id, UUID parentId, String name, String slug, int position) {
    private static final int NOUNS_OF_A_BRANCH = 6;
    private static final List<MadeCategory> ALL = grow();
    private static final List<MadeCategory> LEAVES = ALL.stream()
            .filter(category -> ALL.stream().noneMatch(other -> category.id().equals(other.parentId())))
            .toList();

    /** Parents come before their children. */
    public static List<MadeCategory> all() {
        return ALL;
    }

    /** Those that have products. */
    public static List<MadeCategory> leaves() {
        return LEAVES;
    }

    public static List<MadeCategory> tops() {
        return ALL.stream().filter(category -> category.parentId() == null).toList();
    }

    /** Which noun its products have; categories of one branch have different ones. */
    static int nounOf(int leaf) {
        return leaf % Words.count("noun");
    }

    private static List<MadeCategory> grow() {
        var grown = new ArrayList<MadeCategory>();
        for (int top = 0; top < Words.count("top"); top++) {
            var topCategory = add(grown, null, Words.word("top", top, Words.ENGLISH), top);
            for (int branch = 0; branch < Words.count("branch"); branch++) {
                var name = Words.word("branch", branch, Words.ENGLISH);
                var branchCategory = add(grown, topCategory.id(), name + " " + topCategory.name(), branch);
                leaves(grown, branchCategory, (top * Words.count("branch") + branch) * NOUNS_OF_A_BRANCH);
            }
        }
        return List.copyOf(grown);
    }

    private static void leaves(List<MadeCategory> grown, MadeCategory branch, int firstLeaf) {
        IntStream.range(0, NOUNS_OF_A_BRANCH).forEach(leaf -> {
            var noun = Words.word("noun", nounOf(firstLeaf + leaf), Words.ENGLISH);
            add(grown, branch.id(), noun + "s", leaf);
        });
    }

    private static MadeCategory add(List<MadeCategory> grown, UUID parent, String name, int position) {
        var slug = "made-" + name.toLowerCase(Locale.ROOT).replace(' ', '-');
        var category = new MadeCategory(MadeIds.category(grown.size()), parent, name, slug, position);
        grown.add(category);
        return category;
    }
}
