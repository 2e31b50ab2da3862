package souk.products.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is said of a product beyond what every product has, by key; as JSON an object whose members are in the order of
 * the keys.
 */
public record Attributes(SortedMap<String, AttributeValue> byKey) {

    public static final Attributes NONE = new Attributes(new TreeMap<>());

    static final int MAX = 100;
    static final int MAX_BYTES = 65_536;

    public Attributes {
        byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    }

    static Attributes of(Map<String, AttributeValue> byKey) {
        return byKey.isEmpty() ? NONE : new Attributes(new TreeMap<>(byKey));
    }

    @Override
    @JsonValue
    public SortedMap<String, AttributeValue> byKey() {
        return byKey;
    }
}
