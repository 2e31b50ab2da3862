package souk.gateway.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Lines of a message: they end with CR LF and nothing else, and no CR, LF or NUL stands inside. */
final class Lines {

    private Lines() {}

    /** The index of the next LF, or -1 if it has not come yet. */
    static int end(ByteBuf in, int from) {
        return in.indexOf(from, in.writerIndex(), (byte) '\n');
    }

    /** The text from an index up to the line end whose LF is at {@code lf}. Throws {@link Fault} for a bare LF or CR. */
    static String text(ByteBuf in, int from, int lf) {
        if (lf == from || in.getByte(lf - 1) != '\r') {
            throw Fault.malformed("A line does not end with CR LF.");
        }
        var text = in.toString(from, lf - 1 - from, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0) {
            throw Fault.malformed("A line has a CR or NUL in it.");
        }
        return text;
    }
}
