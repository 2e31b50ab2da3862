package souk.local.prove;

/** @param atNanos when it was done, since the run began */
public record Fault(String what, long atNanos) {}
