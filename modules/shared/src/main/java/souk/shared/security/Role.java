package souk.shared.security;

import static souk.shared.security.Permission.*;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The built-in roles and what each may do. An administrator may add roles of the installation's own. */
public enum Role {
    CUSTOMER(READ_OWN_ORDERS, WRITE_OWN_ORDERS),
    SELLER(READ_OWN_ORDERS, WRITE_OWN_ORDERS, WRITE_OWN_PRODUCTS),
    CATALOG_MANAGER(READ_PRODUCTS, WRITE_PRODUCTS, READ_STOCK, WRITE_OWN_PRODUCTS),
    INVENTORY_MANAGER(READ_PRODUCTS, READ_STOCK, WRITE_STOCK),
    ORDER_MANAGER(READ_ORDERS, WRITE_ORDERS, READ_STOCK),
    AUDITOR(
            READ_PRODUCTS,
            READ_STOCK,
            READ_ORDERS,
            READ_USERS,
            READ_ROLES,
            READ_KEYS,
            READ_AUDIT,
            READ_SETTINGS,
            READ_CLUSTER),
    ADMIN(Permission.values());

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        var granted = EnumSet.copyOf(ofAll());
        granted.addAll(Arrays.asList(permissions));
        this.permissions = Collections.unmodifiableSet(granted);
    }

    public static Optional<Role> named(String name) {
        return Arrays.stream(values()).filter(role -> role.scope().equals(name)).findFirst();
    }

    /** The name outside, such as {@code catalog_manager}. */
    public String scope() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /** What every account may do, whatever its roles are. */
    public static Set<Permission> ofAll() {
        return EnumSet.of(
                READ_OWN_PROFILE, WRITE_OWN_PROFILE, READ_OWN_API_KEYS, WRITE_OWN_API_KEYS, WRITE_GRANTED_PRODUCTS);
    }
}
