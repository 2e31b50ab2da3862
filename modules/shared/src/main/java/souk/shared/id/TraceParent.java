package souk.shared.id;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The {@code traceparent} of W3C Trace Context, version 00: {@code 00-<trace id>-<parent id>-<flags>}. */
public final class TraceParent {

    private static final HexFormat HEX = HexFormat.of();
    private static final int LENGTH = 55;
    private static final int TRACE_ID_BEGIN = 3;
    private static final int TRACE_ID_END = 35;
    private static final int PARENT_ID_BEGIN = 36;
    private static final int PARENT_ID_END = 52;

    private TraceParent() {}

    /** Of a trace that begins here; sampled. */
    public static String next() {
        var random = ThreadLocalRandom.current();
        return of(random.nextLong() | 1, random.nextLong(), random.nextLong() | 1);
    }

    /** Written digit by digit: every request without a trace of its own gets one, and a format is slow. */
    static String of(long traceHigh, long traceLow, long parent) {
        return new StringBuilder(LENGTH)
                .append("00-")
                .append(HEX.toHexDigits(traceHigh))
                .append(HEX.toHexDigits(traceLow))
                .append('-')
                .append(HEX.toHexDigits(parent))
                .append("-01")
                .toString();
    }

    /** False for null and for ids of zeros only, which the standard forbids. */
    public static boolean isWellFormed(String traceparent) {
        return traceparent != null
                && traceparent.length() == LENGTH
                && traceparent.startsWith("00-")
                && isId(traceparent, TRACE_ID_BEGIN, TRACE_ID_END)
                && traceparent.charAt(TRACE_ID_END) == '-'
                && isId(traceparent, PARENT_ID_BEGIN, PARENT_ID_END)
                && traceparent.charAt(PARENT_ID_END) == '-'
                && areDigits(traceparent, PARENT_ID_END + 1, LENGTH);
    }

    private static boolean isId(String text, int begin, int end) {
        return areDigits(text, begin, end) && !isZero(text, begin, end);
    }

    /** Of hexadecimal numbers, in lower case. */
    private static boolean areDigits(String text, int begin, int end) {
        for (var at = begin; at < end; at++) {
            var c = text.charAt(at);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int begin, int end) {
        for (var at = begin; at < end; at++) {
            if (text.charAt(at) != '0') {
                return false;
            }
        }
        return true;
    }

    /** The 32 digits that all of a trace has in common, or null if there are none. */
    public static String traceId(String traceparent) {
        return traceparent != null && traceparent.length() >= TRACE_ID_END
                ? traceparent.substring(TRACE_ID_BEGIN, TRACE_ID_END)
                : null;
    }
}
