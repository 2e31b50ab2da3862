package souk.products.search;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far an index is. */
enum IndexState {
    /** There is none yet: nothing can be searched. */
    BUILDING,
    READY,
    /** The present one answers while a new one is made. */
    REBUILDING;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
