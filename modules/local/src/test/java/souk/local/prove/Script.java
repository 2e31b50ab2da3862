package souk.local.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import souk.local.client.HttpAnswer;
import souk.local.client.PlacedOrder;
import souk.local.client.PlacedOrder.Line;
import souk.local.client.Price;
import souk.local.client.StockLevel;
import souk.local.client.Visitor;
import souk.local.data.Json;

/** A run as it might have gone, told step by step. Every order is for two lamps of a stock of ten. */
final class Script {
    static final String LAMP = "lamp";
    static final long STOCK = 10;

    private static final Visitor ADA = new Visitor("ada", "secret", "token");
    private static final List<Line> TWO_LAMPS = List.of(new Line(LAMP, 2));

    private final Map<String, KeyedOrder> asked = new HashMap<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<PlacedOrder> listed = new ArrayList<>();
    private long clock;
    private final Map<String, NavigableMap<Long, Price>> prices = new HashMap<>();
    private StockLevel level = new StockLevel(STOCK, 0, STOCK);

    static PlacedOrder order(String id) {
        return new PlacedOrder(id, "confirmed", TWO_LAMPS);
    }

    Script placed(String key, String id) {
        return answered(key, 201, Json.line(order(id)));
    }

    Script refused(String key) {
        return answered(key, 409, "{\"code\":\"insufficient-stock\"}");
    }

    Script brokenOff(String key) {
        return attempt(key, null);
    }

    Script answered(String key, int status, String body) {
        return attempt(key, new HttpAnswer(status, body));
    }

    Script lists(PlacedOrder... orders) {
        listed.addAll(List.of(orders));
        return this;
    }

    Script holds(long onHand, long reserved) {
        level = new StockLevel(onHand, reserved, onHand - reserved);
        return this;
    }

    Script cancelled(String id) {
        return other(Attempt.Kind.CANCEL, null, 200, Json.line(new PlacedOrder(id, "cancelled", TWO_LAMPS)));
    }

    Script otherBody(String key, int status, String body) {
        return other(Attempt.Kind.OTHER_BODY, key, status, body);
    }

    /** Lamps cost so many euros from that version on. */
    Script costs(long version, String amount) {
        prices.computeIfAbsent(LAMP, unused -> new TreeMap<>()).put(version, new Price(amount, "EUR"));
        return this;
    }

    Script lets(long millis) {
        clock += millis * 1_000_000;
        return this;
    }

    /** A read that took so long. */
    Script reads(Phase phase, int status, long millis) {
        var start = clock;
        lets(millis);
        attempts.add(new Attempt(phase, Attempt.Kind.READ, null, start, clock, new HttpAnswer(status, ""), null));
        return this;
    }

    History history() {
        return new History(List.copyOf(asked.values()), attempts);
    }

    Evidence evidence() {
        return new Evidence(listed, Map.of(LAMP, level), Map.of(LAMP, STOCK), prices);
    }

    /** The rules that were broken. */
    List<String> broken() {
        return new Correctness(history(), evidence())
                .findings().stream()
                        .filter(finding -> !finding.holds())
                        .map(Finding::rule)
                        .toList();
    }

    private Script other(Attempt.Kind kind, String key, int status, String body) {
        attempts.add(new Attempt(Phase.SERVICES, kind, key, clock++, clock, new HttpAnswer(status, body), null));
        return this;
    }

    private Script attempt(String key, HttpAnswer answer) {
        asked.put(key, new KeyedOrder(key, ADA, TWO_LAMPS));
        var start = clock++;
        var trouble = answer == null ? "connection reset" : null;
        attempts.add(new Attempt(Phase.SERVICES, Attempt.Kind.ORDER, key, start, clock, answer, trouble));
        return this;
    }
}
