package souk.local.bench.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementPlanTest {
    private static final String LOG = """
            2026-11-21 10:00:00.000 UTC [17] LOG:  checkpoint starting: time
            2026-11-21 10:00:00.100 UTC [18] LOG:  duration: 0.041 ms  plan:
            \t{
            \t  "Query Text": "SELECT p.id\\n  FROM products p JOIN few f ON true",
            \t  "Plan": {
            \t    "Node Type": "Nested Loop",
            \t    "Plans": [
            \t      {"Node Type": "Seq Scan", "Relation Name": "products"},
            \t      {"Node Type": "Index Only Scan", "Relation Name": "few", "Index Name": "few_pkey"},
            \t      {"Node Type": "Seq Scan", "Relation Name": "small"},
            \t      {"Node Type": "CTE Scan", "CTE Name": "p"}
            \t    ]
            \t  }
            \t}
            2026-11-21 10:00:00.200 UTC [18] LOG:  duration: 2000.1 ms  execute S_1: SELECT 1
            """;

    @Test
    void findsThePlanAmongOtherLinesOfTheLog() {
        assertThat(PlanWatch.parse(LOG))
                .extracting(StatementPlan::statement)
                .containsExactly("SELECT p.id FROM products p JOIN few f ON true");
    }

    @Test
    void saysHowRowsWereFoundAndWhichBigTablesWereReadAsAWhole() {
        var plan = StatementPlan.of(CatalogueCase.READ, PlanWatch.parse(LOG).get(0), Set.of("products", "few"));

        assertThat(plan.reads()).containsExactly("seq scan products", "index only scan few_pkey", "seq scan small");
        assertThat(plan.wholeTables()).containsExactly("products");
    }
}
