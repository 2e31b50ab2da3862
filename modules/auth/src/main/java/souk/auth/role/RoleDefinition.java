package souk.auth.role;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.shared.security.Permission;
import souk.shared.security.Role;

/**
 * A role, built in or of the installation's own, and what it may do.
 *
 * @param version of an own role; built-in ones have version 1 for ever
 */
public record RoleDefinition(
        String name, String description, List<Permission> permissions, boolean builtIn, long version) {

    public RoleDefinition {
        permissions = permissions.stream().sorted().toList();
    }

    static RoleDefinition own(String name, String description, Set<Permission> permissions, long version) {
        return new RoleDefinition(name, description, List.copyOf(permissions), false, version);
    }

    static List<RoleDefinition> standard() {
        return Arrays.stream(Role.values()).map(RoleDefinition::of).toList();
    }

    static Optional<RoleDefinition> standard(String name) {
        return Role.named(name).map(RoleDefinition::of);
    }

    private static RoleDefinition of(Role role) {
        var description = switch (role) {
            case CUSTOMER -> "Buys; sees and cancels own orders.";
            case SELLER -> "Sells own products, and buys.";
            case CATALOG_MANAGER -> "Changes every product.";
            case INVENTORY_MANAGER -> "Changes the stock of every product.";
            case ORDER_MANAGER -> "Sees every order and drives it on.";
            case AUDITOR -> "Sees everything and changes nothing.";
            case ADMIN -> "May do everything.";
        };
        return new RoleDefinition(role.scope(), description, List.copyOf(role.permissions()), true, 1);
    }
}
