package souk.local.prove;

import java.io.IOException;

/** A process that freezes the one with the given id, says so, and waits to be ended. */
public final class Freezer {
    private Freezer() {}

    public static void main(String[] arguments) throws IOException {
        var process = ProcessHandle.of(Long.parseLong(arguments[0])).orElseThrow();
        Freeze.of(new SignalledInstance(process), "sleeper-1").begin();
        System.out.println("frozen");
        System.out.println("end: " + System.in.read());
    }
}
