package souk.shared.config;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What every service is told about itself and the cluster.
 *
 * @param instance unique in the cluster, such as {@code products-2}
 * @param mutualHttp whether gateways and services show each other the certificates of the bus
 * @param eventLoops threads that handle requests
 * @param drainMillis how long the instance goes on serving after it has said that it leaves
 * @param live defaults of what can be changed later, see {@link LiveSettings}
 */
public record NodeConfig(
        String service,
        String instance,
        Listener http,
        boolean reusePort,
        boolean mutualHttp,
        Listener management,
        Cluster cluster,
        BusTransport bus,
        Tokens tokens,
        int eventLoops,
        int drainMillis,
        int startStepMillis,
        Resilience resilience,
        Map<String, String> live) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MIN_KEY_BYTES = 32;

    public NodeConfig {
        live = Map.copyOf(live);
    }

    /** @param port 0 for any that is free */
    public record Listener(String host, int port) {}

    /**
     * @param seeds host:port of every member that may already be there when this one starts
     * @param key base64, at least 32 bytes; seals the caller of each call
     */
    public record Cluster(String name, Listener listener, List<String> seeds, Secret key) {}

    /** Mutual TLS of the event bus, as PEM files; whoever has a certificate of the authority is one of us. */
    public record BusTransport(Listener listener, Path key, Path certificate, Path authority) {}

    public record Tokens(String issuer, String audience) {}

    /**
     * How this node treats others that are silent or new, over HTTP and on the bus.
     *
     * @param breakerSilenceMillis how long nobody must have answered before a breaker opens
     * @param breakerRestMillis how long it stays open before it lets a probe through
     * @param slowStartSeconds until a newcomer takes its whole share; 0 for at once
     */
    public record Resilience(int breakerSilenceMillis, int breakerRestMillis, int slowStartSeconds) {

        public static final Resilience STANDARD = new Resilience(2_000, 1_000, 15);

        static Resilience from(Settings settings) {
            return new Resilience(
                    settings.integer("SOUK_BREAKER_SILENCE_MS", STANDARD.breakerSilenceMillis, 500, 10_000),
                    settings.integer("SOUK_BREAKER_REST_MS", STANDARD.breakerRestMillis, 100, 60_000),
                    settings.integer("SOUK_SLOW_START_SECONDS", STANDARD.slowStartSeconds, 0, 600));
        }
    }

    public static NodeConfig from(Settings settings, String service) {
        return new NodeConfig(
                service,
                settings.text("SOUK_INSTANCE", service + "-1"),
                listener(settings, "SOUK_HTTP", 0),
                settings.flag("SOUK_HTTP_REUSE_PORT", false),
                mutualHttp(settings),
                listener(settings, "SOUK_MANAGEMENT", 0),
                cluster(settings),
                new BusTransport(
                        listener(settings, "SOUK_BUS", 0),
                        settings.file("SOUK_BUS_TLS_KEY", "private key of this node, PEM"),
                        settings.file("SOUK_BUS_TLS_CERT", "certificate of this node, PEM"),
                        settings.file("SOUK_BUS_TLS_CA", "certificate of the cluster's authority, PEM")),
                new Tokens(settings.text("SOUK_TOKEN_ISSUER", "souk"), settings.text("SOUK_TOKEN_AUDIENCE", "souk")),
                settings.integer("SOUK_EVENT_LOOPS", 1, 1, 64),
                settings.integer("SOUK_DRAIN_MS", 2_000, 0, 60_000),
                settings.integer("SOUK_START_STEP_MS", 90_000, 100, 3_600_000),
                Resilience.from(settings),
                LiveSettings.defaultsFrom(settings));
    }

    private static boolean mutualHttp(Settings settings) {
        var tls = settings.text("SOUK_HTTP_TLS", "none");
        return switch (tls) {
            case "none" -> false;
            case "mutual" -> true;
            default -> settings.problem("SOUK_HTTP_TLS must be none or mutual", false);
        };
    }

    private static Cluster cluster(Settings settings) {
        var seeds = settings.list("SOUK_CLUSTER_MEMBERS");
        if (!seeds.stream().allMatch(seed -> seed.matches("[^:]+:[0-9]{1,5}"))) {
            settings.problem("SOUK_CLUSTER_MEMBERS must be a list of host:port", seeds);
        }
        return new Cluster(
                settings.text("SOUK_CLUSTER_NAME", "souk"),
                listener(settings, "SOUK_CLUSTER", 5701),
                seeds,
                clusterKey(settings));
    }

    private static Secret clusterKey(Settings settings) {
        var key = settings.secret("SOUK_CLUSTER_KEY", "base64 of at least 32 random bytes, the same on all nodes");
        if (key.value().isEmpty()) {
            return key;
        }
        try {
            if (Base64.getDecoder().decode(key.value()).length >= MIN_KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            return settings.problem("SOUK_CLUSTER_KEY is not base64", key);
        }
        return settings.problem("SOUK_CLUSTER_KEY has fewer than " + MIN_KEY_BYTES + " bytes", key);
    }

    private static Listener listener(Settings settings, String prefix, int port) {
        return new Listener(
                settings.text(prefix + "_HOST", LOOPBACK), settings.integer(prefix + "_PORT", port, 0, 65_535));
    }
}
