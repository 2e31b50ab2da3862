package souk.shared.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.json.WireJson;
import souk.shared.security.CallerSeal;

/** Publishes and hears news. A body is sealed for its topic, so that what is none of ours is not heard. */
final class Announcing {

    private static final Logger LOG = LogManager.getLogger(Announcing.class);
    private static final String ID = "news-id";
    private static final String SEAL = "seal";
    private static final String PURPOSE = "topic ";

    private final Vertx vertx;
    private final CallerSeal seal;
    private final BusMetrics metrics;
    private final List<MessageConsumer<Object>> consumers = new CopyOnWriteArrayList<>();

    Announcing(Vertx vertx, CallerSeal seal, BusMetrics metrics) {
        this.vertx = vertx;
        this.seal = seal;
        this.metrics = metrics;
    }

    <T> void publish(Topic<T> topic, T news) {
        var id = UUID.randomUUID().toString();
        var body = WireJson.text(news);
        var sealed =
                new DeliveryOptions().addHeader(ID, id).addHeader(SEAL, seal.seal(body, PURPOSE + topic.address(), id));
        vertx.eventBus().publish(topic.address(), Buffer.buffer(body), sealed);
    }

    <T> Future<Void> subscribe(Topic<T> topic, Consumer<T> listener) {
        MessageConsumer<Object> consumer =
                vertx.eventBus().consumer(topic.address(), message -> hear(message, topic, listener));
        consumers.add(consumer);
        return consumer.completion();
    }

    Future<Void> unregister() {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .mapEmpty();
    }

    private <T> void hear(Message<Object> message, Topic<T> topic, Consumer<T> listener) {
        var headers = message.headers();
        var address = topic.address();
        if (!(message.body() instanceof Buffer body)
                || !seal.isGenuine(headers.get(SEAL), body.toString(), PURPOSE + address, headers.get(ID))) {
            metrics.forged(address);
            LOG.warn("event=forged-news topic={}", address);
            return;
        }
        try {
            listener.accept(WireJson.read(body, topic.news()));
        } catch (RuntimeException failure) {
            LOG.error("event=news-not-taken topic={}", address, failure);
        }
    }
}
