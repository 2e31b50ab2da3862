package souk.local.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * One TCP connection to the gateway, opened when it is needed. It repeats nothing by itself, as ready-made clients do
 * with a GET whose connection broke: whoever measures must see every failure. For one thread.
 */
public final class HttpConnection implements AutoCloseable {
    private final InetSocketAddress address;
    private final String host;
    private final Duration patience;
    private Socket socket;
    private InputStream input;

    /** @param patience how long to wait for a connection, and for each part of an answer */
    public HttpConnection(String url, Duration patience) {
        var uri = URI.create(url);
        this.address = new InetSocketAddress(uri.getHost(), uri.getPort());
        this.host = uri.getAuthority();
        this.patience = patience;
    }

    /** Returns whatever the answer's status is. Fails with IOException, after which the next call opens anew. */
    public HttpAnswer send(String method, String path, Map<String, String> headers, String body) throws IOException {
        try {
            open();
            socket.getOutputStream().write(request(method, path, headers, body));
            var reader = new AnswerReader(input);
            var answer = reader.read();
            if (reader.isLast()) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    private void open() throws IOException {
        if (socket == null) {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(address, (int) patience.toMillis());
            input = new BufferedInputStream(socket.getInputStream());
        }
    }

    private byte[] request(String method, String path, Map<String, String> headers, String body) {
        var content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        } else if (method.equals("POST")) {
            head.append("Content-Length: 0\r\n");
        }
        var start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        var request = new byte[start.length + content.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(content, 0, request, start.length, content.length);
        return request;
    }
}
