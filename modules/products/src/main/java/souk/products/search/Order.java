package souk.products.search;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/** In which order a search gives what it finds. Of what is equal in it the newest comes first. */
enum Order {
    RELEVANCE("relevance"),
    NEWEST("-created"),
    OLDEST("created"),
    CHEAPEST("price", number(IndexFields.PRICE, false)),
    DEAREST("-price", number(IndexFields.PRICE, true)),
    NAME("name", number(IndexFields.NAME_BEGIN, false), name(false)),
    NAME_BACKWARDS("-name", number(IndexFields.NAME_BEGIN, true), name(true));

    private final String text;
    private final SortField[] fields;

    Order(String text, SortField... fields) {
        this.text = text;
        this.fields = fields;
    }

    private static SortField number(String field, boolean reverse) {
        return new SortField(field, SortField.Type.LONG, reverse);
    }

    private static SortField name(boolean reverse) {
        return new SortField(IndexFields.NAME, SortField.Type.STRING, reverse);
    }

    /** As it is asked for. */
    String text() {
        return text;
    }

    boolean byValue() {
        return fields.length > 0;
    }

    /** For those that go {@link #byValue}; the last two fields are the halves of the id. */
    Sort sort() {
        var newest = ProductIndex.NEWEST_FIRST.getSort();
        var all = Arrays.copyOf(fields, fields.length + newest.length);
        System.arraycopy(newest, 0, all, fields.length, newest.length);
        return new Sort(all);
    }

    static Optional<Order> named(String text) {
        return Arrays.stream(values()).filter(order -> order.text.equals(text)).findFirst();
    }

    static String choices() {
        return Arrays.stream(values()).map(Order::text).collect(Collectors.joining(", "));
    }
}
