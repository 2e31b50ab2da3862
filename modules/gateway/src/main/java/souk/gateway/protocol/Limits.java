package souk.gateway.protocol;

import java.time.Duration;

/**
 * How much of a message is read before it is refused.
 *
 * @param requestLine bytes, without the line end
 * @param headers bytes of all header lines together, and of all trailers
 * @param headerLines number of header lines
 * @param body bytes of content, but of an upload
 * @param headTime from the first byte of a request to the end of its headers
 * @param bodyTime from there to the end of its body
 */
public record Limits(int requestLine, int headers, int headerLines, long body, Duration headTime, Duration bodyTime) {

    public static final Limits STANDARD =
            new Limits(4 * 1024, 8 * 1024, 100, 64 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(10));

    /** For a body that is passed on as it comes. */
    Limits ofUpload() {
        return new Limits(requestLine, headers, headerLines, Long.MAX_VALUE, headTime, bodyTime);
    }
}
