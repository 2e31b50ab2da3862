package souk.shared.security;

import static souk.shared.security.Permission.*;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The built-in roles and what each may do. */
public enum Role {
    CUSTOMER(READ_OWN_PROFILE, WRITE_OWN_PROFILE, READ_OWN_ORDERS, WRITE_OWN_ORDERS),
    SELLER(READ_OWN_PROFILE, WRITE_OWN_PROFILE, READ_OWN_ORDERS, WRITE_OWN_ORDERS, WRITE_OWN_PRODUCTS),
    CATALOG_MANAGER(READ_OWN_PROFILE, WRITE_OWN_PROFILE, READ_PRODUCTS, WRITE_PRODUCTS, READ_STOCK, WRITE_OWN_PRODUCTS),
    INVENTORY_MANAGER(READ_OWN_PROFILE, WRITE_OWN_PROFILE, READ_PRODUCTS, READ_STOCK, WRITE_STOCK),
    ORDER_MANAGER(READ_OWN_PROFILE, WRITE_OWN_PROFILE, READ_ORDERS, WRITE_ORDERS, READ_STOCK),
    AUDITOR(READ_OWN_PROFILE, WRITE_OWN_PROFILE, READ_PRODUCTS, READ_STOCK, READ_ORDERS, READ_USERS),
    ADMIN(Permission.values());

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        var granted = EnumSet.noneOf(Permission.class);
        granted.addAll(Arrays.asList(permissions));
        this.permissions = granted;
    }

    @JsonCreator
    static Role fromJson(String name) {
        return named(name).orElseThrow(() -> new IllegalArgumentException("no such role: " + name));
    }

    public static Optional<Role> named(String name) {
        return Arrays.stream(values()).filter(role -> role.scope().equals(name)).findFirst();
    }

    /** The name outside, such as {@code catalog_manager}. */
    @JsonValue
    public String scope() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean grants(Permission permission) {
        return permissions.contains(permission);
    }
}
