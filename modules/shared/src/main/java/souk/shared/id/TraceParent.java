package souk.shared.id;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The {@code traceparent} of W3C Trace Context, version 00: {@code 00-<trace id>-<parent id>-<flags>}. */
public final class TraceParent {

    private static final Pattern WELL_FORMED =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final HexFormat HEX = HexFormat.of();
    private static final int LENGTH = 55;
    private static final int TRACE_ID_BEGIN = 3;
    private static final int TRACE_ID_END = 35;

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
                && WELL_FORMED.matcher(traceparent).matches();
    }

    /** The 32 digits that all of a trace has in common, or null if there are none. */
    public static String traceId(String traceparent) {
        return traceparent != null && traceparent.length() >= TRACE_ID_END
                ? traceparent.substring(TRACE_ID_BEGIN, TRACE_ID_END)
                : null;
    }
}
