package souk.auth.account;

import java.util.Locale;
import java.util.regex.Pattern;
import souk.shared.json.Fields;

/** The rules for what people choose themselves. Each reader notes every violation and then returns null. */
final class AccountInput {

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._-]*");
    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+"
                    + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])");

    private AccountInput() {}

    /** In lower case. */
    static String username(Fields fields) {
        var username = fields.text("username", 3, 40);
        if (username != null && !USERNAME.matcher(username).matches()) {
            fields.violation("username", "may have letters a to z, digits, dots, hyphens and underscores");
            return null;
        }
        return username == null ? null : username.toLowerCase(Locale.ROOT);
    }

    static String email(Fields fields) {
        var email = fields.text("email", 3, 254);
        if (email != null && !EMAIL.matcher(email).matches()) {
            fields.violation("email", "must be an e-mail address such as ada@example.org");
            return null;
        }
        return email;
    }

    /** Long is strong; which characters are in it does not matter. */
    static String password(Fields fields) {
        return fields.text("password", 12, 128);
    }
}
