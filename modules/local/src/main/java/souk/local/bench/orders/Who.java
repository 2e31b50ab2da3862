package souk.local.bench.orders;

/** Who takes the orders. */
public enum Who {
    NAIVE("ten statements", "naive", 1),
    STATEMENT("one statement", "statement", 1),
    BATCH_32("32 in a statement", "batch", 32),
    BATCH_128("128 in a statement", "batch", 128),
    SOUK("souk", null, 1);

    private final String title;
    private final String script;
    private final int size;

    Who(String title, String script, int size) {
        this.title = title;
        this.script = script;
        this.size = size;
    }

    public String title() {
        return title;
    }

    boolean isYardstick() {
        return script != null;
    }

    /** The name of its script. */
    String script() {
        return script;
    }

    /** How many orders a transaction of the script places. */
    int size() {
        return size;
    }
}
