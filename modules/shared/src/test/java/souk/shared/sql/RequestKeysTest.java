package souk.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.sql.Ledger.await;
import static souk.shared.sql.Ledger.failureOf;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.shared.http.Answer;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

class RequestKeysTest {

    private static Ledger ledger;
    private final AtomicInteger runs = new AtomicInteger();
    private Database database;
    private RequestKeys keys;

    @BeforeAll
    static void create() {
        ledger = Ledger.create();
        ledger.apply("request_keys");
    }

    @AfterAll
    static void drop() {
        ledger.close();
    }

    @BeforeEach
    void open() {
        database = Database.open(ledger.vertx, ledger.config);
        keys = new RequestKeys(database);
    }

    @AfterEach
    void close() {
        await(database.close());
        ledger.database.execute("TRUNCATE accounts, request_keys");
    }

    @Test
    void aRepeatGetsTheFirstAnswerByteForByteAndHasNoEffect() {
        var first = await(keys.once(request("k", "body"), this::createAccount));
        var second = await(keys.once(request("k", "body"), this::createAccount));
        assertThat(runs).hasValue(1);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers()).containsAllEntriesOf(first.headers()).containsEntry(RequestKeys.REPLAYED, "true");
        assertThat(first.headers()).doesNotContainKey(RequestKeys.REPLAYED);
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefusedAndChangesNothing() {
        await(keys.once(request("k", "body"), this::createAccount));
        assertThat(codeOf(keys.once(request("k", "other"), this::createAccount)))
                .isEqualTo(ProblemCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(await(keys.once(request("k", "body"), this::createAccount)).status())
                .isEqualTo(201);
        assertThat(runs).hasValue(1);
    }

    @Test
    void anotherCallerMayUseTheSameKey() {
        await(keys.once(request("k", "body"), this::createAccount));
        ledger.database.execute("TRUNCATE accounts");
        var other = KeyedRequest.of("someone-else", "POST /accounts", "k", "/accounts", Buffer.buffer("body"));
        assertThat(await(keys.once(other, this::createAccount)).headers()).doesNotContainKey(RequestKeys.REPLAYED);
        assertThat(runs).hasValue(2);
    }

    @Test
    void twinsAtTheSameInstantHaveOneEffect() {
        var twins = new ArrayList<Future<Answer>>();
        for (var i = 0; i < 20; i++) {
            twins.add(keys.once(request("twin", "body"), this::createAccount));
        }
        var bodies = twins.stream().map(twin -> await(twin).body()).distinct();
        assertThat(bodies).hasSize(1);
        assertThat(runs).hasValue(1);
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void aTwinThatTakesTooLongIsStillUnderWay() {
        var finish = Promise.<Void>promise();
        var slow = keys.once(
                request("slow", "body"),
                connection -> createAccount(connection)
                        .compose(answer -> finish.future().map(answer)));
        await(ledger.vertx.timer(100));
        var code = codeOf(keys.once(request("slow", "body"), this::createAccount));
        finish.complete();
        assertThat(code).isEqualTo(ProblemCode.REQUEST_IN_FLIGHT);
        assertThat(await(slow).status()).isEqualTo(201);
        assertThat(await(keys.once(request("slow", "body"), this::createAccount))
                        .headers())
                .containsKey(RequestKeys.REPLAYED);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aRefusalUndoesTheEffectAndIsTheAnswerFromThenOn() {
        Function<SqlConnection, Future<Answer>> refusing = connection -> createAccount(connection)
                .compose(answer -> Future.failedFuture(Problem.of(ProblemCode.STALE_VERSION, "It is at version 7.")
                        .with("currentVersion", 7)
                        .refusal()));
        var first = await(keys.once(request("no", "body"), refusing));
        assertThat(accounts()).isZero();
        var second = await(keys.once(request("no", "body"), this::createAccount));
        assertThat(first.status()).isEqualTo(412);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers())
                .containsEntry("content-type", Problem.MEDIA_TYPE)
                .containsEntry("etag", "\"7\"");
        assertThat(accounts()).isZero();
        assertThat(runs).hasValue(1);
    }

    @Test
    void aRefusalFoundBySqlAsAViolationIsKeptToo() {
        await(keys.once(request("one", "body"), this::createAccount));
        Function<SqlConnection, Future<Answer>> again = connection -> createAccount(connection)
                .recover(error -> Future.failedFuture(
                        SqlFailure.of(error).violates("accounts_name_unique")
                                ? Problem.of(ProblemCode.DUPLICATE, "The name is taken.")
                                        .refusal()
                                : error));
        assertThat(await(keys.once(request("two", "body"), again)).status()).isEqualTo(409);
        ledger.database.execute("TRUNCATE accounts");
        assertThat(await(keys.once(request("two", "body"), again)).status()).isEqualTo(409);
    }

    @Test
    void troubleStoresNothingSoThatARepeatMaySucceed() {
        var failure = failureOf(keys.once(
                request("t", "body"),
                connection -> createAccount(connection)
                        .compose(answer -> Future.failedFuture(Trouble.because("a part is away")))));
        assertThat(failure).isInstanceOf(Trouble.class);
        assertThat(await(keys.once(request("t", "body"), this::createAccount)).headers())
                .doesNotContainKey(RequestKeys.REPLAYED);
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void whatIsOnlyBegunIsUnderWayUntilSomebodyGivesItsAnswerAndTheFirstOneCounts() {
        var begun = await(keys.begin(
                request("b", "body"), connection -> createAccount(connection).map(done -> Optional.empty())));
        assertThat(begun).isEmpty();
        assertThat(accounts()).isEqualTo(1);
        assertThat(codeOf(keys.once(request("b", "body"), this::createAccount)))
                .isEqualTo(ProblemCode.REQUEST_IN_FLIGHT);
        var name = new RequestKeys.Name("caller", "POST /accounts", "b");
        var first = finish(name, new Answer(202, Map.of(), Buffer.buffer("accepted")));
        var second = finish(name, new Answer(200, Map.of(), Buffer.buffer("done")));
        assertThat(first.body().toString()).isEqualTo("accepted");
        assertThat(second.body().toString()).isEqualTo("accepted");
        var replayed = await(keys.once(request("b", "body"), this::createAccount));
        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.headers()).containsEntry(RequestKeys.REPLAYED, "true");
        assertThat(accounts()).isEqualTo(1);
    }

    private Answer finish(RequestKeys.Name name, Answer answer) {
        return await(database.transaction(connection -> RequestKeys.finish(connection, name, answer)));
    }

    @Test
    void anAnswerWithoutABodyIsReplayedWithoutABody() {
        await(keys.once(request("e", "body"), connection -> Future.succeededFuture(Answer.noContent())));
        var replayed = await(keys.once(request("e", "body"), this::createAccount));
        assertThat(replayed.status()).isEqualTo(204);
        assertThat(replayed.body()).isNull();
    }

    @Test
    void forgetsOldAnswersOnly() {
        await(keys.once(request("old", "body"), this::createAccount));
        ledger.database.execute("UPDATE request_keys SET created_at = now() - interval '2 days'");
        ledger.database.execute("TRUNCATE accounts");
        await(keys.once(request("new", "body"), this::createAccount));
        assertThat(await(keys.sweep(Duration.ofDays(1)))).isEqualTo(1);
        assertThat(ledger.database.value("SELECT string_agg(key, ',') FROM request_keys"))
                .isEqualTo("new");
    }

    private Future<Answer> createAccount(SqlConnection connection) {
        var id = UUID.randomUUID();
        runs.incrementAndGet();
        return connection
                .preparedQuery("INSERT INTO accounts VALUES ($1::uuid, 'one', 1)")
                .execute(Database.tuple(id))
                .map(done -> new Answer(
                        201, Map.of("location", "/accounts/" + id), Buffer.buffer("{\"id\": \"" + id + "\"}")));
    }

    private static KeyedRequest request(String key, String body) {
        return KeyedRequest.of("caller", "POST /accounts", key, "/accounts", Buffer.buffer(body));
    }

    private static ProblemCode codeOf(Future<?> refused) {
        return ((Refusal) failureOf(refused)).problem().code();
    }

    private static long accounts() {
        return ledger.database.number("SELECT count(*) FROM accounts");
    }
}
