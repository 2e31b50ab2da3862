package souk.local.prove;

import souk.local.data.LocalFailure;

/** A pause of an instance that does not outlive this process: at Ctrl-C or SIGTERM the instance goes on as well. */
final class Freeze {
    private final Instances instances;
    private final String name;
    private boolean frozen;
    private boolean over;

    private Freeze(Instances instances, String name) {
        this.instances = instances;
        this.name = name;
    }

    /** Of an instance that goes on until {@link #begin}. */
    static Freeze of(Instances instances, String name) {
        var freeze = new Freeze(instances, name);
        Runtime.getRuntime().addShutdownHook(new Thread(freeze::endWithTheProcess, "resuming " + name));
        return freeze;
    }

    /** Does nothing once {@link #end} was called, so that a pause cannot come after the end of the process has begun. */
    synchronized void begin() {
        if (!over) {
            instances.pause(name);
            frozen = true;
        }
    }

    /** Idempotent; after a failure it may be called again. */
    synchronized void end() {
        over = true;
        if (frozen) {
            instances.resume(name);
            frozen = false;
        }
    }

    private void endWithTheProcess() {
        try {
            end();
        } catch (LocalFailure failure) {
            System.err.println(name + " is still paused (" + failure.getMessage() + "): `souk resume " + name + "`");
        }
    }
}
