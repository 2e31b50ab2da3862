package souk.products.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import souk.products.catalog.CatalogFailure.NoSuchCategory;
import souk.products.grant.AccessRule;
import souk.products.grant.Viewer;
import souk.shared.sql.Database;

/**
 * Products of a category and of all below it, newest first. However far down the list, each page looks at the next few
 * products of each category in their index and at nothing else.
 */
final class CategoryListRepository {

    /** Above every product's id. */
    private static final UUID NEWEST = new UUID(-1, -1);

    /** How often a page looks further where the viewer may not see what is there; then it is a short one. */
    private static final int ROUNDS = 8;

    private static final int SPARE = 10;
    private static final int MOST_AT_ONCE = 800;
    private static final long LEAST_SHARE = 4;

    /**
     * A row for each candidate; without a product if the viewer does not see it. Of many categories each gives only a few
     * products, $6 or its share of three times what is wanted; and then nothing counts that is older than the last of any
     * that has more to give.
     */
    private static final String CANDIDATES = """
            WITH RECURSIVE below AS (
                SELECT c.id FROM categories c WHERE c.id = $1::uuid
                UNION ALL
                SELECT c.id FROM below JOIN categories c ON c.parent_id = below.id),
            share AS (
                SELECT least($3::bigint, greatest($6::bigint, 3 * $3::bigint / count(*))) AS most
                  FROM below HAVING count(*) > 0),
            members AS (
                SELECT member.product_id, member.place
                  FROM below CROSS JOIN LATERAL (
                       SELECT m.product_id, row_number() OVER (ORDER BY m.product_id DESC) AS place
                         FROM product_categories m
                        WHERE m.category_id = below.id AND m.product_id < $2::uuid
                        ORDER BY m.product_id DESC LIMIT (SELECT most FROM share)) member),
            known AS (
                SELECT product_id AS until FROM members
                 WHERE place = (SELECT most FROM share) ORDER BY product_id DESC LIMIT 1),
            candidates AS (
                SELECT DISTINCT product_id FROM members
                 WHERE product_id >= COALESCE((SELECT until FROM known), '00000000-0000-0000-0000-000000000000'::uuid)
                 ORDER BY product_id DESC LIMIT $3::bigint)
            SELECT %s, s.on_hand, c.product_id AS candidate, EXISTS (SELECT 1 FROM known) AS more
              FROM candidates c
              LEFT JOIN products p ON p.id = c.product_id AND %s
              LEFT JOIN stock s ON s.product_id = p.id
             ORDER BY c.product_id DESC""".formatted(ReadingRepository.COLUMNS, AccessRule.visible("$4", "$5"));

    private static final String THERE = """
            SELECT 1 FROM categories WHERE id = $1::uuid""";

    private final Database database;

    CategoryListRepository(Database database) {
        this.database = database;
    }

    /**
     * A part of the list.
     *
     * @param products up to the limit
     * @param end the last product that was looked at, or null if there are no more
     */
    record Part(List<Product> products, UUID end) {}

    /**
     * Fails with NoSuchCategory.
     *
     * @param after the last product that was looked at before, or null
     */
    Future<Part> list(UUID category, UUID after, int limit, Viewer viewer) {
        var search = new Search(category, limit, viewer, new ArrayList<>());
        return look(search, after == null ? NEWEST : after, 1)
                .compose(part ->
                        part.products().isEmpty() ? requireThere(category).map(part) : Future.succeededFuture(part));
    }

    private record Search(UUID category, int limit, Viewer viewer, List<Product> found) {

        /** In the first round a few more than wanted, and in each round more. */
        long candidates(int round) {
            return Math.min(MOST_AT_ONCE, (long) (limit + SPARE) << (round - 1));
        }
    }

    private Future<Part> look(Search search, UUID after, int round) {
        var candidates = search.candidates(round);
        return database.query(
                        CANDIDATES,
                        search.category,
                        after,
                        candidates,
                        search.viewer.caller(),
                        search.viewer.readsAll(),
                        Math.min(candidates, LEAST_SHARE << 2 * (round - 1)))
                .compose(rows -> {
                    var last = take(search, rows);
                    if (last == null || !last.more && rows.size() < candidates || search.found.size() > search.limit) {
                        return Future.succeededFuture(part(search, null));
                    }
                    return round < ROUNDS
                            ? look(search, last.candidate, round + 1)
                            : Future.succeededFuture(part(search, last.candidate));
                });
    }

    private record Last(UUID candidate, boolean more) {}

    /** Null if there was none. */
    private static Last take(Search search, RowSet<Row> rows) {
        Last last = null;
        for (var row : rows) {
            last = new Last(row.getUUID("candidate"), row.getBoolean("more"));
            if (row.getUUID("id") != null) {
                search.found.add(ReadingRepository.product(row));
            }
        }
        return last;
    }

    private static Part part(Search search, UUID end) {
        var found = search.found;
        if (found.size() <= search.limit) {
            return new Part(List.copyOf(found), end);
        }
        var products = List.copyOf(found.subList(0, search.limit));
        return new Part(products, products.get(products.size() - 1).id());
    }

    /** Fails with NoSuchCategory. */
    Future<Void> requireThere(UUID category) {
        return database.query(THERE, category)
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new NoSuchCategory().refusal()));
    }
}
