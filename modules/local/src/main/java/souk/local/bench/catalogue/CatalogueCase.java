package souk.local.bench.catalogue;

import java.util.Locale;
import java.util.Optional;

/** What is measured, and with what it is compared. */
public enum CatalogueCase {
    READ("one product", Input.ONCE, "read"),
    READ_KEPT("one product, from memory", Input.ANY, CatalogueCase.BARE),
    UNCHANGED("one product, 304", Input.ANY, CatalogueCase.BARE),
    FIRST_PAGE("first page of 20", Input.ANY, "first-page"),
    FIRST_PAGE_KEPT("first page, from memory", Input.ANY, null),
    DEEP_PAGE("page 10,000", Input.ANY, "deep-page"),
    CATEGORY_PAGE("20 of a category", Input.ANY, "list"),
    SUBTREE("subtree, prices, sorted", Input.ANY, null),
    TWO_WORDS("search, two words", Input.ANY, "two-words"),
    THREE_WORDS("search, three words", Input.ANY, null),
    FACETS("search with facets", Input.ANY, null),
    CHANGE("price under If-Match", Input.CHANGE, "change");

    static final String BARE = "bare";

    private final String title;
    private final Input input;
    private final String comparison;

    /** How the load tool goes through its input. */
    enum Input {
        ANY,
        ONCE,
        CHANGE;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CatalogueCase(String title, Input input, String comparison) {
        this.title = title;
        this.input = input;
        this.comparison = comparison;
    }

    public String title() {
        return title;
    }

    /** Whether the search index answers it. */
    boolean isOfIndex() {
        return this == SUBTREE || this == TWO_WORDS || this == THREE_WORDS || this == FACETS;
    }

    Input input() {
        return input;
    }

    boolean isComparedWithBareServer() {
        return BARE.equals(comparison);
    }

    /** The name of the script with the same work in hand-written SQL. */
    Optional<String> yardstick() {
        return Optional.ofNullable(comparison).filter(name -> !name.equals(BARE));
    }
}
