package souk.products.category;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import souk.shared.contract.CategoryNode;

class CategoryTreeTest {

    private static final CategoryNode DRINKS = node(1, null, "Drinks", 0);
    private static final CategoryNode TEA = node(2, DRINKS, "Tea", 2);
    private static final CategoryNode COFFEE = node(3, DRINKS, "coffee", 1);
    private static final CategoryNode BLACK = node(4, TEA, "Black", 0);
    private static final CategoryNode GREEN = node(5, TEA, "Green", 0);
    private static final CategoryNode BOOKS = node(6, null, "books", 0);
    private static final CategoryTree TREE = CategoryTree.of(7, List.of(GREEN, BLACK, COFFEE, BOOKS, TEA, DRINKS));

    private static CategoryNode node(int number, CategoryNode parent, String name, int position) {
        return new CategoryNode(
                new UUID(0, number), parent == null ? null : parent.id(), name, name.toLowerCase(), position);
    }

    @Test
    void ordersSiblingsByPositionAndThenByNameWhateverItsCase() {
        assertThat(TREE.roots()).containsExactly(BOOKS, DRINKS);
        assertThat(TREE.children(DRINKS.id())).containsExactly(COFFEE, TEA);
        assertThat(TREE.children(BLACK.id())).isEmpty();
    }

    @Test
    void knowsTheWayFromTheTop() {
        assertThat(TREE.ancestors(GREEN.id())).containsExactly(DRINKS, TEA);
        assertThat(TREE.path(GREEN.id())).containsExactly(DRINKS, TEA, GREEN);
        assertThat(TREE.ancestors(BOOKS.id())).isEmpty();
    }

    @Test
    void knowsAllThatIsBelow() {
        assertThat(TREE.subtree(DRINKS.id()))
                .containsExactlyInAnyOrder(DRINKS.id(), TEA.id(), COFFEE.id(), BLACK.id(), GREEN.id());
        assertThat(TREE.subtree(DRINKS.id(), 2)).containsExactlyInAnyOrder(DRINKS.id(), TEA.id(), COFFEE.id());
        assertThat(TREE.subtree(null, 1)).containsExactlyInAnyOrder(DRINKS.id(), BOOKS.id());
    }

    @Test
    void findsNothingOfWhatIsNotThere() {
        var nobody = new UUID(0, 99);
        assertThat(TREE.contains(nobody)).isFalse();
        assertThat(TREE.find(nobody)).isEmpty();
        assertThat(TREE.path(nobody)).isEmpty();
        assertThat(TREE.subtree(nobody)).isEmpty();
        assertThat(CategoryTree.EMPTY.roots()).isEmpty();
    }
}
