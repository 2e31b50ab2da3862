package souk.products.search;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.lucene.util.BytesRef;

/** The fields of the index, and how values are written in them. */
final class IndexFields {

    /** Goes up with every change of what is written, so that an index of another release is built anew. */
    static final String FORMAT = "1";

    static final String ID = "id";
    /** The halves of the id, in whose order, newest first, every segment is sorted. */
    static final String ID_HIGH = "idHigh";

    static final String ID_LOW = "idLow";
    static final String VERSION = "version";
    static final String TEXT = "text";
    static final String VIEWER = "viewer";
    static final String STATUS = "status";
    static final String OWNER = "owner";
    static final String CURRENCY = "currency";
    static final String PRICE = "price";
    static final String NAME = "name";
    /** The first letters of the name as a number: most names differ in them. */
    static final String NAME_BEGIN = "nameBegin";

    static final String CATEGORY = "category";
    static final String CATEGORY_VALUE = "categoryValue";
    static final String ATTRIBUTE = "attribute";
    static final String ATTRIBUTE_VALUE = "attributeValue";
    static final String NUMBER = "number";
    static final String ON_HAND = "onHand";

    /** In {@link #VIEWER}, of what everybody sees. */
    static final BytesRef EVERYBODY = new BytesRef("*");

    static final String YES = "y";

    private IndexFields() {}

    static BytesRef bytes(UUID id) {
        return new BytesRef(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    static UUID uuid(BytesRef bytes) {
        var buffer = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** Signed numbers in the order in which PostgreSQL has UUIDs: that of unsigned ones. */
    static long ordered(long half) {
        return half ^ Long.MIN_VALUE;
    }

    static UUID uuid(long orderedHigh, long orderedLow) {
        return new UUID(ordered(orderedHigh), ordered(orderedLow));
    }

    /** Sorts as the folded name does, as far as it goes. */
    static long nameBegin(BytesRef name) {
        var begin = 0L;
        for (var i = 0; i < 8; i++) {
            begin = begin << 8 | (i < name.length ? name.bytes[name.offset + i] & 0xff : 0);
        }
        return ordered(begin);
    }
}
