package souk.shared.cluster;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.Set;
import souk.shared.config.NodeConfig.BusTransport;

/**
 * The event bus with mutual TLS: without it anybody who reaches the port can run any handler. The bus itself does not
 * compare host names with certificates, so the authority must be the cluster's own and sign nobody else.
 */
public final class BusTls {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int PING_MILLIS = 2_000;

    private BusTls() {}

    public static EventBusOptions options(BusTransport bus) {
        return new EventBusOptions()
                .setHost(bus.listener().host())
                .setPort(bus.listener().port())
                .setSsl(true)
                .setTrustAll(false)
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addKeyPath(bus.key().toAbsolutePath().toString())
                        .addCertPath(bus.certificate().toAbsolutePath().toString()))
                .setTrustOptions(new PemTrustOptions()
                        .addCertPath(bus.authority().toAbsolutePath().toString()))
                .setConnectTimeout(CONNECT_MILLIS)
                .setReconnectAttempts(0)
                .setTcpNoDelay(true)
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PING_MILLIS);
    }
}
