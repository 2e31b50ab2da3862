package souk.shared.cluster;

/** How far an instance is in its life. */
public enum NodeState {
    STARTING,
    READY,
    /** It goes on with what it has and wants nothing new. */
    DRAINING
}
