package souk.local.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.local.client.PlacedOrder;

/**
 * Compares what clients were told with what the shop holds. It needs the history of a run in which, at the end, every
 * key was sent once more until it was answered.
 */
public final class Correctness {
    private final History history;
    private final Evidence evidence;
    private final Map<String, List<Attempt>> attemptsByKey;
    private final Map<String, PlacedOrder> acknowledged = new HashMap<>();
    private final Map<String, Long> listings;

    public Correctness(History history, Evidence evidence) {
        this.history = history;
        this.evidence = evidence;
        this.attemptsByKey = history.attemptsByKey();
        this.listings =
                evidence.orders().stream().collect(Collectors.groupingBy(PlacedOrder::id, Collectors.counting()));
        for (var attempt : history.attempts()) {
            if (attempt.placed()) {
                var order = orderOf(attempt);
                acknowledged.put(order.id(), order);
            }
        }
    }

    public List<Finding> findings() {
        return Stream.concat(ofOrders().stream(), new Bills(evidence).findings().stream())
                .toList();
    }

    private List<Finding> ofOrders() {
        return List.of(
                Finding.of("every key was answered in the end", unanswered()),
                Finding.of("every acknowledged order exists exactly once", missing()),
                Finding.of("no order exists that nobody was told of", unknown()),
                Finding.of("each key has at most one order, each order one key", doubled()),
                Finding.of("a repeated key gets the same answer", changedAnswers()),
                Finding.of("no refused key is sold", refusedAndSold()),
                Finding.of("a key that was answered is refused with another body", takenForAnother()),
                Finding.of("what was cancelled stays cancelled", revived()),
                Finding.of("orders hold what was asked for", altered()),
                Finding.of("stock adds up", wrongStock()),
                Finding.of("nothing is oversold", oversold()));
    }

    private List<String> unanswered() {
        return history.orders().stream()
                .filter(order -> attempts(order).stream().noneMatch(one -> one.placed() || one.refused()))
                .map(order -> "key " + order.key() + " has no answer")
                .toList();
    }

    private List<String> missing() {
        return acknowledged.keySet().stream()
                .filter(id -> listings.getOrDefault(id, 0L) != 1)
                .map(id -> "order " + id + " is listed " + listings.getOrDefault(id, 0L) + " times")
                .toList();
    }

    private List<String> unknown() {
        return listings.keySet().stream()
                .filter(id -> !acknowledged.containsKey(id))
                .map(id -> "order " + id + " answers to no key")
                .toList();
    }

    private List<String> doubled() {
        var violations = new ArrayList<String>();
        var keysByOrder = new HashMap<String, String>();
        for (var order : history.orders()) {
            var ids = idsOf(order);
            if (ids.size() > 1) {
                violations.add("key " + order.key() + " has the orders " + ids);
            }
            for (var id : ids) {
                var other = keysByOrder.putIfAbsent(id, order.key());
                if (other != null) {
                    violations.add("order " + id + " answers to the keys " + other + " and " + order.key());
                }
            }
        }
        return violations;
    }

    private List<String> changedAnswers() {
        return history.orders().stream()
                .filter(order -> attempts(order).stream()
                                .filter(one -> one.placed() || one.refused())
                                .map(Correctness::essence)
                                .distinct()
                                .count()
                        > 1)
                .map(order -> "key " + order.key() + " was answered in different ways")
                .toList();
    }

    private List<String> refusedAndSold() {
        return history.orders().stream()
                .filter(order -> attempts(order).stream().anyMatch(Attempt::refused))
                .filter(order -> attempts(order).stream().anyMatch(Attempt::placed))
                .map(order -> "key " + order.key() + " was refused and sold")
                .toList();
    }

    private List<String> takenForAnother() {
        return history.attempts().stream()
                .filter(one -> one.kind() == Attempt.Kind.OTHER_BODY && one.answer() != null)
                .filter(one -> one.answer().status() != 503)
                .filter(one -> !one.answer().problemCode().equals("idempotency-key-reused"))
                .map(one -> "key " + one.key() + " was answered with "
                        + one.answer().shown() + " for another body")
                .toList();
    }

    private List<String> revived() {
        var status = evidence.orders().stream()
                .collect(Collectors.toMap(PlacedOrder::id, PlacedOrder::status, (one, other) -> one));
        return history.attempts().stream()
                .filter(Attempt::cancelled)
                .map(Correctness::orderOf)
                .filter(order -> !"cancelled".equals(status.get(order.id())))
                .map(order -> "order " + order.id() + " was cancelled and is " + status.get(order.id()))
                .toList();
    }

    private List<String> altered() {
        var listed = evidence.orders().stream()
                .collect(Collectors.toMap(PlacedOrder::id, Function.identity(), (one, other) -> one));
        var violations = new ArrayList<String>();
        for (var order : history.orders()) {
            var asked = quantities(order.lines());
            for (var id : idsOf(order)) {
                var kept = listed.getOrDefault(id, acknowledged.get(id));
                if (!quantities(kept.lines()).equals(asked)) {
                    violations.add("order " + id + " has " + kept.lines() + " for " + order.lines());
                }
            }
        }
        return violations;
    }

    private List<String> wrongStock() {
        return evidence.initialStock().keySet().stream()
                .filter(id -> !evidence.stockAddsUp(id))
                .map(id -> "product %s began with %d, orders hold %d, now it has %s"
                        .formatted(
                                id,
                                evidence.initialStock().get(id),
                                evidence.placed(id),
                                evidence.stock().get(id)))
                .toList();
    }

    private List<String> oversold() {
        return evidence.initialStock().entrySet().stream()
                .filter(product -> evidence.placed(product.getKey()) > product.getValue())
                .map(product -> "of product %s %d were sold and %d there"
                        .formatted(product.getKey(), evidence.placed(product.getKey()), product.getValue()))
                .toList();
    }

    private List<Attempt> attempts(KeyedOrder order) {
        return attemptsByKey.getOrDefault(order.key(), List.of());
    }

    private Set<String> idsOf(KeyedOrder order) {
        return attempts(order).stream()
                .filter(Attempt::placed)
                .map(attempt -> orderOf(attempt).id())
                .collect(Collectors.toSet());
    }

    private static PlacedOrder orderOf(Attempt attempt) {
        return attempt.answer().as(PlacedOrder.class);
    }

    /** A placed order's answer is the same byte for byte; a refusal carries the trace of its own request. */
    private static String essence(Attempt attempt) {
        return attempt.placed() ? attempt.answer().body() : attempt.answer().problemCode();
    }

    private static Map<String, Long> quantities(List<PlacedOrder.Line> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(
                        PlacedOrder.Line::productId, Collectors.summingLong(PlacedOrder.Line::quantity)));
    }
}
