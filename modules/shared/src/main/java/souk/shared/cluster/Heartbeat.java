package souk.shared.cluster;

/**
 * What an instance says about itself twice a second.
 *
 * @param hello the first of its life: all others answer it with their own at once
 */
record Heartbeat(Member member, NodeState state, boolean hello) {}
