package souk.local.secret;

import java.util.List;

/** A log-in made on the first start. The role is written as in tokens, such as {@code catalog_manager}. */
public record Account(String role, String username, String password) {
    /** One account for each role that a tour of Souk needs, with a fresh password. */
    static List<Account> fresh() {
        return List.of(
                fresh("admin", "admin"),
                fresh("catalog_manager", "catalog"),
                fresh("order_manager", "orders"),
                fresh("seller", "seller"),
                fresh("customer", "customer"));
    }

    private static Account fresh(String role, String username) {
        return new Account(role, username, RandomText.password());
    }
}
