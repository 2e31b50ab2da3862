package souk.products.importing;

import static souk.shared.security.Permission.WRITE_OWN_PRODUCTS;
import static souk.shared.security.Permission.WRITE_PRODUCTS;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import souk.products.grant.Viewer;
import souk.products.importing.ImportFailure.NoSuchImport;
import souk.products.importing.ImportFailure.Over;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Query;
import souk.shared.http.Rule;
import souk.shared.problem.Problem;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/** The REST API of imports, as {@code openapi/imports.yaml} describes it. */
final class ImportRoutes {

    private static final String UPLOAD = "/api/v1/products/import";
    private static final String IMPORTS = "/api/v1/imports";
    private static final String IMPORT = IMPORTS + "/:id";
    private static final Set<String> OUTCOMES = Set.of("created", "updated", "unchanged", "failed", "joined");

    private final ImportRepository imports;
    private final LineRepository lines;
    private final RequestKeys keys;
    private final ImportSettings settings;
    private final Runnable wake;

    /** @param wake called when there is something to do */
    ImportRoutes(
            ImportRepository imports, LineRepository lines, RequestKeys keys, ImportSettings settings, Runnable wake) {
        this.imports = imports;
        this.lines = lines;
        this.keys = keys;
        this.settings = settings;
        this.wake = wake;
    }

    void mount(HttpApi api) {
        var importers = Rule.permission(WRITE_OWN_PRODUCTS, WRITE_PRODUCTS);
        api.onUpload(UPLOAD, importers, this::take)
                .on(HttpMethod.GET, IMPORTS, importers, this::list)
                .on(HttpMethod.GET, IMPORT, importers, this::read)
                .on(HttpMethod.DELETE, IMPORT, importers, this::cancel)
                .on(HttpMethod.GET, IMPORT + "/lines", importers, this::lines);
    }

    /** The key of a request can only be looked up when all of the file is there: it stands for the file too. */
    private Future<Answer> take(ApiRequest request) {
        var asked = ImportRequest.of(request, settings);
        var key = request.idempotencyKey();
        var receiving = new Receiving(imports, asked.wanted(), new Transcoding(asked.charset()), settings.maxBytes());
        return imports.begin(asked.wanted())
                .compose(begun -> receiving.take(request.upload()))
                .compose(hash -> receiving.bytes() == 0
                        ? Future.failedFuture(Problem.invalid("", "is empty").refusal())
                        : complete(request, asked, key, hash))
                .onSuccess(answer -> wake.run());
    }

    private Future<Answer> complete(ApiRequest request, ImportRequest asked, Optional<String> key, byte[] hash) {
        var id = asked.wanted().id();
        return key.map(given -> keys.once(
                        keyed(request, asked, given, hash),
                        connection -> ImportRepository.complete(connection, id).map(ImportRoutes::accepted)))
                .orElseGet(() -> imports.complete(id).map(ImportRoutes::accepted));
    }

    private static KeyedRequest keyed(ApiRequest request, ImportRequest asked, String key, byte[] hash) {
        var wanted = asked.wanted();
        var path = String.join(" ", UPLOAD, wanted.wanted(), wanted.currency(), Boolean.toString(wanted.dryRun()));
        return KeyedRequest.of(wanted.act().actor().toString(), "POST " + UPLOAD, key, path, Buffer.buffer(hash))
                .askedIn(request);
    }

    private static Answer accepted(Optional<Import> waiting) {
        var accepted = waiting.orElseThrow(() -> new Over(ImportState.CANCELLED).refusal());
        return Answer.json(202, accepted).location(IMPORTS + "/" + accepted.id());
    }

    private Future<Answer> list(ApiRequest request) {
        var query = request.query();
        var cursor = query.cursor();
        var limit = query.limit();
        query.done();
        var before = cursor.map(text -> Cursor.id("imports", text)).orElse(null);
        return imports.list(request.caller().id(), before, limit)
                .map(rows -> request.page(Page.of(rows, limit, last -> Cursor.ofId("imports", last.id()))));
    }

    private Future<Answer> read(ApiRequest request) {
        return find(request.id("id"), request).map(Answer::ok);
    }

    private Future<Answer> cancel(ApiRequest request) {
        var id = request.id("id");
        return find(id, request)
                .compose(found -> imports.cancel(id, everything(request)).map(done -> {
                    if (!done) {
                        throw new Over(found.state()).refusal();
                    }
                    return Answer.noContent();
                }));
    }

    private Future<Answer> lines(ApiRequest request) {
        var id = request.id("id");
        var query = request.query();
        var outcome = query.text("outcome", 10)
                .flatMap(name -> OUTCOMES.contains(name)
                        ? Optional.of(name)
                        : query.wrong("outcome", "must be one of created, updated, unchanged, failed, joined"))
                .orElse(null);
        var whole = query.text("format", 10)
                .flatMap(name -> name.equals("ndjson") ? Optional.of(name) : query.wrong("format", "must be ndjson"))
                .isPresent();
        var after = place(query);
        var limit = query.limit();
        query.done();
        return find(id, request)
                .compose(found -> whole
                        ? Future.succeededFuture(
                                Answer.streamed("application/x-ndjson", new LineStream(lines, id, outcome)))
                        : lines.page(id, outcome, after, limit + 1)
                                .map(rows -> request.page(Page.of(rows, limit, ImportRoutes::cursor))));
    }

    private static LinePlace place(Query query) {
        return query.cursor()
                .map(text -> Cursor.decode("import-lines", text, 2))
                .map(keys -> new LinePlace(number(keys.get(0)), (int) number(keys.get(1))))
                .orElse(LinePlace.BEGINNING);
    }

    private static long number(String key) {
        if (!key.matches("-?[0-9]{1,9}[0-9]{0,9}")) {
            throw Cursor.foreign();
        }
        return Long.parseLong(key);
    }

    private static String cursor(LineVerdict last) {
        return Cursor.encode("import-lines", List.of(Long.toString(last.line()), Integer.toString(last.part())));
    }

    private Future<Import> find(UUID id, ApiRequest request) {
        return imports.find(id, everything(request))
                .map(found -> found.orElseThrow(() -> new NoSuchImport().refusal()));
    }

    /** Imports are seen by those who made them, and by those who may change everybody's products. */
    private static Viewer everything(ApiRequest request) {
        return new Viewer(request.caller().id(), request.caller().may(WRITE_PRODUCTS));
    }
}
