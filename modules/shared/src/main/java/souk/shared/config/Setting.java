package souk.shared.config;

/**
 * What was read under a key.
 *
 * @param value null if nothing is configured
 * @param fallback what holds then; null if it is needed
 */
record Setting(String key, String value, String fallback, Layer layer, boolean secret) {

    private static final String HIDDEN = "***";

    /** For people; never a secret. */
    String shown() {
        var effective = value == null ? fallback : value;
        return effective == null ? "" : secret && value != null ? HIDDEN : effective;
    }

    String source() {
        return value == null && fallback == null ? "missing" : layer.label();
    }
}
