package souk.gateway.protocol;

import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.shared.config.Settings;

/**
 * TLS of the connections that clients make, with HTTP/2 for who offers it. Without a certificate the gateway speaks plain
 * HTTP/1.1, for a balancer that ends TLS in front of it. Names of hosts play no part (no SNI).
 */
public final class EdgeTls {

    private static final List<String> CIPHERS = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    private static final int STREAMS = 100;
    private static final int RESETS = 200;
    private static final int RESET_SECONDS = 30;
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Optional<Certificate> certificate;
    private final Duration look;

    /** PEM files: the certificate with those that lead to its authority, and its key. */
    record Certificate(Path chain, Path key) {

        PemKeyCertOptions options() {
            return new PemKeyCertOptions().addCertPath(chain.toString()).addKeyPath(key.toString());
        }
    }

    private EdgeTls(Optional<Certificate> certificate, Duration look) {
        this.certificate = certificate;
        this.look = look;
    }

    public static EdgeTls from(Settings settings) {
        if (settings.text("SOUK_TLS_CERT", "").isEmpty()
                && settings.text("SOUK_TLS_KEY", "").isEmpty()) {
            return new EdgeTls(Optional.empty(), LOOK);
        }
        var chain = settings.file("SOUK_TLS_CERT", "certificate chain of the public listener, PEM, with SOUK_TLS_KEY");
        var key = settings.file("SOUK_TLS_KEY", "key of SOUK_TLS_CERT, PEM");
        return new EdgeTls(Optional.of(new Certificate(chain.toAbsolutePath(), key.toAbsolutePath())), LOOK);
    }

    /** How often the files are looked at; other than usual in tests. */
    public EdgeTls lookingEvery(Duration interval) {
        return new EdgeTls(certificate, interval);
    }

    /** Makes a listener one for TLS if there is a certificate. */
    public HttpServerOptions secure(HttpServerOptions options) {
        certificate.ifPresent(files -> {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                    .setKeyCertOptions(files.options())
                    .setInitialSettings(new Http2Settings()
                            .setMaxConcurrentStreams(STREAMS)
                            .setMaxHeaderListSize(Limits.STANDARD.headers()))
                    .setHttp2RstFloodMaxRstFramePerWindow(RESETS)
                    .setHttp2RstFloodWindowDuration(RESET_SECONDS);
            CIPHERS.forEach(options::addEnabledCipherSuite);
        });
        return options;
    }

    /** From now on renewed files are used for new connections, without a restart. */
    public void renew(Vertx vertx, HttpServer server) {
        certificate.ifPresent(
                files -> new CertificateRenewal(vertx, server, files, secure(new HttpServerOptions())).lookEvery(look));
    }
}
