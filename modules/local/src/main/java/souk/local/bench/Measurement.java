package souk.local.bench;

/**
 * One run of a load tool.
 *
 * @param errors answers that are not 2xx and connections that broke, or transactions that failed
 */
public record Measurement(double perSecond, double p50Millis, double p99Millis, long errors) {}
