package souk.products.grant;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether an active product is for everybody, or for those alone who have a right to it. */
public enum Visibility {
    PUBLIC,
    PRIVATE;

    /** Lower case, in JSON as in SQL. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param text of a column that has no other values */
    public static Visibility of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
