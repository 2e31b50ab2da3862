package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.shared.config.NodeConfig.BusTransport;
import souk.shared.config.NodeConfig.Listener;
import souk.shared.http.ServiceTls;
import souk.testing.Certificates;

/** Between a gateway and the services behind it. */
class MutualTlsTest {

    @TempDir
    private static Path directory;

    private static BusTransport stranger;
    private static BusTransport member;
    private static RunningGateway gateway;
    private static StubInstance products;

    @BeforeAll
    static void start() {
        var ours = new Certificates(directory, "ours");
        member = transport(ours.issue("gateway-1"));
        stranger = transport(new Certificates(directory, "theirs").issue("stranger"));
        var service = transport(ours.issue("products-1"));
        gateway = RunningGateway.over(options -> ServiceTls.calling(options, member));
        products = StubInstance.start(
                gateway.vertx, "products", "products-1", options -> ServiceTls.listening(options, service));
        gateway.ready(products.member());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static BusTransport transport(Certificates.Identity files) {
        return new BusTransport(new Listener("127.0.0.1", 0), files.key(), files.certificate(), files.authority());
    }

    @Test
    void carriesRequestsBetweenMembers() {
        var answer = gateway.get("/products");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("products-1");
    }

    @Test
    void refusesWhoSpeaksPlainly() throws IOException {
        try (var plain = new RawConnection(products.port())) {
            plain.send("GET /api/v1/products HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(plain.readToEnd()).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void refusesWhoHasNoCertificate() {
        assertRefused(new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));
    }

    @Test
    void refusesTheCertificateOfAnotherAuthority() {
        assertRefused(ServiceTls.calling(new HttpClientOptions(), stranger).setTrustAll(true));
    }

    @Test
    void letsOnlyTheTestsOwnCertificateThrough() {
        assertThat(status(ServiceTls.calling(new HttpClientOptions(), member))).isEqualTo(200);
    }

    @Test
    void asksNobodyWhoIsNotAMember() {
        var impostor = StubInstance.start(
                gateway.vertx, "orders", "orders-1", options -> ServiceTls.listening(options, stranger));
        gateway.ready(impostor.member());
        assertThat(gateway.get("/orders").status()).isEqualTo(503);
        assertThat(impostor.received()).isEmpty();
    }

    private static void assertRefused(HttpClientOptions client) {
        var before = products.received().size();
        assertThatThrownBy(() -> status(client)).hasMessageContaining("SSLHandshakeException");
        assertThat(products.received()).hasSize(before);
    }

    private static int status(HttpClientOptions options) {
        var client = gateway.vertx.createHttpClient(options);
        return Wait.on(client.request(HttpMethod.GET, products.port(), "127.0.0.1", "/api/v1/products")
                .compose(request -> request.send())
                .map(response -> response.statusCode())
                .eventually(client::close));
    }
}
