package souk.gateway.protocol;

import java.util.Locale;

/** A header or trailer line as RFC 9112, section 5 wants it: a token, a colon at once behind it, no folding. */
record FieldLine(String name, String value) {

    private static final boolean[] TOKEN = Ascii.lettersDigitsAnd("!#$%&'*+-.^_`|~");

    /** Throws {@link Fault} for anything that two parsers could read in two ways. */
    static FieldLine parse(String line) {
        if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            throw Fault.malformed("A header is folded over two lines.");
        }
        var colon = line.indexOf(':');
        if (colon < 1 || !isToken(line.substring(0, colon))) {
            throw Fault.malformed("A header has no valid name.");
        }
        var value = line.substring(colon + 1).strip();
        requireValue(value);
        return new FieldLine(line.substring(0, colon).toLowerCase(Locale.ROOT), value);
    }

    static void requireValue(String value) {
        for (var i = 0; i < value.length(); i++) {
            if (!mayStandInValue(value.charAt(i))) {
                throw Fault.malformed("A header has a control character in its value.");
            }
        }
    }

    static boolean isToken(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= TOKEN.length || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean mayStandInValue(int c) {
        return c == '\t' || c >= ' ' && c != 0x7f;
    }
}
