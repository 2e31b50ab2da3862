package souk.products.importing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import souk.products.catalog.BulkRepository;
import souk.products.catalog.BulkRepository.Locked;
import souk.products.catalog.InsertingRepository;
import souk.products.catalog.Product;
import souk.products.importing.Judging.Owned;
import souk.products.importing.reading.Draft;
import souk.products.importing.reading.Portion;
import souk.shared.problem.Violation;
import souk.shared.sql.Database;
import souk.shared.sql.SqlFailure;

/**
 * Applies what was read. One transaction holds the effects of a batch, the verdicts and how far the import has come, so
 * that whatever ends it at whatever instant, no line is applied twice and none is left out.
 */
final class BatchRepository {

    private static final String CATEGORIES = "SELECT id, parent_id, name FROM categories";

    private final Vertx vertx;
    private final Database database;

    BatchRepository(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /** Gives the ids of products that are different now. Fails with {@link LostLease}, or as {@link Database} does. */
    Future<List<UUID>> apply(Job job, Portion portion) {
        return apply(job, portion, false)
                .recover(failure -> isOfALine(failure) ? apply(job, portion, true) : Future.failedFuture(failure));
    }

    /** A constraint or a value: one of the lines is to blame, and the others shall not suffer for it. */
    private static boolean isOfALine(Throwable failure) {
        var sql = SqlFailure.of(failure);
        return !sql.sqlState().isEmpty() && !sql.isPassing();
    }

    private Future<List<UUID>> apply(Job job, Portion portion, boolean oneByOne) {
        return database.transaction(connection -> {
            var begun = job.dryRun() ? execute(connection, "SAVEPOINT dry_run") : Future.<Void>succeededFuture();
            return begun.compose(ready -> rounds(connection, job, portion.drafts(), oneByOne))
                    .compose(verdicts -> job.dryRun()
                            ? execute(connection, "ROLLBACK TO SAVEPOINT dry_run")
                                    .map(verdicts)
                            : Future.succeededFuture(verdicts))
                    .compose(verdicts -> LineRepository.add(connection, job.id(), withJoined(portion, verdicts))
                            .compose(
                                    added -> JobRepository.advance(connection, job, portion.next(), Tally.of(verdicts)))
                            .map(changed(job, verdicts)));
        });
    }

    private static List<UUID> changed(Job job, List<LineVerdict> verdicts) {
        return job.dryRun()
                ? List.of()
                : verdicts.stream()
                        .filter(verdict -> verdict.outcome().equals("created")
                                || verdict.outcome().equals("updated"))
                        .map(LineVerdict::productId)
                        .filter(Objects::nonNull)
                        .toList();
    }

    private static List<LineVerdict> withJoined(Portion portion, List<LineVerdict> verdicts) {
        var all = new ArrayList<>(verdicts);
        for (var draft : portion.drafts()) {
            for (var line : draft.joined()) {
                all.add(new LineVerdict(line, 0, "joined", null, draft.sku(), draft.line(), null, null));
            }
        }
        return all;
    }

    /** A line about the same product as an earlier one sees what that one did. */
    private Future<List<LineVerdict>> rounds(SqlConnection connection, Job job, List<Draft> drafts, boolean oneByOne) {
        Future<List<LineVerdict>> verdicts = Future.succeededFuture(new ArrayList<>());
        for (var round : split(drafts, job, oneByOne)) {
            verdicts = verdicts.compose(
                    before -> (oneByOne ? guarded(connection, job, round) : round(connection, job, round)).map(more -> {
                        before.addAll(more);
                        return before;
                    }));
        }
        return verdicts;
    }

    private static List<List<Draft>> split(List<Draft> drafts, Job job, boolean oneByOne) {
        var rounds = new ArrayList<List<Draft>>();
        var seen = new HashSet<Owned>();
        for (var draft : drafts) {
            var repeats =
                    draft.sku() != null && !seen.add(Owned.of(draft, job.act().actor()));
            if (rounds.isEmpty() || repeats || oneByOne) {
                rounds.add(new ArrayList<>());
                seen.clear();
                if (draft.sku() != null) {
                    seen.add(Owned.of(draft, job.act().actor()));
                }
            }
            rounds.get(rounds.size() - 1).add(draft);
        }
        return rounds;
    }

    private Future<List<LineVerdict>> guarded(SqlConnection connection, Job job, List<Draft> single) {
        return execute(connection, "SAVEPOINT line")
                .compose(set -> round(connection, job, single))
                .recover(failure -> isOfALine(failure)
                        ? execute(connection, "ROLLBACK TO SAVEPOINT line")
                                .map(undone -> single.stream()
                                        .map(draft -> Judged.failed(draft, List.of(told(failure)))
                                                .verdict(job.dryRun()))
                                        .toList())
                        : Future.failedFuture(failure));
    }

    private static Violation told(Throwable failure) {
        var sql = SqlFailure.of(failure);
        return switch (sql.constraint()) {
            case "products_slug_unique" -> new Violation("/slug", "is the slug of another product");
            case "stock_covers_reserved" -> new Violation("/stock", "must not be less than what is in orders");
            default ->
                sql.kind() == SqlFailure.Kind.FOREIGN_KEY_VIOLATION
                        ? new Violation("/categories", "names a category that is not there")
                        : new Violation("", "cannot be stored");
        };
    }

    private Future<List<LineVerdict>> round(SqlConnection connection, Job job, List<Draft> drafts) {
        var named = drafts.stream().filter(draft -> draft.sku() != null).toList();
        var keys =
                named.stream().map(draft -> Owned.of(draft, job.act().actor())).toList();
        var owners = keys.stream().map(Owned::seller).toArray(UUID[]::new);
        var skus = keys.stream().map(Owned::sku).toArray(String[]::new);
        return BulkRepository.lock(connection, owners, skus)
                .compose(locked -> categories(connection, drafts).compose(names -> judge(job, drafts, locked, names)))
                .compose(judged -> withFreeSlugs(connection, job, judged))
                .compose(judged -> insert(connection, job, judged))
                .compose(judged -> change(connection, job, judged).map(judged))
                .map(judged ->
                        judged.stream().map(one -> one.verdict(job.dryRun())).toList());
    }

    private static Future<CategoryNames> categories(SqlConnection connection, List<Draft> drafts) {
        if (drafts.stream().allMatch(draft -> draft.categories().isEmpty())) {
            return Future.succeededFuture(CategoryNames.NONE);
        }
        return connection
                .preparedQuery(CATEGORIES)
                .execute()
                .map(rows -> new CategoryNames(StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new CategoryNames.Node(
                                row.getUUID("id"), row.getUUID("parent_id"), row.getString("name")))
                        .toList()));
    }

    /** Off the event loop, for there are others whom it serves. */
    private Future<List<Judged>> judge(Job job, List<Draft> drafts, List<Locked> locked, CategoryNames names) {
        return vertx.executeBlocking(
                () -> {
                    Map<Owned, Locked> there = new HashMap<>();
                    locked.forEach(one -> there.put(
                            new Owned(one.product().sellerId(), one.product().sku()), one));
                    var judging = new Judging(job, there, names);
                    return drafts.stream().map(judging::judge).toList();
                },
                false);
    }

    private static Future<List<Judged>> withFreeSlugs(SqlConnection connection, Job job, List<Judged> judged) {
        var asking = judged.stream().filter(one -> one.slug() != null).toList();
        if (asking.isEmpty()) {
            return Future.succeededFuture(judged);
        }
        var owners = asking.stream()
                .map(one -> Owned.of(one.draft(), job.act().actor()).seller())
                .toArray(UUID[]::new);
        var slugs = asking.stream().map(Judged::slug).toArray(String[]::new);
        return BulkRepository.slugs(connection, owners, slugs).map(taken -> {
            var used = taken.stream()
                    .map(one -> new Owned(one.owner(), one.slug()))
                    .collect(Collectors.toCollection(HashSet::new));
            return judged.stream()
                    .map(one -> one.slug() == null ? one : withFreeSlug(one, job, used))
                    .toList();
        });
    }

    /** The slugs of the batch count too. */
    private static Judged withFreeSlug(Judged judged, Job job, HashSet<Owned> used) {
        var seller = Owned.of(judged.draft(), job.act().actor()).seller();
        if (used.add(new Owned(seller, judged.slug()))) {
            return judged;
        }
        return judged.draft().foreign()
                ? judged.withoutSlug()
                : judged.failing(List.of(new Violation("/slug", "is the slug of another product")));
    }

    private static Future<List<Judged>> insert(SqlConnection connection, Job job, List<Judged> judged) {
        var insertions =
                judged.stream().map(Judged::insertion).filter(Objects::nonNull).toList();
        if (insertions.isEmpty()) {
            return Future.succeededFuture(judged);
        }
        return InsertingRepository.insert(connection, insertions, job.act()).compose(made -> {
            var ids = made.stream().map(Product::id).collect(Collectors.toSet());
            return Future.all(judged.stream()
                            .map(one -> one.insertion() == null
                                            || ids.contains(one.insertion().id())
                                    ? Future.succeededFuture(one)
                                    : leftOut(connection, job, one))
                            .toList())
                    .map(all -> all.<Judged>list());
        });
    }

    private static Future<Judged> leftOut(SqlConnection connection, Job job, Judged judged) {
        return InsertingRepository.obstacle(connection, judged.insertion(), job.act())
                .map(refusal -> judged.failing(
                        refusal.problem().errors().isEmpty()
                                ? List.of(new Violation("", refusal.problem().detail()))
                                : refusal.problem().errors()));
    }

    private static Future<Void> change(SqlConnection connection, Job job, List<Judged> judged) {
        var replacements = judged.stream()
                .map(Judged::replacement)
                .filter(Objects::nonNull)
                .toList();
        return replacements.isEmpty()
                ? Future.succeededFuture()
                : BulkRepository.change(connection, replacements, job.act());
    }

    private static Future<Void> execute(SqlConnection connection, String sql) {
        return connection.query(sql).execute().mapEmpty();
    }
}
