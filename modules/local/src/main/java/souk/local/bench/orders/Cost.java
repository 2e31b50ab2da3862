package souk.local.bench.orders;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What one order costs.
 *
 * @param cpuMicros by process, or by database for those of PostgreSQL; empty where there is no /proc
 * @param machineMicros of all processors, whoever used them
 * @param transactions that wrote something, of all databases of the server
 */
public record Cost(Map<String, Double> cpuMicros, double machineMicros, double transactions, double walBytes) {
    public Cost {
        cpuMicros = Map.copyOf(cpuMicros);
    }

    static Cost median(Collection<Cost> costs) {
        var names = new TreeMap<String, Double>();
        for (var cost : costs) {
            cost.cpuMicros
                    .keySet()
                    .forEach(name -> names.computeIfAbsent(
                            name, first -> middle(costs, other -> other.cpuMicros.getOrDefault(name, 0.0))));
        }
        return new Cost(
                names,
                middle(costs, Cost::machineMicros),
                middle(costs, Cost::transactions),
                middle(costs, Cost::walBytes));
    }

    /** Of an even number, the lesser one of the two in the middle. */
    private static double middle(Collection<Cost> costs, ToDoubleFunction<Cost> figure) {
        var sorted = costs.stream().mapToDouble(figure).sorted().toArray();
        return Math.round(sorted[(sorted.length - 1) / 2] * 100) / 100.0;
    }
}
