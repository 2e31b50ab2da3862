package souk.local.bench.catalogue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import souk.local.bench.BenchAccounts;
import souk.local.bench.Scratch;
import souk.local.bench.Series;
import souk.local.bench.Workload;
import souk.local.data.LocalFailure;
import souk.local.fill.CatalogueRemoval;

/** Fills the catalogue and measures it: first while it is small, if it still is, then with all products. */
public final class CatalogueBench {
    private static final int SMALL = 10_000;
    private static final int LOOKS = 3;

    private final Site site;
    private final Workload workload;
    private final Set<CatalogueCase> chosen;
    private final Consumer<String> progress;
    private final List<String> missing = new ArrayList<>();

    /**
     * @param chosen what is measured
     * @param progress told in a sentence what happens
     */
    public CatalogueBench(Site site, Workload workload, Set<CatalogueCase> chosen, Consumer<String> progress) {
        this.site = site;
        this.workload = workload;
        this.chosen = EnumSet.copyOf(chosen);
        this.progress = progress;
    }

    /** Fails with LocalFailure when wrk is not there or the database would not keep what it commits. */
    public CatalogueReport run(int products) {
        var settings = site.server().durability();
        var kept = KeptBench.open(site.data(), site.url());
        try (var scratch = new Scratch()) {
            if (products > SMALL && MadeCatalogue.count(site.server()) <= SMALL) {
                kept = kept.with(SMALL, small(kept.sellers(), scratch));
                kept.keep(site.data());
            }
            fill(kept.sellers(), products);
            missing.clear();
            var there = Math.max(products, MadeCatalogue.count(site.server()));
            var requests = new Requests(site.url(), sample(kept.sellers()), kept.sellers(), there);
            var measuring = new Measuring(site, scratch, workload, progress);
            var cases = possible(requests);
            try (var comparisons = new Comparisons(site, scratch, workload, product(requests), progress)) {
                measuring.run(cases, requests, comparisons);
            }
            var rows = rows(measuring, kept.small());
            var processors = Runtime.getRuntime().availableProcessors();
            var small = kept.small().isEmpty() ? 0 : kept.smallProducts();
            var plans = plans(cases, requests);
            return new CatalogueReport(workload, there, small, processors, settings, rows, missing, plans);
        }
    }

    /** Takes the made-up catalogue and the yardstick's away again. */
    public void remove() {
        try (var connection = site.server().connect("products")) {
            var left = new CatalogueRemoval(connection, progress).run();
            CatalogueYardstick.items(site.server()).remove();
            KeptBench.forgetFigures(site.data());
            progress.accept(left == 0 ? "all are gone" : "%,d stay because orders hold them".formatted(left));
        } catch (SQLException e) {
            throw new LocalFailure("cannot remove the catalogue: " + e.getMessage(), e);
        }
    }

    private Map<CatalogueCase, Series> small(BenchAccounts sellers, Scratch scratch) {
        fill(sellers, SMALL);
        progress.accept("measures the small shop first, of %,d products".formatted(SMALL));
        var requests = new Requests(site.url(), sample(sellers), sellers, SMALL);
        var measuring = new Measuring(site, scratch, workload, progress);
        measuring.run(possible(requests), requests, measured -> null);
        return measuring.ours();
    }

    private void fill(BenchAccounts sellers, int products) {
        MadeCatalogue.fillUpTo(products, site.server(), sellers, progress);
        if (chosen.stream().anyMatch(CatalogueCase::isOfIndex)) {
            new SearchIndexes(site, progress).awaitAll();
        }
    }

    private Sample sample(BenchAccounts sellers) {
        return new Sample(site.server(), sellers);
    }

    /** The cases whose first request is answered as it should be. */
    private Set<CatalogueCase> possible(Requests requests) {
        var possible = EnumSet.noneOf(CatalogueCase.class);
        try (var probe = new Probe(site.url())) {
            for (var measured : chosen) {
                var trouble = trouble(probe, measured, requests);
                if (trouble.isEmpty()) {
                    possible.add(measured);
                } else {
                    progress.accept("CANNOT be measured: " + measured.title() + ": " + trouble);
                    missing.add(measured.title() + ": " + trouble);
                }
            }
        }
        return possible;
    }

    private static String trouble(Probe probe, CatalogueCase measured, Requests requests) {
        try {
            return probe.trouble(measured, requests.of(measured)).orElse("");
        } catch (LocalFailure failure) {
            return failure.getMessage();
        }
    }

    private String product(Requests requests) {
        try (var probe = new Probe(site.url())) {
            return probe.send(requests.of(CatalogueCase.READ), 1).body();
        }
    }

    private static List<CatalogueReport.Row> rows(Measuring measuring, Map<CatalogueCase, Series> small) {
        var others = measuring.others();
        return measuring.ours().entrySet().stream()
                .map(entry -> new CatalogueReport.Row(
                        entry.getKey(), entry.getValue(), others.get(entry.getKey()), small.get(entry.getKey())))
                .toList();
    }

    private List<StatementPlan> plans(Set<CatalogueCase> cases, Requests requests) {
        if (!PlanWatch.isPossible(site.server())) {
            progress.accept("the database was started without auto_explain: no plans (restart the cluster)");
            return List.of();
        }
        progress.accept("looks at the plans");
        var plans = new ArrayList<StatementPlan>();
        try (var watch = PlanWatch.start(site.server(), site.data().log("postgres"));
                var probe = new Probe(site.url())) {
            for (var measured : cases) {
                var lines = requests.of(measured);
                plans.addAll(watch.of(measured, LOOKS, () -> probe.send(lines, LOOKS)));
            }
        }
        return plans;
    }
}
