package souk.local.cluster;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What happened to the cluster, in sentences: written to the supervisor's log and told to those who listen. */
final class EventLog implements Consumer<String> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int KEPT = 200;

    private final List<String> recent = new ArrayList<>();
    private final List<Consumer<String>> listeners = new ArrayList<>();

    @Override
    public synchronized void accept(String event) {
        System.out.println(LocalTime.now().format(TIME) + " " + event);
        if (recent.size() == KEPT) {
            recent.remove(0);
        }
        recent.add(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Tells the listener what happened lately, then what happens, until the result is run. */
    synchronized Runnable replayTo(Consumer<String> listener) {
        recent.forEach(listener);
        return listenTo(listener);
    }

    synchronized Runnable listenTo(Consumer<String> listener) {
        listeners.add(listener);
        return () -> forget(listener);
    }

    private synchronized void forget(Consumer<String> listener) {
        listeners.remove(listener);
    }
}
