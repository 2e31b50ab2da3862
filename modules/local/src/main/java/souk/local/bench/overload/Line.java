package souk.local.bench.overload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that carries one request at a time, as little work as can be. */
final class Line implements AutoCloseable {
    private static final int LARGEST_ANSWER = 32 * 1024;
    private static final int STATUS_AT = 9;
    private static final String BUSY_CODE = "\"code\":\"busy\"";

    private final SocketChannel channel;
    private final ByteBuffer input = ByteBuffer.allocate(LARGEST_ANSWER);
    private int number = -1;
    private boolean lasts = true;

    Line(InetSocketAddress address, Selector selector) throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** The request under way; -1 for none. */
    int number() {
        return number;
    }

    /** Whether it can carry another request. */
    boolean lasts() {
        return lasts;
    }

    void send(int request, ByteBuffer bytes) throws IOException {
        number = request;
        input.clear();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The status of the answer when all of it is there, else 0. Fails with IOException when the other side has gone. */
    int receive() throws IOException {
        if (channel.read(input) < 0) {
            throw new IOException("the connection has ended");
        }
        var text = new String(input.array(), 0, input.position(), StandardCharsets.ISO_8859_1);
        var headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return 0;
        }
        var head = text.substring(0, headEnd).toLowerCase(Locale.ROOT);
        if (text.length() < headEnd + "\r\n\r\n".length() + contentLength(head)) {
            return 0;
        }
        lasts = !head.contains("\r\nconnection: close");
        number = -1;
        var status = Integer.parseInt(head.substring(STATUS_AT, STATUS_AT + 3));
        return status == Answers.BUSY && !text.contains(BUSY_CODE) ? Answers.UNDECIDED : status;
    }

    private static int contentLength(String head) throws IOException {
        var name = "\r\ncontent-length: ";
        var at = head.indexOf(name);
        if (at < 0) {
            throw new IOException("the answer does not say how long it is");
        }
        var from = at + name.length();
        var to = head.indexOf('\r', from);
        return Integer.parseInt(head.substring(from, to < 0 ? head.length() : to));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
