package souk.local.bench.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import souk.local.bench.Goal;
import souk.local.bench.Series;
import souk.local.bench.Workload;

/**
 * @param smallProducts how many the shop had when the small figures were taken; 0 when there are none
 * @param settings of the database that decide about durability
 * @param missing cases that could not be measured, and why
 * @param plans of the statements behind the cases; empty when the server cannot tell them
 */
public record CatalogueReport(
        Workload workload,
        int products,
        int smallProducts,
        int processors,
        Map<String, String> settings,
        List<Row> rows,
        List<String> missing,
        List<StatementPlan> plans) {
    public CatalogueReport {
        rows = List.copyOf(rows);
        missing = List.copyOf(missing);
        plans = List.copyOf(plans);
    }

    /**
     * @param other what it is compared with; null when there is nothing
     * @param small the same in the small shop; null when that was not measured
     */
    public record Row(CatalogueCase measured, Series souk, Series other, Series small) {
        /** How many times the other's rate; null without another. */
        @JsonProperty
        public Double ratio() {
            return other == null ? null : Math.round(souk.perSecond() / other.perSecond() * 100) / 100.0;
        }

        /** How many times as long the median takes as in the small shop; null when that was not measured. */
        @JsonProperty
        public Double growth() {
            return small == null ? null : Math.round(souk.p50Millis() / small.p50Millis() * 100) / 100.0;
        }
    }

    @JsonProperty
    public List<Goal> goals() {
        return CatalogueGoals.of(rows);
    }

    /** Whether all was measured and no request failed. */
    @JsonIgnore
    public boolean isClean() {
        return missing.isEmpty() && rows.stream().allMatch(row -> row.souk().errors() == 0);
    }

    @JsonIgnore
    public boolean reachesItsGoals() {
        return goals().stream().allMatch(Goal::isMet);
    }
}
