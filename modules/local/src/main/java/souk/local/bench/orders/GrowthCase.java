package souk.local.bench.orders;

/** What must not become slower with the number of orders. */
public enum GrowthCase {
    PLACE("placing an order"),
    OWN("own orders"),
    OWN_OF_STATE("own orders of a state"),
    ALL_OF_STATE("all orders of a state"),
    PAGE_1000("page 1,000 of all");

    private final String title;

    GrowthCase(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    boolean isOfManager() {
        return this == ALL_OF_STATE || this == PAGE_1000;
    }
}
