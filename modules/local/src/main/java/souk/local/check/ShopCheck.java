package souk.local.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.local.check.Finding.Subject;
import souk.local.client.Pause;

/**
 * Looks for what must not be in the databases of orders and products, and at what it found once more a little later. It
 * reads only, asks no service, and may look at a shop that is busy.
 */
public final class ShopCheck {
    /** Of one kind; who has more than that has other worries. */
    private static final int ENOUGH = 1_000;

    private static final List<Rule> OF_ORDERS = Stream.of(OrderRules.ALL, HistoryRules.ALL, PaymentRules.ALL)
            .flatMap(List::stream)
            .toList();

    private final Source orders;
    private final Source products;
    private final Patience patience;
    private final Crossing crossing;

    public ShopCheck(Source orders, Source products, Patience patience) {
        this.orders = orders;
        this.products = products;
        this.patience = patience;
        this.crossing = new Crossing(orders, products, patience);
    }

    /** Fails with SQLException when it cannot look. */
    public CheckReport run() throws SQLException {
        var begin = System.nanoTime();
        var counts = counts();
        var suspects = firstLook();
        var findings = List.<Finding>of();
        if (!suspects.isEmpty()) {
            Pause.of(patience.secondLook());
            findings = secondLook(suspects);
        }
        var seconds = Math.round((System.nanoTime() - begin) / 1e8) / 10.0;
        return new CheckReport(findings.isEmpty(), seconds, counts, suspects.size(), findings);
    }

    private List<Finding> firstLook() throws SQLException {
        var suspects = new ArrayList<Finding>();
        suspects.addAll(broken(orders, OF_ORDERS));
        suspects.addAll(broken(products, ProductRules.ALL));
        var seen = new LinkedHashMap<String, Integer>();
        crossing.all(found -> {
            if (seen.merge(found.kind(), 1, Integer::sum) <= ENOUGH) {
                suspects.add(found);
            }
        });
        return suspects;
    }

    /** Those that are there again, in the words of now. */
    private List<Finding> secondLook(List<Finding> suspects) throws SQLException {
        var before = suspects.stream().map(Finding::subject).collect(Collectors.toSet());
        var kinds = before.stream().map(Subject::kind).collect(Collectors.toSet());
        var now = new ArrayList<Finding>();
        now.addAll(broken(orders, among(OF_ORDERS, kinds)));
        now.addAll(broken(products, among(ProductRules.ALL, kinds)));
        var concerned = suspects.stream()
                .map(Finding::orderId)
                .filter(id -> id != null)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!concerned.isEmpty()) {
            crossing.some(concerned, now::add);
        }
        var once = new LinkedHashMap<Subject, Finding>();
        now.stream()
                .filter(found -> before.contains(found.subject()))
                .forEach(found -> once.putIfAbsent(found.subject(), found));
        return List.copyOf(once.values());
    }

    private List<Finding> broken(Source source, List<Rule> rules) throws SQLException {
        var findings = new ArrayList<Finding>();
        if (rules.isEmpty()) {
            return findings;
        }
        try (var connection = readOnly(source)) {
            for (var rule : rules) {
                if (rule.applies(connection)) {
                    findings.addAll(rule.findings(connection, patience));
                }
            }
        }
        return findings;
    }

    private static List<Rule> among(List<Rule> rules, Set<String> kinds) {
        return rules.stream().filter(rule -> kinds.contains(rule.kind())).toList();
    }

    private Map<String, Long> counts() throws SQLException {
        try (var ofOrders = readOnly(orders);
                var ofProducts = readOnly(products)) {
            var counts = new LinkedHashMap<>(Counts.read(ofOrders, Counts.OF_ORDERS));
            counts.putAll(Counts.read(ofProducts, Counts.OF_PRODUCTS));
            return counts;
        }
    }

    private static Connection readOnly(Source source) throws SQLException {
        var connection = source.open();
        connection.setReadOnly(true);
        return connection;
    }
}
