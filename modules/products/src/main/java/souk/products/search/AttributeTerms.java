package souk.products.search;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/** How the attributes of products are written in the index. */
final class AttributeTerms {

    private static final String BETWEEN = "\0";
    private static final int DIGITS = 30;

    private AttributeTerms() {}

    /** A key with one of its values: a number as it is written without superfluous zeros, a truth value as its name. */
    static String value(String key, Object value) {
        return beginning(key) + text(value);
    }

    /** What the terms of a key begin with. */
    static String beginning(String key) {
        return key + BETWEEN;
    }

    /** A number in the order of numbers, below those of other keys. */
    static BytesRef number(String key, double number) {
        var name = beginning(key).getBytes(StandardCharsets.UTF_8);
        var sortable = NumericUtils.doubleToSortableLong(number) ^ Long.MIN_VALUE;
        return new BytesRef(ByteBuffer.allocate(name.length + Long.BYTES)
                .put(name)
                .putLong(sortable)
                .array());
    }

    static Optional<Double> numeric(Object value) {
        return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    /** The one spelling of a number, if the text is one. */
    static Optional<String> plainNumber(String text) {
        if (text.length() > DIGITS || !text.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")) {
            return Optional.empty();
        }
        return Optional.of(plain(new BigDecimal(text)));
    }

    private static String text(Object value) {
        return value instanceof Number ? plainNumber(value.toString()).orElse(value.toString()) : value.toString();
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
