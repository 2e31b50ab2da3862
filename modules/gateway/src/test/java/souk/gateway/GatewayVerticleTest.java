package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import souk.shared.bus.Bus;
import souk.shared.config.Settings;
import souk.shared.http.HttpServerSettings;
import souk.shared.runtime.ServiceContext;

class GatewayVerticleTest {

    @Test
    void startsAndStopsThoughNobodyElseIsThere() {
        var vertx = Vertx.vertx();
        try {
            var context = ServiceContext.local(vertx, "gateway", Bus.local(vertx));
            var config = GatewayConfig.from(Settings.of(Map.<String, String>of()::get));
            Wait.on(vertx.deployVerticle(new GatewayVerticle(config, context)));
            Wait.on(context.stop());
        } finally {
            Wait.on(vertx.close());
        }
    }

    @Test
    void saysWhyItCannotShareAPort() {
        var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
        try {
            GatewayVerticle.requireReusablePort(false, vertx);
            assertThatThrownBy(() -> GatewayVerticle.requireReusablePort(true, vertx))
                    .hasMessageContaining("SOUK_HTTP_REUSE_PORT");
        } finally {
            Wait.on(vertx.close());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void sharesAPortWithTheNativeTransport() {
        var one = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        var other = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        try {
            GatewayVerticle.requireReusablePort(true, one);
            var port = listen(one, 0).actualPort();
            assertThat(listen(other, port).actualPort()).isEqualTo(port);
        } finally {
            Wait.on(one.close());
            Wait.on(other.close());
        }
    }

    private static HttpServer listen(Vertx vertx, int port) {
        var options = HttpServerSettings.listener("127.0.0.1", port).setReusePort(true);
        return Wait.on(vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end(HttpMethod.GET.name()))
                .listen());
    }
}
