package souk.local.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * @param settings of the database that decide about durability
 * @param wrong what the own count of the orders found; empty when all is well
 */
public record BenchReport(
        Workload workload, int processors, Map<String, String> settings, List<Row> rows, List<String> wrong) {
    public BenchReport {
        rows = List.copyOf(rows);
        wrong = List.copyOf(wrong);
    }

    /** @param yardstick null when pgbench is not there */
    public record Row(Scenario scenario, Series souk, Series yardstick) {
        /** How many times the yardstick's rate; null without a yardstick. */
        @JsonProperty
        public Double ratio() {
            return yardstick == null ? null : Math.round(souk.perSecond() / yardstick.perSecond() * 100) / 100.0;
        }
    }

    @JsonIgnore
    public boolean isClean() {
        return wrong.isEmpty() && rows.stream().allMatch(row -> row.souk().errors() == 0);
    }
}
