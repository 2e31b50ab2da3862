package souk.shared.http;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.Set;
import souk.shared.config.NodeConfig.BusTransport;

/**
 * HTTP between gateways and services with mutual TLS, by the certificates of the bus. As there, who has a certificate of
 * the cluster's authority is one of us, whatever host it names.
 */
public final class ServiceTls {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");

    private ServiceTls() {}

    /** A listener that speaks with nobody but members of the cluster. */
    public static HttpServerOptions listening(HttpServerOptions options, BusTransport own) {
        return options.setSsl(true)
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setKeyCertOptions(certificate(own))
                .setTrustOptions(authority(own));
    }

    /** A client that speaks with nobody but members of the cluster. */
    public static HttpClientOptions calling(HttpClientOptions options, BusTransport own) {
        return options.setSsl(true)
                .setTrustAll(false)
                .setVerifyHost(false)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setKeyCertOptions(certificate(own))
                .setTrustOptions(authority(own));
    }

    private static PemKeyCertOptions certificate(BusTransport own) {
        return new PemKeyCertOptions()
                .addKeyPath(own.key().toAbsolutePath().toString())
                .addCertPath(own.certificate().toAbsolutePath().toString());
    }

    private static PemTrustOptions authority(BusTransport own) {
        return new PemTrustOptions()
                .addCertPath(own.authority().toAbsolutePath().toString());
    }
}
