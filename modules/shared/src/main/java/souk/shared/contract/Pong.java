package souk.shared.contract;

/** Here I am. */
public record Pong() {}
