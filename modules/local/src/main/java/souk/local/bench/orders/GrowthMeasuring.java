package souk.local.bench.orders;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import souk.local.bench.Measurement;
import souk.local.bench.Scratch;
import souk.local.bench.Series;
import souk.local.bench.Walk;
import souk.local.bench.Wrk;
import souk.local.client.Shop;
import souk.local.client.Visitor;
import souk.local.data.LocalFailure;

/** Measures placing and listing; each page has 20 orders of three lines, however many orders there are. */
final class GrowthMeasuring {
    private static final int CLIENTS = 16;
    private static final int STEP = 100;
    private static final int DEEP = 200;
    private static final String PAGE = "/api/v1/orders?limit=20";

    private final OrdersSite site;
    private final OrdersPlan plan;
    private final Scratch scratch;
    private final Shoppers shoppers;
    private final Consumer<String> progress;
    private final Map<GrowthCase, List<Measurement>> measurements = new EnumMap<>(GrowthCase.class);

    GrowthMeasuring(OrdersSite site, OrdersPlan plan, Scratch scratch, Shoppers shoppers, Consumer<String> progress) {
        this.site = site;
        this.plan = plan;
        this.scratch = scratch;
        this.shoppers = shoppers;
        this.progress = progress;
    }

    /**
     * @param state of which there are many orders
     * @param isDeep whether there are a thousand pages; if not, the first one stands for the last
     */
    Map<GrowthCase, Series> run(OrderRun ours, String state, boolean isDeep) {
        var load = new OrderLoad(site.url(), scratch, shoppers);
        var wrk = new Wrk(Wrk.installed(), site.url(), scratch, "/bench/catalogue.lua");
        var deepPage = isDeep ? PAGE + "&cursor=" + deepCursor() : PAGE;
        for (int round = 1; round <= plan.rounds(); round++) {
            progress.accept("round %d of %d".formatted(round, plan.rounds()));
            for (var measured : GrowthCase.values()) {
                note(
                        measured,
                        measured == GrowthCase.PLACE
                                ? ours.run(load, Choice.SPREAD, CLIENTS, plan.time())
                                        .measurement()
                                : wrk.run("any", plan.time(), CLIENTS, asking(measured, state, deepPage))
                                        .measurement());
            }
        }
        var series = new EnumMap<GrowthCase, Series>(GrowthCase.class);
        measurements.forEach((measured, list) -> series.put(measured, Series.of(measured.title(), list)));
        return series;
    }

    private Path asking(GrowthCase measured, String state, String deepPage) {
        var visitor = measured.isOfManager() ? manager() : shoppers.visitors().get(0);
        var path = switch (measured) {
            case OWN -> PAGE;
            case PAGE_1000 -> deepPage;
            default -> PAGE + "&status=" + state;
        };
        requireFullPage(visitor, path);
        return scratch.write(
                "asking-" + measured, "header Authorization: Bearer %s%nget %s%n".formatted(visitor.token(), path));
    }

    private record Item(String id) {}

    private record Listed(List<Item> items) {}

    /** An empty page would be cheaper. */
    private void requireFullPage(Visitor visitor, String path) {
        try (var shop = new Shop(site.url())) {
            var items = shop.call(visitor, "GET", path, null)
                    .as(Listed.class)
                    .items()
                    .size();
            if (items < 20) {
                throw new LocalFailure(
                        "GET %s has %d orders only: a longer --warm-up makes more".formatted(path, items));
            }
        }
    }

    private Visitor manager() {
        try (var shop = new Shop(site.url())) {
            return shop.logIn(site.manager().username(), site.manager().password());
        }
    }

    private String deepCursor() {
        progress.accept("walks to page 1,000");
        try (var walk = new Walk(site.url(), manager().headers())) {
            var cursors = walk.cursors("/api/v1/orders?limit=" + STEP, DEEP);
            return cursors.get(cursors.size() - 1);
        }
    }

    private void note(GrowthCase measured, Measurement measurement) {
        measurements.computeIfAbsent(measured, first -> new ArrayList<>()).add(measurement);
        progress.accept("  %-22s %,8.0f/s   p50 %.2f ms, p99 %.2f ms"
                .formatted(
                        measured.title(), measurement.perSecond(), measurement.p50Millis(), measurement.p99Millis()));
    }
}
