package souk.shared.security;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one vocabulary of rights, of roles and of API keys alike. {@code own} rights reach as far as what belongs to the
 * caller, {@code granted} ones as far as the grants that the caller was given on single things; the others reach
 * everything of their kind.
 */
public enum Permission {
    READ_OWN_PROFILE,
    WRITE_OWN_PROFILE,
    READ_OWN_API_KEYS,
    WRITE_OWN_API_KEYS,
    READ_OWN_ORDERS,
    WRITE_OWN_ORDERS,
    WRITE_OWN_PRODUCTS,
    WRITE_GRANTED_PRODUCTS,
    READ_PRODUCTS,
    WRITE_PRODUCTS,
    READ_STOCK,
    WRITE_STOCK,
    READ_ORDERS,
    WRITE_ORDERS,
    READ_USERS,
    WRITE_USERS,
    READ_ROLES,
    WRITE_ROLES,
    READ_KEYS,
    WRITE_KEYS,
    READ_AUDIT,
    READ_SETTINGS,
    WRITE_SETTINGS,
    READ_CLUSTER;

    private static final Map<String, Permission> BY_SCOPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Permission::scope, one -> one));

    /** Empty for what only a newer release knows: it grants nothing here. */
    public static Optional<Permission> named(String scope) {
        return Optional.ofNullable(BY_SCOPE.get(scope));
    }

    @JsonCreator
    static Permission fromJson(String scope) {
        return named(scope).orElse(null);
    }

    /** The name outside, such as {@code write_own_products}. */
    @JsonValue
    public String scope() {
        return name().toLowerCase(Locale.ROOT);
    }
}
