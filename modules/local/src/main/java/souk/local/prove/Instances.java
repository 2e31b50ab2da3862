package souk.local.prove;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The cluster's processes, as far as a run does things to them. */
public interface Instances {
    /** Names such as products-1, in order. */
    List<String> of(String service);

    /** SIGKILL; the supervisor starts it again. */
    void kill(String name);

    /** SIGSTOP. */
    void pause(String name);

    /** SIGCONT. */
    void resume(String name);

    /** Waits until all of them are ready; returns what is not by then, in words, or nothing. */
    Optional<String> awaitReady(Duration patience);
}
