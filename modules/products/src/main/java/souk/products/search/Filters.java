package souk.products.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import souk.products.category.CategoryTree;
import souk.products.grant.Viewer;

/** The part of a search that is not text: what a product must be, and who sees it. */
final class Filters {

    private static final UUID NOBODY = new UUID(0, 0);
    private static final String RANGE = "\\.\\.";

    private final Criteria criteria;
    private final Viewer viewer;
    private final CategoryTree tree;

    Filters(Criteria criteria, Viewer viewer, CategoryTree tree) {
        this.criteria = criteria;
        this.viewer = viewer;
        this.tree = tree;
    }

    /** Products that the viewer sees, that fit, and that the text query finds, if there is one. */
    Query with(Optional<Query> text) {
        var all = new BooleanQuery.Builder();
        text.ifPresent(query -> all.add(query, Occur.MUST));
        var filters = filters();
        filters.forEach(filter -> all.add(filter, Occur.FILTER));
        return text.isEmpty() && filters.isEmpty() ? new MatchAllDocsQuery() : all.build();
    }

    private List<Query> filters() {
        var filters = new ArrayList<Query>();
        visible().ifPresent(filters::add);
        if (criteria.category() != null) {
            filters.add(category(criteria.category()));
        }
        if (criteria.minPrice() != null || criteria.maxPrice() != null) {
            filters.add(price());
        }
        if (criteria.currency() != null) {
            filters.add(keyword(IndexFields.CURRENCY, new BytesRef(criteria.currency())));
        }
        if (criteria.inStock()) {
            filters.add(keyword(IndexFields.ON_HAND, new BytesRef(IndexFields.YES)));
        }
        if (criteria.status() != null) {
            filters.add(
                    keyword(IndexFields.STATUS, new BytesRef(criteria.status().text())));
        }
        if (criteria.owner() != null) {
            filters.add(keyword(IndexFields.OWNER, IndexFields.bytes(criteria.owner())));
        }
        criteria.attributes().forEach((key, values) -> filters.add(attribute(key, values)));
        return filters;
    }

    /** The database decides it once more for every row that it gives. */
    private Optional<Query> visible() {
        if (viewer.readsAll()) {
            return Optional.empty();
        }
        var everybody = keyword(IndexFields.VIEWER, IndexFields.EVERYBODY);
        if (viewer.caller().equals(NOBODY)) {
            return Optional.of(everybody);
        }
        return Optional.of(any(List.of(everybody, keyword(IndexFields.VIEWER, IndexFields.bytes(viewer.caller())))));
    }

    /** A category that is not known here yet stands for itself. */
    private Query category(UUID category) {
        var below = tree.subtree(category);
        return below.size() < 2
                ? keyword(IndexFields.CATEGORY, IndexFields.bytes(category))
                : new TermInSetQuery(
                        IndexFields.CATEGORY,
                        below.stream().map(IndexFields::bytes).toList());
    }

    private Query price() {
        var from = criteria.minPrice() == null ? 0 : criteria.minPrice();
        var to = criteria.maxPrice() == null ? Long.MAX_VALUE : criteria.maxPrice();
        return new IndexOrDocValuesQuery(
                LongPoint.newRangeQuery(IndexFields.PRICE, from, to),
                NumericDocValuesField.newSlowRangeQuery(IndexFields.PRICE, from, to));
    }

    private static Query attribute(String key, List<String> values) {
        var alternatives = new ArrayList<Query>();
        for (var value : values) {
            alternatives.add(keyword(IndexFields.ATTRIBUTE, new BytesRef(AttributeTerms.value(key, value))));
            AttributeTerms.plainNumber(value)
                    .filter(plain -> !plain.equals(value))
                    .ifPresent(plain -> alternatives.add(
                            keyword(IndexFields.ATTRIBUTE, new BytesRef(AttributeTerms.value(key, plain)))));
            range(key, value).ifPresent(alternatives::add);
        }
        return any(alternatives);
    }

    /** {@code 40..44}, {@code ..44} and {@code 40..} are numbers from and to, both included. */
    private static Optional<Query> range(String key, String value) {
        var ends = value.split(RANGE, -1);
        if (ends.length != 2 || ends[0].isEmpty() && ends[1].isEmpty()) {
            return Optional.empty();
        }
        var from = end(ends[0], Double.NEGATIVE_INFINITY);
        var to = end(ends[1], Double.POSITIVE_INFINITY);
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(new TermRangeQuery(
                        IndexFields.NUMBER,
                        AttributeTerms.number(key, from.get()),
                        AttributeTerms.number(key, to.get()),
                        true,
                        true));
    }

    private static Optional<Double> end(String text, double open) {
        return text.isEmpty()
                ? Optional.of(open)
                : AttributeTerms.plainNumber(text).map(Double::valueOf);
    }

    private static Query any(List<Query> alternatives) {
        if (alternatives.size() == 1) {
            return alternatives.get(0);
        }
        var any = new BooleanQuery.Builder();
        alternatives.forEach(alternative -> any.add(alternative, Occur.SHOULD));
        return any.build();
    }

    private static Query keyword(String field, BytesRef value) {
        return new TermQuery(new Term(field, value));
    }
}
