package souk.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** HTTP/2 frame by frame over TLS, with fields as they are, for what no well-behaved client would send. */
final class RawStream implements AutoCloseable {

    static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int DATA = 0;
    private static final int PRIORITY = 32;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;

    private final SSLSocket socket;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

    RawStream(int port) throws IOException {
        socket = connect(port, "h2");
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    static SSLSocket connect(int port, String... protocols) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
            var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
            socket.setSoTimeout(5_000);
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** All of a request for the products, with more fields if there are any. */
    RawStream get(int stream, String... more) throws IOException {
        return request(stream, END_STREAM, products("GET", more));
    }

    /** The head of a request whose body is to come. */
    RawStream post(int stream) throws IOException {
        return request(stream, 0, products("POST"));
    }

    private static String[] products(String method, String... more) {
        return Stream.concat(
                        Stream.of(":method", method, ":scheme", "https", ":authority", "shop", ":path", "/products"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** @param fields names and values, the pseudo-header fields among them */
    RawStream request(int stream, int flags, String... fields) throws IOException {
        var block = new ByteArrayOutputStream();
        for (var at = 0; at < fields.length; at += 2) {
            block.write(0);
            text(block, fields[at]);
            text(block, fields[at + 1]);
        }
        frame(HEADERS, flags | END_HEADERS, stream, block.toByteArray());
        return this;
    }

    RawStream data(int stream, int flags, byte[] body) throws IOException {
        frame(DATA, flags, stream, body);
        return this;
    }

    RawStream reset(int stream) throws IOException {
        frame(RESET, 0, stream, new byte[] {0, 0, 0, 8});
        return this;
    }

    /** The status of the next answer; {@code reset} or {@code gone}, with the whole connection, if there is none. */
    String outcome() throws IOException {
        try {
            return next();
        } catch (EOFException | SocketException closed) {
            return "gone";
        }
    }

    private String next() throws IOException {
        while (true) {
            var length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            var type = in.readUnsignedByte();
            var flags = in.readUnsignedByte();
            var stream = in.readInt();
            var payload = in.readNBytes(length);
            switch (type) {
                case HEADERS -> {
                    return status(stream, (flags & PRIORITY) == 0 ? payload : Arrays.copyOfRange(payload, 5, length));
                }
                case RESET -> {
                    return "reset";
                }
                case GO_AWAY -> {
                    return "gone";
                }
                default -> {
                    continue;
                }
            }
        }
    }

    private String status(int stream, byte[] block) {
        try {
            return decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block))
                    .status()
                    .toString();
        } catch (Http2Exception garbled) {
            throw new IllegalStateException(garbled);
        }
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        var writer = new DataOutputStream(frame);
        writer.writeByte(payload.length >> 16);
        writer.writeShort(payload.length & 0xffff);
        writer.writeByte(type);
        writer.writeByte(flags);
        writer.writeInt(stream);
        writer.write(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    /** A literal without Huffman coding (RFC 7541, sections 5.1 and 5.2). */
    private static void text(ByteArrayOutputStream block, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            var left = bytes.length - 127;
            for (; left >= 128; left >>= 7) {
                block.write(left & 127 | 128);
            }
            block.write(left);
        }
        block.writeBytes(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
