package souk.gateway.protocol;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Takes new certificates from the files that the old ones came from. What cannot be used, such as a key that does not
 * belong to its certificate because only one of them has been written yet, is tried again when a file changes once more.
 */
final class CertificateRenewal {

    private static final Logger LOG = LogManager.getLogger(CertificateRenewal.class);

    private final Vertx vertx;
    private final HttpServer server;
    private final EdgeTls.Certificate files;
    private final HttpServerOptions options;
    private String known;

    /** @param options of the server, as far as TLS goes */
    CertificateRenewal(Vertx vertx, HttpServer server, EdgeTls.Certificate files, HttpServerOptions options) {
        this.vertx = vertx;
        this.server = server;
        this.files = files;
        this.options = options;
    }

    void lookEvery(Duration interval) {
        stamps().onComplete(first -> {
            known = first.result();
            vertx.setPeriodic(interval.toMillis(), tick -> look());
        });
    }

    private void look() {
        stamps().onSuccess(now -> {
            if (!now.equals(known)) {
                known = now;
                replace();
            }
        });
    }

    private void replace() {
        server.updateSSLOptions(options.getSslOptions(), true)
                .onSuccess(replaced -> LOG.info("event=certificate-renewed file={}", files.chain()))
                .onFailure(unusable -> LOG.warn(
                        "event=certificate-unusable file={} reason=\"{}\"", files.chain(), unusable.toString()));
    }

    private Future<String> stamps() {
        return Future.all(stamp(files.chain()), stamp(files.key()))
                .map(both -> both.list().toString());
    }

    private Future<String> stamp(Path file) {
        return vertx.fileSystem().props(file.toString()).map(props -> props.lastModifiedTime() + "/" + props.size());
    }
}
