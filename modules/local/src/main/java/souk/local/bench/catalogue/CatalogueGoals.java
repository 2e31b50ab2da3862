package souk.local.bench.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.local.bench.Goal;

/** What the catalogue must reach. */
final class CatalogueGoals {
    private static final double OF_STATEMENTS = 0.35;
    private static final double OF_BARE_SERVER = 0.6;
    private static final double OF_TEXT_SEARCH = 10;
    private static final double SEARCH_P99_MILLIS = 50;
    private static final double DEEPER = 1.3;

    private CatalogueGoals() {}

    /** Those of the cases that were measured, with what they are compared with. */
    static List<Goal> of(List<CatalogueReport.Row> rows) {
        var goals = new ArrayList<Goal>();
        deeper(rows, goals);
        ratio(rows, CatalogueCase.READ, OF_STATEMENTS).ifPresent(goals::add);
        ratio(rows, CatalogueCase.CATEGORY_PAGE, OF_STATEMENTS).ifPresent(goals::add);
        ratio(rows, CatalogueCase.CHANGE, OF_STATEMENTS).ifPresent(goals::add);
        ratio(rows, CatalogueCase.READ_KEPT, OF_BARE_SERVER).ifPresent(goals::add);
        ratio(rows, CatalogueCase.UNCHANGED, OF_BARE_SERVER).ifPresent(goals::add);
        ratio(rows, CatalogueCase.TWO_WORDS, OF_TEXT_SEARCH).ifPresent(goals::add);
        row(rows, CatalogueCase.TWO_WORDS)
                .map(row -> new Goal("search, two words: p99 in ms", row.souk().p99Millis(), false, SEARCH_P99_MILLIS))
                .ifPresent(goals::add);
        return goals;
    }

    private static void deeper(List<CatalogueReport.Row> rows, List<Goal> goals) {
        var first = row(rows, CatalogueCase.FIRST_PAGE);
        var deep = row(rows, CatalogueCase.DEEP_PAGE);
        if (first.isPresent() && deep.isPresent()) {
            var shallow = first.get().souk();
            var far = deep.get().souk();
            goals.add(new Goal(
                    "page 10,000: times the p50 of page 1", far.p50Millis() / shallow.p50Millis(), false, DEEPER));
            goals.add(new Goal(
                    "page 10,000: page 1 per second to its own", shallow.perSecond() / far.perSecond(), false, DEEPER));
        }
    }

    private static Optional<Goal> ratio(List<CatalogueReport.Row> rows, CatalogueCase measured, double bound) {
        return row(rows, measured)
                .filter(row -> row.other() != null)
                .map(row -> new Goal(
                        "%s: times the %s"
                                .formatted(measured.title(), row.other().who()),
                        row.ratio(),
                        true,
                        bound));
    }

    private static Optional<CatalogueReport.Row> row(List<CatalogueReport.Row> rows, CatalogueCase measured) {
        return rows.stream().filter(row -> row.measured() == measured).findFirst();
    }
}
