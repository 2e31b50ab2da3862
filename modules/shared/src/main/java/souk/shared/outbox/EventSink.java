package souk.shared.outbox;

import io.vertx.core.Future;
import java.util.List;

/** Where a relay sends events. */
@FunctionalInterface
public interface EventSink {

    /**
     * Succeeds when the other side has committed all of them. A {@code Refusal} means that at least one is
     * unacceptable: they are then sent one by one. Anything else is trouble: all of them are sent again later. The
     * same event may come more than once; events of one aggregate come in order of their versions.
     */
    Future<Void> deliver(List<Event> events);
}
