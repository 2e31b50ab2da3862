package souk.local.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import souk.local.client.Pause;
import souk.local.client.Shop;
import souk.local.client.Visitor;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.secret.Account;

/**
 * For as long as something is measured whose load all comes from this one address, the limits of an address are out of
 * the way: not off, for counting is part of the work, but as high as they can be.
 */
public final class LiftedLimits {
    private static final List<String> KEYS =
            List.of("limits.anonymous.per-second", "limits.search.per-second", "limits.log-in.per-minute");
    private static final int HIGHEST = 1_000_000;
    private static final String SHOWN = "anonymous;q=" + HIGHEST + ";w=1, search;q=" + HIGHEST + ";w=1";
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOOKS = 100;
    private static final int SURE = 10;

    private final String url;
    private final Account admin;
    private final Map<String, Setting> before = new LinkedHashMap<>();

    private record Setting(long value, boolean changed, long version) {}

    private LiftedLimits(String url, Account admin) {
        this.url = url;
        this.admin = admin;
    }

    /** Returns what was measured. Fails with LocalFailure when the gateways go on with lower limits. */
    public static <T> T during(String url, Account admin, Consumer<String> progress, Supplier<T> measuring) {
        var found = LimitsInForce.at(url);
        var limits = new LiftedLimits(url, admin);
        try {
            limits.lift();
            progress.accept("rate limits: %s; meanwhile %s".formatted(found, LimitsInForce.at(url)));
            return measuring.get();
        } finally {
            limits.putBack();
        }
    }

    private void lift() {
        try (var shop = new Shop(url)) {
            var visitor = shop.logIn(admin.username(), admin.password());
            for (var key : KEYS) {
                before.put(key, read(shop, visitor, key));
                set(shop, visitor, key, HIGHEST);
            }
        }
        awaitGateways();
    }

    /** Several gateways may share the port; each answer comes from one of them. */
    private void awaitGateways() {
        var seen = 0;
        for (var look = 0; look < LOOKS && seen < SURE; look++) {
            seen = LimitsInForce.at(url).equals(SHOWN) ? seen + 1 : 0;
            Pause.of(LOOK);
        }
        if (seen < SURE) {
            throw new LocalFailure("the gateways go on with " + LimitsInForce.at(url));
        }
    }

    private static Setting read(Shop shop, Visitor visitor, String key) {
        return shop.call(visitor, "GET", path(key), null).as(Setting.class);
    }

    private static void set(Shop shop, Visitor visitor, String key, long value) {
        var version = read(shop, visitor, key).version();
        shop.call(visitor, "PUT", path(key), Json.line(Map.of("value", value, "version", version)));
    }

    private static String path(String key) {
        return "/api/v1/admin/settings/" + key;
    }

    /** Sets what was set before, which may be the default. */
    private void putBack() {
        try (var shop = new Shop(url)) {
            var visitor = shop.logIn(admin.username(), admin.password());
            before.forEach((key, setting) -> set(shop, visitor, key, setting.value()));
        }
    }
}
