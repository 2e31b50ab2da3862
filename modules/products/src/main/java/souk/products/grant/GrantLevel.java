package souk.products.grant;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a grant reaches; each level has what the one before it has. */
public enum GrantLevel {
    /** See the product and order it, be it a draft (not for sale then) or private. */
    VIEW,
    /** Change it. */
    UPDATE,
    /** Delete it, change its visibility and decide who else has a grant. */
    MANAGE;

    /** Lower case, in JSON as in SQL. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param text of a column that has no other values */
    static GrantLevel of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
