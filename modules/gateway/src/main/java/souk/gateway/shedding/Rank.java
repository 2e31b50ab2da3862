package souk.gateway.shedding;

import io.vertx.core.http.HttpMethod;
import souk.gateway.routing.Purpose;

/** What goes before what when there is not room for all, the most important first. */
public enum Rank {
    ORDER_WRITES("order-writes", 1, 1),
    /** Also every change that is no order's, and log-ins: without them there are no orders. */
    READS("reads", 0.8, 1),
    SEARCH("search", 0.6, 2),
    REPORTS("reports", 0.4, 4);

    private final String id;
    private final double share;
    private final int patience;

    Rank(String id, double share, int patience) {
        this.id = id;
        this.share = share;
        this.patience = patience;
    }

    public static Rank of(HttpMethod method, String path) {
        return switch (Purpose.of(method, path)) {
            case ORDER_WRITE -> ORDER_WRITES;
            case LOG_IN, REGISTRATION, READ, WRITE -> READS;
            case SEARCH -> SEARCH;
            case REPORT -> REPORTS;
        };
    }

    /** As metrics show it. */
    String id() {
        return id;
    }

    /** Up to which part of a service's limit requests of this rank are let in. */
    double share() {
        return share;
    }

    /** How many times the goal an answer may take without anybody being to blame. */
    int patience() {
        return patience;
    }
}
