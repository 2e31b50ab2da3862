package souk.local.bench.orders;

/** What must not become slower with the number of orders, and one thing that cannot: it tells how fast the machine is just then. */
public enum GrowthCase {
    PLACE("placing an order"),
    OWN("own orders"),
    OWN_OF_STATE("own orders of a state"),
    ALL_OF_STATE("all orders of a state"),
    PAGE_1000("page 1,000 of all"),
    /** A read of another service, through the same gateway. */
    CONTROL("own profile (control)");

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
