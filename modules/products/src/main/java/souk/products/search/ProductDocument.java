package souk.products.search;

import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** Writes products as documents of the index. To be used by one thread. */
final class ProductDocument {

    private static final FieldType TERMS = new FieldType();

    static {
        TERMS.setTokenized(true);
        TERMS.setOmitNorms(true);
        TERMS.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        TERMS.freeze();
    }

    private final Vocabulary vocabulary = new Vocabulary();

    static Term term(UUID id) {
        return new Term(IndexFields.ID, IndexFields.bytes(id));
    }

    Document of(IndexedProduct product) {
        var document = new Document();
        identity(document, product);
        document.add(new Field(IndexFields.TEXT, new WeightedTerms(vocabulary.of(product)), TERMS));
        rights(document, product);
        price(document, product);
        name(document, product.name());
        for (var category : product.categories()) {
            document.add(keyword(IndexFields.CATEGORY, IndexFields.bytes(category)));
            document.add(new SortedSetDocValuesField(IndexFields.CATEGORY_VALUE, IndexFields.bytes(category)));
        }
        product.attributes().forEach((key, value) -> attribute(document, key, value));
        return document;
    }

    private static void identity(Document document, IndexedProduct product) {
        var id = product.id();
        document.add(keyword(IndexFields.ID, IndexFields.bytes(id)));
        document.add(new NumericDocValuesField(IndexFields.ID_HIGH, IndexFields.ordered(id.getMostSignificantBits())));
        document.add(new NumericDocValuesField(IndexFields.ID_LOW, IndexFields.ordered(id.getLeastSignificantBits())));
        document.add(new NumericDocValuesField(IndexFields.VERSION, product.version()));
    }

    private static void rights(Document document, IndexedProduct product) {
        document.add(keyword(IndexFields.OWNER, IndexFields.bytes(product.owner())));
        document.add(new StringField(IndexFields.STATUS, product.status().text(), Field.Store.NO));
        if (product.open()) {
            document.add(keyword(IndexFields.VIEWER, IndexFields.EVERYBODY));
        }
        product.viewers().forEach(viewer -> document.add(keyword(IndexFields.VIEWER, IndexFields.bytes(viewer))));
        if (product.onHand()) {
            document.add(new StringField(IndexFields.ON_HAND, IndexFields.YES, Field.Store.NO));
        }
    }

    private static void price(Document document, IndexedProduct product) {
        var price = Prices.of(product.price());
        document.add(new LongPoint(IndexFields.PRICE, price));
        document.add(new NumericDocValuesField(IndexFields.PRICE, price));
        document.add(new StringField(IndexFields.CURRENCY, product.price().currencyCode(), Field.Store.NO));
    }

    private static void name(Document document, String name) {
        var folded = new BytesRef(Folding.fold(name));
        var begin = IndexFields.nameBegin(folded);
        document.add(new SortedDocValuesField(IndexFields.NAME, folded));
        document.add(new LongPoint(IndexFields.NAME_BEGIN, begin));
        document.add(new NumericDocValuesField(IndexFields.NAME_BEGIN, begin));
    }

    private static void attribute(Document document, String key, Object value) {
        if (value instanceof Iterable<?> list) {
            list.forEach(one -> attribute(document, key, one));
            return;
        }
        var term = new BytesRef(AttributeTerms.value(key, value));
        document.add(keyword(IndexFields.ATTRIBUTE, term));
        document.add(new SortedSetDocValuesField(IndexFields.ATTRIBUTE_VALUE, term));
        AttributeTerms.numeric(value)
                .ifPresent(number -> document.add(keyword(IndexFields.NUMBER, AttributeTerms.number(key, number))));
    }

    private static Field keyword(String field, BytesRef value) {
        return new StringField(field, value, Field.Store.NO);
    }
}
