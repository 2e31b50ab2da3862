package souk.shared.config;

import java.util.List;

/** How much gateways allow to one client within a second or a minute; 0 is as much as it likes. */
public final class LimitKeys {

    public static final LiveKey ANONYMOUS =
            limit("anonymous.per-second", 100, "Requests of a client address without valid credentials.");

    public static final LiveKey USER = limit("user.per-second", 100, "Requests of a user.");

    public static final LiveKey API_KEY = limit("api-key.per-second", 500, "Requests with an API key.");

    public static final LiveKey LOG_IN = limit("log-in.per-minute", 60, "Log-ins from a client address.");

    public static final LiveKey REGISTRATION =
            limit("registration.per-minute", 20, "Registrations from a client address.");

    public static final LiveKey SEARCH =
            limit("search.per-second", 30, "Lists and searches of the catalogue, of a user, key or address.");

    public static final LiveKey ORDER_WRITES =
            limit("order-writes.per-second", 50, "Orders placed or changed, of a user, key or address.");

    public static final LiveKey NEW_CREDENTIALS = limit(
            "new-credentials.per-second",
            50,
            "Credentials of a client address that a gateway sees for the first time and looks at; more count as none.");

    private static final int MOST = 1_000_000;

    private LimitKeys() {}

    static List<LiveKey> all() {
        return List.of(ANONYMOUS, USER, API_KEY, LOG_IN, REGISTRATION, SEARCH, ORDER_WRITES, NEW_CREDENTIALS);
    }

    private static LiveKey limit(String name, int production, String meaning) {
        return LiveKey.integer("limits." + name, production, 0, MOST, meaning);
    }
}
