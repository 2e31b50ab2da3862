package souk.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Processor time, in microseconds, as Linux counts it in steps of 10 ms; elsewhere there is none. */
public final class CpuTime {
    private static final long MICROS_A_TICK = 10_000;
    private static final Path PROC = Path.of("/proc");
    private static final int USER = 11;
    private static final int USER_OF_CHILDREN = 13;

    private CpuTime() {}

    /** What the threads of the process have used. Empty when it is gone. */
    public static OptionalLong of(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("stat"), USER);
    }

    /** What the children of this process that have ended used. */
    public static OptionalLong ofEndedChildren() {
        return read(PROC.resolve("self").resolve("stat"), USER_OF_CHILDREN);
    }

    /** What all processors have worked, for whomever. */
    public static OptionalLong ofMachine() {
        try (var lines = Files.lines(PROC.resolve("stat"))) {
            return OptionalLong.of(busy(lines.findFirst().orElseThrow()));
        } catch (IOException none) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong read(Path stat, int field) {
        try {
            return OptionalLong.of(sum(Files.readString(stat), field));
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    /** The field and the one after it, counted from 0 behind the name, which may have blanks and brackets in it. */
    static long sum(String stat, int field) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1])) * MICROS_A_TICK;
    }

    /** All but idle and waiting for a disk. */
    static long busy(String line) {
        var ticks = Stream.of(line.trim().split(" +"))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) * MICROS_A_TICK;
    }
}
