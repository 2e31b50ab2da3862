package souk.shared.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All settings that can be changed while the cluster runs. */
public final class LiveKeys {

    /** The level of a logger that was not given one. */
    public static final String INHERIT = "inherit";

    public static final LiveKey LOG_LEVEL = LiveKey.choice(
            "log.level",
            "info",
            List.of("error", "warn", "info", "debug", "trace"),
            "What is logged, by all loggers that have no level of their own.");

    public static final LiveKey REGISTRATION =
            LiveKey.flag("features.registration", true, "Whether new people may register.");

    public static final LiveKey ORDER_PLACING =
            LiveKey.flag("features.order-placing", true, "Whether orders are taken.");

    public static final LiveKey EDGE_CACHE =
            LiveKey.flag("features.edge-cache", true, "Whether gateways answer public reads from what they remember.");

    public static final LiveKey LOAD_SHEDDING = LiveKey.flag(
            "features.load-shedding", true, "Whether gateways refuse what is more than the services can take.");

    public static final LiveKey RATE_LIMITING =
            LiveKey.flag("features.rate-limiting", true, "Whether gateways hold clients to their rates.");

    private static final String LOGGER_PREFIX = LOG_LEVEL.name() + '.';
    private static final Pattern LOGGER = Pattern.compile("[A-Za-z][A-Za-z0-9_.$-]{0,119}");
    private static final List<String> LOGGER_LEVELS = Stream.concat(
                    Stream.of(INHERIT, "off"), LOG_LEVEL.choices().stream())
            .toList();

    private static final Map<String, LiveKey> ALL =
            byName(LOG_LEVEL, REGISTRATION, ORDER_PLACING, EDGE_CACHE, LOAD_SHEDDING, RATE_LIMITING);

    private LiveKeys() {}

    /** Those that have a name of their own; the levels of single loggers come on top. */
    public static List<LiveKey> all() {
        return List.copyOf(ALL.values());
    }

    /** One of {@link #all()}, or the level of a single logger, {@code log.level.<logger>}. */
    public static Optional<LiveKey> named(String name) {
        return Optional.ofNullable(ALL.get(name)).or(() -> logger(name).map(LiveKeys::level));
    }

    /** The logger whose level the key sets; empty if it is another key. */
    public static Optional<String> logger(String name) {
        return name.startsWith(LOGGER_PREFIX)
                ? Optional.of(name.substring(LOGGER_PREFIX.length()))
                        .filter(logger -> LOGGER.matcher(logger).matches())
                : Optional.empty();
    }

    private static LiveKey level(String logger) {
        return LiveKey.choice(
                LOGGER_PREFIX + logger,
                INHERIT,
                LOGGER_LEVELS,
                "What " + logger + " logs; " + INHERIT + " for what it was started with.");
    }

    private static Map<String, LiveKey> byName(LiveKey... keys) {
        var byName = new LinkedHashMap<String, LiveKey>();
        Stream.concat(Stream.of(keys), LimitKeys.all().stream()).forEach(key -> byName.put(key.name(), key));
        return byName;
    }
}
