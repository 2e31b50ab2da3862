package souk.api.compatibility;

/** Which way values of a schema go: what is taken may become more, what is sent may become less. */
enum Direction {
    TAKEN,
    SENT
}
