package souk.shared.security;

import java.util.Locale;

/**
 * The one vocabulary of rights. {@code own} rights reach as far as what belongs to the caller; the others reach
 * everything of their kind.
 */
public enum Permission {
    READ_OWN_PROFILE,
    WRITE_OWN_PROFILE,
    READ_OWN_ORDERS,
    WRITE_OWN_ORDERS,
    WRITE_OWN_PRODUCTS,
    READ_PRODUCTS,
    WRITE_PRODUCTS,
    READ_STOCK,
    WRITE_STOCK,
    READ_ORDERS,
    WRITE_ORDERS,
    READ_USERS,
    WRITE_USERS;

    /** The name outside, such as {@code write_own_products}. */
    public String scope() {
        return name().toLowerCase(Locale.ROOT);
    }
}
