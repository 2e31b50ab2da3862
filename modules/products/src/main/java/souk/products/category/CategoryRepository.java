package souk.products.category;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import souk.shared.contract.CategoriesTold;
import souk.shared.contract.CategoryNode;
import souk.shared.json.WireJson;
import souk.shared.sql.Database;

/** Reads categories. Each statement sees the tree as it was at one revision. */
final class CategoryRepository {

    /** Categories with the ways that lead to them. */
    private static final String FIND = """
            WITH RECURSIVE up (below, next, step, id, name, slug) AS (
                SELECT c.id, c.parent_id, 0, c.id, c.name, c.slug
                  FROM categories c WHERE c.id = ANY ($1::uuid[])
                UNION ALL
                SELECT up.below, p.parent_id, up.step + 1, p.id, p.name, p.slug
                  FROM up JOIN categories p ON p.id = up.next),
            paths AS (
                SELECT below, jsonb_agg(jsonb_build_object('id', id, 'name', name, 'slug', slug) ORDER BY step DESC)
                           FILTER (WHERE step > 0) AS path
                  FROM up GROUP BY below)
            SELECT c.id, c.parent_id, c.name, c.slug, c.description, c.position, c.version, c.created_at, c.updated_at,
                   p.path::text AS path
              FROM paths p JOIN categories c ON c.id = p.below""";

    /** One row without a category if that revision is the present one. */
    private static final String TREE = """
            SELECT t.revision, c.id, c.parent_id, c.name, c.slug, c.position
              FROM category_tree t LEFT JOIN categories c ON t.revision <> $1::bigint""";

    private static final String MATCHING = """
            SELECT c.id FROM categories c
             WHERE (SELECT bool_and(strpos(lower(c.name || ' ' || c.slug || ' ' || c.description), word) > 0)
                      FROM unnest($1::text[]) word)""";

    private final Database database;

    CategoryRepository(Database database) {
        this.database = database;
    }

    Future<Optional<Category>> find(UUID id) {
        return find(List.of(id)).map(found -> found.stream().findFirst());
    }

    /** In no particular order; what is not there is left out. */
    Future<List<Category>> find(Collection<UUID> ids) {
        return database.connection(connection -> find(connection, ids));
    }

    static Future<List<Category>> find(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery(FIND)
                .execute(Database.tuple((Object) ids.toArray(UUID[]::new)))
                .map(rows -> stream(rows).map(CategoryRepository::category).toList());
    }

    /** @param known a revision of which the nodes are not needed */
    Future<CategoriesTold> tree(long known) {
        return database.query(TREE, known).map(rows -> {
            var revision = rows.iterator().next().getLong("revision");
            var nodes = stream(rows)
                    .filter(row -> row.getUUID("id") != null)
                    .map(CategoryRepository::node)
                    .toList();
            return new CategoriesTold(revision, revision == known ? null : nodes);
        });
    }

    /** @param words in lower case; each must be somewhere in the name, the slug or the description */
    Future<Set<UUID>> matching(Collection<String> words) {
        return database.query(MATCHING, (Object) words.toArray(String[]::new))
                .map(rows -> stream(rows).map(row -> row.getUUID("id")).collect(Collectors.toUnmodifiableSet()));
    }

    private static CategoryNode node(Row row) {
        return new CategoryNode(
                row.getUUID("id"),
                row.getUUID("parent_id"),
                row.getString("name"),
                row.getString("slug"),
                row.getInteger("position"));
    }

    private static Category category(Row row) {
        return new Category(
                row.getUUID("id"),
                row.getUUID("parent_id"),
                row.getString("name"),
                row.getString("slug"),
                row.getString("description"),
                row.getInteger("position"),
                path(row.getString("path")),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static List<Category.Step> path(String json) {
        if (json == null) {
            return List.of();
        }
        return StreamSupport.stream(WireJson.read(json, JsonNode.class).spliterator(), false)
                .map(step -> new Category.Step(
                        UUID.fromString(step.path("id").textValue()),
                        step.path("name").textValue(),
                        step.path("slug").textValue()))
                .toList();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
