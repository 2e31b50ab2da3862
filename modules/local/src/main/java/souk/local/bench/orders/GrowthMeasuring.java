package souk.local.bench.orders;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import souk.local.bench.BenchAccounts;
import souk.local.bench.Measurement;
import souk.local.bench.Scratch;
import souk.local.bench.Series;
import souk.local.bench.Walk;
import souk.local.bench.Wrk;
import souk.local.client.HttpConnection;
import souk.local.client.Shop;
import souk.local.client.Visitor;
import souk.local.data.LocalFailure;

/** Measures placing and listing; each page has 20 orders of three lines, however many orders there are. */
final class GrowthMeasuring {
    private static final int CLIENTS = 16;
    private static final int FEW = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int STEP = 100;
    private static final int DEEP = 200;
    private static final String PAGE = "/api/v1/orders?limit=20";

    private final OrdersSite site;
    private final OrdersPlan plan;
    private final Shoppers shoppers;
    private final BenchAccounts quiet;
    private final Consumer<String> progress;

    /** @param quiet the one customer whose own orders are listed */
    GrowthMeasuring(
            OrdersSite site, OrdersPlan plan, Shoppers shoppers, BenchAccounts quiet, Consumer<String> progress) {
        this.site = site;
        this.plan = plan;
        this.shoppers = shoppers;
        this.quiet = quiet;
        this.progress = progress;
    }

    /** @param state of which there are many orders */
    Map<GrowthCase, Series> run(OrderRun ours, Scratch scratch, String state) {
        placeSome();
        var load = new OrderLoad(site.url(), scratch, shoppers);
        var wrk = new Wrk(Wrk.installed(), site.url(), scratch, "/bench/catalogue.lua");
        var deepPage = PAGE + deepCursor();
        var measurements = new EnumMap<GrowthCase, List<Measurement>>(GrowthCase.class);
        for (int round = 0; round <= plan.rounds(); round++) {
            progress.accept(
                    round == 0 ? "a round that does not count" : "round %d of %d".formatted(round, plan.rounds()));
            for (var measured : GrowthCase.values()) {
                var measurement = measured == GrowthCase.PLACE
                        ? ours.run(load, Choice.SPREAD, CLIENTS, plan.time()).measurement()
                        : list(wrk, scratch.write("asking", asking(measured, state, deepPage)));
                note(measured, measurement);
                if (round > 0) {
                    measurements
                            .computeIfAbsent(measured, first -> new ArrayList<>())
                            .add(measurement);
                }
            }
        }
        var series = new EnumMap<GrowthCase, Series>(GrowthCase.class);
        measurements.forEach((measured, list) -> series.put(measured, Series.of(measured.title(), list)));
        return series;
    }

    private Measurement list(Wrk wrk, Path asking) {
        return wrk.run("any", plan.time(), CLIENTS, asking).measurement();
    }

    /** More than a page, all in the state that orders begin in. */
    private void placeSome() {
        var request = new OrderRequest(shoppers.goods());
        var visitor = quiet.logIn(site.url()).get(0);
        try (var connection = new HttpConnection(site.url(), PATIENCE)) {
            for (int number = 0; number < FEW; number++) {
                request.send(connection, visitor, UUID.randomUUID().toString());
            }
        } catch (IOException e) {
            throw new LocalFailure("cannot place an order: " + e.getMessage(), e);
        }
    }

    private String asking(GrowthCase measured, String state, String deepPage) {
        var visitor =
                measured.isOfManager() ? manager() : quiet.logIn(site.url()).get(0);
        var path = switch (measured) {
            case OWN -> PAGE;
            case PAGE_1000 -> deepPage;
            case CONTROL -> "/api/v1/profile";
            default -> PAGE + "&status=" + state;
        };
        if (measured != GrowthCase.CONTROL) {
            requireFullPage(visitor, path);
        }
        return "header Authorization: Bearer %s%nget %s%n".formatted(visitor.token(), path);
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
                        "GET %s has %d orders only: more --past-orders are needed".formatted(path, items));
            }
        }
    }

    private Visitor manager() {
        try (var shop = new Shop(site.url())) {
            return shop.logIn(site.manager().username(), site.manager().password());
        }
    }

    /** Empty when there are no thousand pages; then the first one stands for the last. */
    private String deepCursor() {
        progress.accept("walks to page 1,000");
        try (var walk = new Walk(site.url(), manager().headers())) {
            var cursors = walk.cursors("/api/v1/orders?limit=" + STEP, DEEP);
            return cursors.size() < DEEP ? "" : "&cursor=" + cursors.get(DEEP - 1);
        }
    }

    private void note(GrowthCase measured, Measurement measurement) {
        progress.accept("  %-22s %,8.0f/s   p50 %.2f ms, p99 %.2f ms"
                .formatted(
                        measured.title(), measurement.perSecond(), measurement.p50Millis(), measurement.p99Millis()));
    }
}
