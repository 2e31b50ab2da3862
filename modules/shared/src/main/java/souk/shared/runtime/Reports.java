package souk.shared.runtime;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What the parts of this process have to say about themselves when somebody asks. Thread-safe. */
final class Reports {

    private final Map<String, Supplier<Object>> parts = new ConcurrentHashMap<>();

    void part(String name, Supplier<Object> report) {
        parts.put(name, report);
    }

    /** A part that cannot say anything says why. */
    Map<String, Object> all() {
        var all = new TreeMap<String, Object>();
        parts.forEach((name, report) -> {
            try {
                all.put(name, report.get());
            } catch (RuntimeException failure) {
                all.put(name, Map.of("failure", failure.toString()));
            }
        });
        return all;
    }
}
