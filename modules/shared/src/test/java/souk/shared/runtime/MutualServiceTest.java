package souk.shared.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.shared.bus.Bus;
import souk.shared.cluster.Directory;
import souk.shared.config.NodeConfig;
import souk.shared.config.Settings;
import souk.shared.http.ServiceTls;
import souk.testing.Certificates;

/** A service that was told to speak with members of the cluster only. */
class MutualServiceTest {

    @TempDir
    private static Path directory;

    private static Vertx vertx;
    private static NodeConfig node;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        var identity = new Certificates(directory, "ours").issue("products-1");
        node = NodeConfig.from(
                Settings.of(Map.of(
                        "SOUK_HTTP_TLS", "mutual",
                        "SOUK_CLUSTER_KEY", Base64.getEncoder().encodeToString(new byte[32]),
                        "SOUK_BUS_TLS_KEY", identity.key().toString(),
                        "SOUK_BUS_TLS_CERT", identity.certificate().toString(),
                        "SOUK_BUS_TLS_CA", identity.authority().toString())::get),
                "products");
        var context = new ServiceContext(
                vertx,
                node,
                Bus.local(vertx),
                Directory.fixed(),
                new SimpleMeterRegistry(),
                new ServiceContext.Progress() {});
        port = got(context.serveHttp(request -> request.response().end("tea")));
    }

    @AfterAll
    static void stop() throws Exception {
        got(vertx.close());
    }

    @Test
    void answersAMember() throws Exception {
        assertThat(status(ServiceTls.calling(new HttpClientOptions(), node.bus())))
                .isEqualTo(200);
    }

    @Test
    void answersNobodyElse() {
        var stranger = new Certificates(directory, "theirs").issue("stranger");
        var foreign = new NodeConfig.BusTransport(
                node.bus().listener(), stranger.key(), stranger.certificate(), stranger.authority());
        assertThatThrownBy(() -> status(new HttpClientOptions())).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> status(
                        new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false)))
                .satisfies(MutualServiceTest::isForItsCertificate);
        assertThatThrownBy(() -> status(
                        ServiceTls.calling(new HttpClientOptions(), foreign).setTrustAll(true)))
                .satisfies(MutualServiceTest::isForItsCertificate);
    }

    /** By the alert of RFC 8446, 6.2: older JDKs say bad_certificate where there is none. */
    private static void isForItsCertificate(Throwable refusal) {
        assertThat(Throwables.getStackTrace(refusal)).containsAnyOf("certificate_required", "bad_certificate");
    }

    private static int status(HttpClientOptions options) throws Exception {
        var client = vertx.createHttpClient(options);
        return got(client.request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(request -> request.send())
                .map(response -> response.statusCode())
                .eventually(client::close));
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }
}
