package souk.shared.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What is set at this moment. It begins with what the process was started with, and follows what an administrator sets
 * for the whole cluster. Reading costs one look into a map. Thread-safe.
 */
public final class LiveSettings {

    private static final Logger LOG = LogManager.getLogger(LiveSettings.class);

    private final Map<String, String> defaults;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile State state;

    /** @param values of all declared keys and of those loggers that were given a level */
    private record State(long revision, Map<String, String> changed, Map<String, Object> values) {}

    /** @param defaults valid values of declared keys; for the rest their fallback */
    public LiveSettings(Map<String, String> defaults) {
        this.defaults = Map.copyOf(defaults);
        this.state = stateOf(0, Map.of());
    }

    /** The defaults that the start configuration sets: {@link LiveKey#startKey()} for each key. */
    public static Map<String, String> defaultsFrom(Settings settings) {
        var defaults = new HashMap<String, String>();
        for (var key : LiveKeys.all()) {
            var value = settings.text(key.startKey(), key.fallback());
            var normal = key.type() == LiveKey.Type.CHOICE ? value.toLowerCase(Locale.ROOT) : value;
            defaults.put(
                    key.name(),
                    key.complaint(normal)
                            .map(wrong -> settings.problem(key.startKey() + ' ' + wrong, key.fallback()))
                            .orElse(normal));
        }
        return defaults;
    }

    public int integer(LiveKey key) {
        return (Integer) value(key);
    }

    public boolean flag(LiveKey key) {
        return (Boolean) value(key);
    }

    public String text(LiveKey key) {
        return value(key).toString();
    }

    /** The value that holds where nobody has set another. */
    public String defaultOf(LiveKey key) {
        return defaults.getOrDefault(key.name(), key.fallback());
    }

    /** Called, on any thread, after something has changed. Must not block. */
    public void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    /** Which state of the cluster's settings this process has; 0 as long as it was told none. */
    public long revision() {
        return state.revision;
    }

    /** What somebody has set, by key; without what this release does not know. */
    public Map<String, String> changed() {
        return state.changed;
    }

    /**
     * Takes all that is set in the cluster; what is not named has its default. Keys and values that this release does not
     * know, of a newer one, are left out.
     */
    public synchronized void take(long revision, Map<String, String> changed) {
        var before = state;
        if (before.revision == revision && before.changed.equals(changed)) {
            return;
        }
        state = stateOf(revision, changed);
        if (!state.values.equals(before.values)) {
            LOG.info("event=settings-changed revision={} changed={}", revision, state.changed);
            watchers.forEach(LiveSettings::tell);
        }
    }

    private static void tell(Runnable watcher) {
        try {
            watcher.run();
        } catch (RuntimeException failure) {
            LOG.error("event=setting-not-taken", failure);
        }
    }

    private Object value(LiveKey key) {
        var value = state.values.get(key.name());
        return value != null ? value : key.parse(defaultOf(key));
    }

    private State stateOf(long revision, Map<String, String> changed) {
        var known = new HashMap<String, String>();
        var values = new HashMap<String, Object>();
        LiveKeys.all().forEach(key -> values.put(key.name(), key.parse(defaultOf(key))));
        changed.forEach((name, value) -> LiveKeys.named(name)
                .filter(key -> key.complaint(value).isEmpty())
                .ifPresent(key -> {
                    known.put(name, value);
                    values.put(name, key.parse(value));
                }));
        return new State(revision, Map.copyOf(known), Map.copyOf(values));
    }
}
