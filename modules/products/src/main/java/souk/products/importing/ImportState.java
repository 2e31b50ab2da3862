package souk.products.importing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Where an import is in its life. */
public enum ImportState {
    UPLOADING,
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    /** Lower case, in JSON as in SQL. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ImportState of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
