package souk.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Bytes as they are, for what no well-behaved client would send. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    RawConnection(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(5_000);
        socket.setTcpNoDelay(true);
    }

    RawConnection send(String bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException closed) {
            return this;
        }
        return this;
    }

    /** Everything until the other side ends the connection; fails if it does not, or resets it. */
    String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** What comes until the text has come. */
    String readUntil(String text) throws IOException {
        var read = new ByteArrayOutputStream();
        for (var next = socket.getInputStream().read();
                next >= 0;
                next = socket.getInputStream().read()) {
            read.write(next);
            if (next == text.charAt(text.length() - 1)
                    && read.toString(StandardCharsets.ISO_8859_1).endsWith(text)) {
                return read.toString(StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("ended before " + text + ": " + read);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
