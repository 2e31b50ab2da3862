package souk.shared.http;

import io.vertx.core.http.HttpServerOptions;

/** The limits under which every HTTP listener of ours runs. */
public final class HttpServerSettings {

    private static final int IDLE_SECONDS = 30;
    private static final int HEADERS_BYTES = 8 * 1024;
    private static final int REQUEST_LINE_BYTES = 4 * 1024;

    private HttpServerSettings() {}

    /** Nobody speaks WebSocket here, and what only serves that would look at every message. */
    public static HttpServerOptions listener(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(HEADERS_BYTES)
                .setMaxInitialLineLength(REQUEST_LINE_BYTES)
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true)
                .setAcceptBacklog(1024);
    }
}
