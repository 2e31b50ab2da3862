package souk.gateway.protocol;

import java.util.Locale;

/** A header or trailer line as RFC 9112, section 5 wants it: a token, a colon at once behind it, no folding. */
record FieldLine(String name, String value) {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

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
        if (!value.chars().allMatch(FieldLine::mayStandInValue)) {
            throw Fault.malformed("A header has a control character in its value.");
        }
        return new FieldLine(line.substring(0, colon).toLowerCase(Locale.ROOT), value);
    }

    static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || TOKEN_MARKS.indexOf(c) >= 0);
    }

    private static boolean mayStandInValue(int c) {
        return c == '\t' || c >= ' ' && c != 0x7f;
    }
}
