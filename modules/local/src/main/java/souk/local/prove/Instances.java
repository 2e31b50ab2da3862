package souk.local.prove;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

    /**
     * Starts them anew, one after the other, and returns when that is done.
     *
     * @param service of which, or null for all
     * @param warmUp what each gets, once it is ready, before the next one leaves
     */
    void roll(String service, Duration warmUp, Consumer<String> progress);

    /** Waits until all of them are ready; returns what is not by then, in words, or nothing. */
    Optional<String> awaitReady(Duration patience);
}
