package souk.shared.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Calls that came in one message, see {@link BatchedCalls}; the reply is sent when all are answered. */
final class ReceivedTogether {

    private final Message<Buffer> message;
    private final List<Frame> calls;
    private final Frame[] answers;
    private final AtomicInteger open;

    private ReceivedTogether(Message<Buffer> message, List<Frame> calls) {
        this.message = message;
        this.calls = calls;
        this.answers = new Frame[calls.size()];
        this.open = new AtomicInteger(answers.length);
    }

    /** Throws {@link IllegalArgumentException} if the message is nothing of the kind. */
    static List<Received> in(Message<Buffer> message) {
        var together = new ReceivedTogether(message, Frame.read(message.body()));
        return IntStream.range(0, together.answers.length)
                .mapToObj(together::call)
                .toList();
    }

    private Received call(int place) {
        return new Received() {
            @Override
            public MultiMap headers() {
                return calls.get(place).headers();
            }

            @Override
            public Buffer body() {
                return calls.get(place).body();
            }

            @Override
            public void answer(Reply reply) {
                put(place, new Frame(Wire.headers(reply), reply.body()));
            }

            @Override
            public void fail(int code, String reason) {
                put(place, Wire.failed(code, reason));
            }
        };
    }

    private void put(int place, Frame answer) {
        answers[place] = answer;
        if (open.decrementAndGet() == 0) {
            message.reply(Frame.write(Arrays.asList(answers)));
        }
    }
}
