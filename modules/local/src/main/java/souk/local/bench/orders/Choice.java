package souk.local.bench.orders;

import java.util.Locale;

/** Which products orders take. Each has three lines; two of them are always spread. */
public enum Choice {
    SPREAD("spread over the catalogue"),
    HOT("all on one product");

    private final String title;

    Choice(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** As the scripts call it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
