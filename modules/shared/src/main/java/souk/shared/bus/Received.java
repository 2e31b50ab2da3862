package souk.shared.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;

/** A call that has come in; exactly one of its answers is given. */
interface Received {

    MultiMap headers();

    Buffer body();

    void answer(Reply reply);

    /** @param code see {@link Wire} */
    void fail(int code, String reason);

    /** One that has a message of its own. */
    static Received alone(Message<Buffer> message) {
        return new Received() {
            @Override
            public MultiMap headers() {
                return message.headers();
            }

            @Override
            public Buffer body() {
                return message.body();
            }

            @Override
            public void answer(Reply reply) {
                message.reply(reply.body(), new DeliveryOptions().setHeaders(Wire.headers(reply)));
            }

            @Override
            public void fail(int code, String reason) {
                message.fail(code, reason);
            }
        };
    }
}
