package souk.gateway;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import souk.gateway.caching.ReadCache;
import souk.gateway.cors.CrossOrigin;
import souk.gateway.deprecation.DeprecationList;
import souk.gateway.forwarding.Forwarder;
import souk.gateway.forwarding.Proxies;
import souk.gateway.protocol.EdgeTls;
import souk.gateway.routing.RoutingTable;
import souk.gateway.shedding.SheddingTerms;
import souk.shared.config.Settings;

/**
 * What the gateway is told besides what every service is.
 *
 * @param names own host names, in lower case: a request with an absolute target for another host is refused
 * @param pool how much one instance may get of this gateway at a time
 * @param proxies in front of the gateways
 * @param origins whose pages may read our answers
 * @param tls of the connections that clients make
 * @param deprecations what of the API is going to end
 * @param cache what is remembered, how much of it and for how long
 * @param buckets how many clients rate limits know at a time, each once for every policy that it comes under
 * @param shedding what load shedding aims at
 */
record GatewayConfig(
        Set<String> names,
        Forwarder.Pool pool,
        Proxies proxies,
        CrossOrigin origins,
        EdgeTls tls,
        DeprecationList deprecations,
        ReadCache.Limits cache,
        int buckets,
        SheddingTerms shedding) {

    private static final String PROXIES = "SOUK_GATEWAY_TRUSTED_PROXIES";
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    GatewayConfig {
        names = Set.copyOf(names);
    }

    static GatewayConfig from(Settings settings) {
        var names = new LinkedHashSet<>(LOOPBACK);
        settings.list("SOUK_GATEWAY_NAMES").forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return new GatewayConfig(
                names,
                new Forwarder.Pool(
                        settings.integer("SOUK_GATEWAY_CONNECTIONS", 128, 1, 10_000),
                        settings.integer("SOUK_GATEWAY_WAITING", 1_000, 0, 100_000)),
                proxies(settings),
                CrossOrigin.from(settings),
                EdgeTls.from(settings),
                DeprecationList.from(
                        settings, path -> RoutingTable.SOUK.find(path).isPresent()),
                ReadCache.Limits.from(settings),
                settings.integer("SOUK_GATEWAY_BUCKETS", 50_000, 100, 10_000_000),
                SheddingTerms.from(settings));
    }

    private static Proxies proxies(Settings settings) {
        try {
            return Proxies.of(settings.list(PROXIES));
        } catch (IllegalArgumentException wrong) {
            return settings.problem(
                    PROXIES + " must be networks such as 10.0.0.0/8: " + wrong.getMessage(), Proxies.none());
        }
    }
}
