package souk.shared.contract;

/**
 * Whether the stock of all products adds up.
 *
 * @param maxAgeMillis how old the answer may be; if there is none that young, one is begun
 */
public record AskEquations(long maxAgeMillis) {}
