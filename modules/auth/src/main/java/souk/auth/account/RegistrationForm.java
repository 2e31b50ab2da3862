package souk.auth.account;

import java.util.Set;
import souk.shared.json.Fields;
import souk.shared.security.Role;

/**
 * What somebody registers with.
 *
 * @param password never to be stored or logged
 */
record RegistrationForm(String username, String email, String password, Role role) {

    /** Throws a refusal that lists all violations. */
    static RegistrationForm read(Fields fields, boolean sellersMayRegister) {
        var username = AccountInput.username(fields);
        var email = AccountInput.email(fields);
        var form = new RegistrationForm(
                username,
                email,
                AccountInput.password(fields, "password", username, email),
                role(fields, sellersMayRegister));
        fields.done();
        return form;
    }

    NewAccount account() {
        return NewAccount.of(username, email, Set.of(role.scope()));
    }

    @Override
    public String toString() {
        return "registration of " + username;
    }

    private static Role role(Fields fields, boolean sellersMayRegister) {
        var wanted = fields.optionalText("role", 1, 40).orElse(Role.CUSTOMER.scope());
        if (wanted.equals(Role.CUSTOMER.scope())) {
            return Role.CUSTOMER;
        }
        if (!wanted.equals(Role.SELLER.scope())) {
            fields.violation("role", "must be customer or seller; other roles are given by an administrator");
        } else if (!sellersMayRegister) {
            fields.violation("role", "must be customer: here an administrator makes sellers");
        }
        return Role.SELLER;
    }
}
