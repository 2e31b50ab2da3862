package souk.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static souk.shared.cluster.TestCluster.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.shared.cluster.NodeState;
import souk.shared.cluster.TestCluster;
import souk.shared.json.WireJson;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;
import souk.shared.security.Caller;
import souk.shared.security.Role;
import souk.testing.Certificates;

class ClusteredBusTest {

    private static final Caller ANN = Caller.of(UUID.randomUUID(), "ann", Role.CUSTOMER);
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    @TempDir
    private static Path directory;

    private static TestCluster cluster;
    private static TestCluster.Node orders;
    private static List<TestCluster.Node> products;

    record Ask(String question) {}

    record Told(String nodeId) {}

    @BeforeAll
    static void start() {
        cluster = new TestCluster(directory, 5);
        orders = cluster.start("orders");
        products = new ArrayList<>(List.of(cluster.start("products"), cluster.start("products")));
        products.forEach(node -> node.cluster().announce(NodeState.READY));
        awaitProducts(2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void bothInstancesAnswer() {
        var operation = operation("products.both.v1");
        serve(operation, node -> Future.succeededFuture(new Told(node.id())));
        var answered = new HashSet<String>();
        for (var i = 0; i < 40; i++) {
            answered.add(await(call(operation)).nodeId());
        }

        assertThat(answered).hasSize(2);
    }

    @Test
    void aRefusalComesBackFromAnotherNodeAndIsNotTriedAgain() {
        var operation = operation("products.refuse.v1");
        var asked = new CopyOnWriteArrayList<String>();
        serve(operation, node -> {
            asked.add(node.id());
            return Future.failedFuture(
                    Problem.of(ProblemCode.INSUFFICIENT_STOCK, "None left.").refusal());
        });

        assertThatThrownBy(() -> await(call(operation)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().detail()).isEqualTo("None left."));
        assertThat(asked).hasSize(1);
    }

    @Test
    void aCallWithoutAnswerIsTriedOnTheOtherInstanceAndTheSilentOneIsLeftAlone() {
        var operation = operation("products.silent.v1").withTries(Duration.ofSeconds(1), 2);
        var silent = products.get(0);
        var asked = new CopyOnWriteArrayList<String>();
        serve(operation, node -> {
            asked.add(node.id());
            return node == silent ? Promise.<Told>promise().future() : Future.succeededFuture(new Told(node.id()));
        });
        for (var i = 0; i < 30; i++) {
            assertThat(await(call(operation)).nodeId()).isNotEqualTo(silent.id());
        }

        assertThat(asked.stream().filter(silent.id()::equals)).hasSize(2);
        rehabilitate(silent);
    }

    @Test
    void theLastTryWaitsForASlowAnswerAsLongAsTheCallerCanSpare() {
        var asked = new CopyOnWriteArrayList<String>();
        var operation = operation("products.tardy.v1")
                .withTries(Duration.ofMillis(300), 2)
                .lastTryLeaving(Duration.ofMillis(700));
        serve(operation, node -> {
            asked.add(node.id());
            return node.vertx().timer(700).map(late -> new Told(node.id()));
        });

        assertThat(await(call(operation)).nodeId()).isEqualTo(asked.get(1));
        assertThat(asked).doesNotHaveDuplicates().hasSize(2);
        answerToAll();
    }

    @Test
    void triesNoLongerThanTheDeadline() {
        var operation = operation("products.slow.v1");
        serve(operation, node -> Promise.<Told>promise().future());
        var inTime = Future.<Boolean>future(promise -> orders.vertx().runOnContext(turn -> {
            var late = orders.vertx().timer(900);
            orders.bus()
                    .call(operation, new Ask("now"), context(Duration.ofMillis(250)))
                    .transform(ended -> Future.succeededFuture(ended.failed() && !late.isComplete()))
                    .onComplete(promise);
        }));

        assertThat(await(inTime)).isTrue();
    }

    @Test
    void aServiceWithoutInstancesIsTroubleAtOnce() {
        assertThatThrownBy(() -> await(call(operation("payments.take.v1")))).isInstanceOf(Trouble.class);
    }

    @Test
    void callsToAMemberThatDropsOutFailAtOnce() {
        var operation = operation("lottery.draw.v1").withTries(Operation.LONGEST_TRY, 1);
        var lottery = cluster.start("lottery");
        lottery.cluster().announce(NodeState.READY);
        var asked = Promise.<Void>promise();
        await(lottery.bus().serve(operation, (ask, context) -> {
            asked.complete();
            return Promise.<Told>promise().future();
        }));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !orders.directory().ready("lottery").isEmpty());
        var call = call(operation);
        await(asked.future());
        lottery.manager().getHazelcastInstance().getLifecycleService().terminate();

        assertThatThrownBy(() -> await(call)).isInstanceOf(Trouble.class).hasMessageContaining("gone");
    }

    @Test
    void aCallerWithoutOurSealIsRefusedAndTheHandlerNotAsked() {
        var operation = operation("products.guarded.v1");
        var asked = new CopyOnWriteArrayList<String>();
        serve(operation, node -> {
            asked.add(node.id());
            return Future.succeededFuture(new Told(node.id()));
        });
        var admin = WireJson.text(Caller.of(UUID.randomUUID(), "eve", Role.ADMIN));
        var forged = new DeliveryOptions()
                .addHeader("request-id", "request-1")
                .addHeader("caller", admin)
                .addHeader("deadline-ms", "1000")
                .addHeader("seal", TestCluster.SEAL.seal(admin, "products.other.v1", "request-1"));
        var address = "products.guarded.v1@" + products.get(0).id();

        assertThatThrownBy(() -> await(orders.vertx().eventBus().request(address, WireJson.write(new Ask("")), forged)))
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        refused -> assertThat(refused.failureCode()).isEqualTo(401));
        assertThat(asked).isEmpty();
    }

    @Test
    void javaObjectsAreNotTaken() {
        var address = "souk.test.objects";
        var received = new CopyOnWriteArrayList<Object>();
        await(products.get(0)
                .vertx()
                .eventBus()
                .consumer(address, message -> received.add(message.body()))
                .completion());

        assertThatThrownBy(() -> orders.vertx().eventBus().send(address, new BigDecimal("19.99")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(received).isEmpty();
    }

    @Test
    void aPlainTcpPeerIsShutOut() {
        assertThat(await(shutOut(new NetClientOptions()))).isTrue();
    }

    @Test
    void aPeerWithoutACertificateOfOursIsShutOut() {
        var stranger = new Certificates(directory, "stranger").issue("eve");
        var strangersKey = new PemKeyCertOptions()
                .addKeyPath(stranger.key().toString())
                .addCertPath(stranger.certificate().toString());
        var tls = new NetClientOptions().setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm("");

        assertThat(await(shutOut(new NetClientOptions(tls)))).isTrue();
        assertThat(await(shutOut(new NetClientOptions(tls).setKeyCertOptions(strangersKey))))
                .isTrue();
    }

    @Test
    void weDoNotTalkToAMemberWithAForeignCertificate() {
        var foreign = new Certificates(directory, "foreigner").issue("mallory");
        var ours = cluster.certificates().issue("ours").authority();
        var mallory = cluster.start("mallory", new Certificates.Identity(foreign.key(), foreign.certificate(), ours));
        var received = new CopyOnWriteArrayList<Object>();
        await(mallory.vertx()
                .eventBus()
                .consumer("souk.test.secrets", message -> received.add(message.body()))
                .completion());
        var patience = new DeliveryOptions().setSendTimeout(3_000);
        var asked = orders.vertx().eventBus().request("souk.test.secrets", Buffer.buffer("secret"), patience);

        assertThatThrownBy(() -> await(asked)).isInstanceOf(Exception.class);
        assertThat(received).isEmpty();
    }

    /** True if the bus ends the connection rather than read what comes over it. */
    private static Future<Boolean> shutOut(NetClientOptions options) {
        var info = products.get(0).manager().getNodeInfo();
        var closed = Promise.<Boolean>promise();
        orders.vertx()
                .createNetClient(options)
                .connect(info.port(), info.host())
                .onFailure(refused -> closed.tryComplete(true))
                .onSuccess(socket -> {
                    socket.closeHandler(ended -> closed.tryComplete(true));
                    socket.handler(pong -> closed.tryComplete(false));
                    socket.write(Buffer.buffer().appendInt(4).appendInt(0));
                });
        return closed.future();
    }

    private static void serve(Operation<Ask, Told> operation, Function<TestCluster.Node, Future<Told>> answer) {
        products.forEach(node -> await(node.bus().serve(operation, (ask, context) -> answer.apply(node))));
    }

    /** Until both have answered again, so that no miss counts against them in another test. */
    private static void answerToAll() {
        var operation = operation("products.here.v1");
        serve(operation, node -> Future.succeededFuture(new Told(node.id())));
        var answered = new HashSet<String>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            answered.add(await(call(operation)).nodeId());
            return answered.size() == 2;
        });
    }

    private static void rehabilitate(TestCluster.Node node) {
        var operation = operation("products.hello.v1");
        serve(operation, any -> Future.succeededFuture(new Told(any.id())));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> await(call(operation)).nodeId().equals(node.id()));
    }

    private static Future<Told> call(Operation<Ask, Told> operation) {
        return orders.bus().call(operation, new Ask("who"), context(PATIENCE));
    }

    private static CallContext context(Duration patience) {
        return new CallContext("request-1", null, ANN, Deadline.in(patience));
    }

    private static Operation<Ask, Told> operation(String address) {
        return Operation.of(address, Ask.class, Told.class);
    }

    private static void awaitProducts(int count) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> orders.directory().ready("products").size() == count);
    }
}
