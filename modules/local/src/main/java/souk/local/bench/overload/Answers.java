package souk.local.bench.overload;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** What came of the requests of one run, in the order in which they were due. */
final class Answers {
    static final int PLACED = 201;
    static final int BUSY = 503;

    /** Another 503: it may have been placed or not, and the same key would tell. */
    static final int UNDECIDED = 599;

    /** Never answered, or the connection broke. */
    static final int NONE = 0;

    private long[] due = new long[1 << 16];
    private int[] micros = new int[1 << 16];
    private short[] status = new short[1 << 16];
    private int size;
    private long end;

    /** @param at nanoseconds from the beginning; returns the number of the request */
    int due(long at) {
        if (size == due.length) {
            due = Arrays.copyOf(due, size * 2);
            micros = Arrays.copyOf(micros, size * 2);
            status = Arrays.copyOf(status, size * 2);
        }
        due[size] = at;
        return size++;
    }

    /** @param at nanoseconds from the beginning */
    void answered(int number, int code, long at) {
        status[number] = (short) code;
        micros[number] = (int) ((at - due[number]) / 1_000);
        end = Math.max(end, at);
    }

    int size() {
        return size;
    }

    long count(int code) {
        return count(0, Long.MAX_VALUE, found -> found == code);
    }

    /** Those that were neither placed nor refused for want of room. */
    long wrong() {
        return count(0, Long.MAX_VALUE, Answers::isWrong);
    }

    private static boolean isWrong(int code) {
        return code != PLACED && code != BUSY;
    }

    /** Of requests due in that part of the run. */
    long count(long from, long until, IntPredicate statuses) {
        var count = 0L;
        for (var number = 0; number < size; number++) {
            if (due[number] >= from && due[number] < until && statuses.test(status[number])) {
                count++;
            }
        }
        return count;
    }

    /** Placed in each second from the beginning to the last answer. */
    double placedPerSecond() {
        return count(PLACED) * 1e9 / end;
    }

    /** Milliseconds that so many percent of the answers of that status did not exceed; 0 if there are none. */
    double percentile(int code, double percent) {
        return percentile(code, percent, 0, Long.MAX_VALUE);
    }

    double percentile(int code, double percent, long from, long until) {
        var sorted = new int[size];
        var found = 0;
        for (var number = 0; number < size; number++) {
            if (due[number] >= from && due[number] < until && status[number] == code) {
                sorted[found++] = micros[number];
            }
        }
        Arrays.sort(sorted, 0, found);
        return found == 0 ? 0 : sorted[(int) Math.ceil(found * percent / 100) - 1] / 1e3;
    }
}
