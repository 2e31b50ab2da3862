package souk.local.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import souk.local.data.DataDirectory;
import souk.local.data.Json;
import souk.local.data.LocalFailure;

/** The command line's end of the control socket; good for one request. */
public final class ControlClient implements AutoCloseable {
    private final SocketChannel connection;

    private ControlClient(SocketChannel connection) {
        this.connection = connection;
    }

    /** Empty when no supervisor listens there. */
    public static Optional<ControlClient> connect(DataDirectory data) {
        if (!data.isOurs()) {
            return Optional.empty();
        }
        try {
            var connection = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                connection.connect(new ControlSocket(data).find());
                return Optional.of(new ControlClient(connection));
            } catch (IOException nobodyThere) {
                connection.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new LocalFailure("cannot open a socket: " + e.getMessage(), e);
        }
    }

    /** Returns the answer's data. Fails with LocalFailure when the supervisor says so or goes away. */
    public JsonNode ask(ControlRequest request, Consumer<String> progress) {
        try {
            connection.write(ByteBuffer.wrap((Json.line(request) + "\n").getBytes(StandardCharsets.UTF_8)));
            var reader = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var reply = Json.read(line, ControlReply.class);
                if (reply.isFailure()) {
                    throw new LocalFailure(reply.text());
                }
                if (!reply.isProgress()) {
                    return reply.data();
                }
                progress.accept(reply.text());
            }
        } catch (IOException e) {
            throw new LocalFailure("the supervisor went away: " + e.getMessage(), e);
        }
        throw new LocalFailure("the supervisor went away");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new LocalFailure("cannot close the connection: " + e.getMessage(), e);
        }
    }
}
