package souk.local.prove;

/** Parts of a run that are judged differently. */
public enum Phase {
    /** JVMs are cold: slow answers are no surprise, wrong ones are. */
    WARM_UP,
    /** Instances behind the gateway are killed or paused. */
    SERVICES,
    /** A paused instance goes on. */
    RESUMED,
    /** A gateway is killed, and the connections of its clients with it. */
    GATEWAY,
    /** One instance after the other is stopped in order and started anew, gateways included. */
    RESTARTS,
    /** The dust has settled, and every key is sent once more. */
    REPEATS
}
