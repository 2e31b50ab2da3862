package souk.local.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import souk.local.data.Json;

/** The supervisor's side of one connection after the request was read. */
public final class Conversation {
    private final SocketChannel connection;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    Conversation(SocketChannel connection) {
        this.connection = connection;
    }

    /** Sends a line of progress; one that nobody hears any more is dropped. */
    public void say(String text) {
        try {
            send(ControlReply.progress(text));
        } catch (UncheckedIOException e) {
            gone.complete(null);
        }
    }

    /** Completes when the other side closes the connection or dies. */
    public CompletableFuture<Void> gone() {
        return gone;
    }

    synchronized void send(ControlReply reply) {
        try {
            var bytes = ByteBuffer.wrap((Json.line(reply) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                connection.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the end, which is all that the other side may still send. */
    void listen() {
        var ignored = ByteBuffer.allocate(64);
        try {
            while (connection.read(ignored.clear()) >= 0) {
                ignored.clear();
            }
            gone.complete(null);
        } catch (IOException closed) {
            gone.complete(null);
        }
    }
}
