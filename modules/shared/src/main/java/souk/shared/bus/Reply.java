package souk.shared.bus;

import io.vertx.core.buffer.Buffer;

/**
 * What an instance answered.
 *
 * @param refused whether the body is a problem rather than an answer
 */
record Reply(boolean refused, Buffer body) {}
