package souk.local.prove;

import java.time.Duration;
import java.util.List;

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

    /** Fails with LocalFailure when one is not ready by then. */
    void awaitReady(Duration patience);
}
