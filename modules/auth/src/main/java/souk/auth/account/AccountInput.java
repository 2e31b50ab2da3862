package souk.auth.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import souk.auth.password.PasswordRules;
import souk.shared.json.Fields;

/** The rules for what people choose themselves. Each reader notes every violation and then returns null. */
public final class AccountInput {

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

    public static String email(Fields fields) {
        var email = fields.text("email", 3, 254);
        if (email != null && !EMAIL.matcher(email).matches()) {
            fields.violation("email", "must be an e-mail address such as ada@example.org");
            return null;
        }
        return email;
    }

    /**
     * Long is strong; which characters are in it does not matter.
     *
     * @param names of its owner, which it must not be made of; null for those that are wrong themselves
     */
    public static String password(Fields fields, String member, String... names) {
        var password = fields.text(member, 12, 128);
        var complaint =
                password == null ? Optional.<String>empty() : PasswordRules.complaint(password, Arrays.asList(names));
        complaint.ifPresent(wrong -> fields.violation(member, wrong));
        return complaint.isPresent() ? null : password;
    }
}
