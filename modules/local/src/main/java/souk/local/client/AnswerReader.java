package souk.local.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one HTTP/1.1 answer to something other than HEAD. */
final class AnswerReader {
    private final InputStream input;
    private int length = -1;
    private boolean isChunked;
    private boolean isLast;

    AnswerReader(InputStream input) {
        this.input = input;
    }

    HttpAnswer read() throws IOException {
        var status = status(line());
        for (var header = line(); !header.isEmpty(); header = line()) {
            note(header);
        }
        return new HttpAnswer(status, new String(body(status), StandardCharsets.UTF_8));
    }

    /** Whether the server closes the connection after this answer. */
    boolean isLast() {
        return isLast;
    }

    private static int status(String line) throws IOException {
        var parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].equals("HTTP/1.1")) {
            throw new IOException("not an HTTP/1.1 answer: " + line);
        }
        return Integer.parseInt(parts[1]);
    }

    private void note(String header) {
        var colon = header.indexOf(':');
        var name = header.substring(0, colon).toLowerCase(Locale.ROOT);
        var value = header.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
        switch (name) {
            case "content-length" -> length = Integer.parseInt(value);
            case "transfer-encoding" -> isChunked = value.equals("chunked");
            case "connection" -> isLast = value.equals("close");
            default -> {}
        }
    }

    private byte[] body(int status) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if (isChunked) {
            return chunks();
        }
        if (length < 0) {
            isLast = true;
            return input.readAllBytes();
        }
        return exactly(length);
    }

    private byte[] chunks() throws IOException {
        var content = new ByteArrayOutputStream();
        for (var size = chunkSize(); size > 0; size = chunkSize()) {
            content.writeBytes(exactly(size));
            line();
        }
        while (!line().isEmpty()) {
            continue;
        }
        return content.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int count) throws IOException {
        var bytes = input.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the connection was closed in the middle of an answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed before the answer was complete");
            }
            line.append((char) next);
        }
        var end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }
}
