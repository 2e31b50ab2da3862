package souk.local.bench;

import java.util.Locale;

/** What is measured. */
public enum Scenario {
    READ("read one product"),
    ORDERS("order, three lines"),
    HOT("order, one hot product");

    private final String title;

    Scenario(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** As the scripts call it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean places() {
        return this != READ;
    }
}
