package souk.shared.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Promise;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnsentMessageTest {

    @Test
    void isToldFromEveryOtherPromiseThatIsCompletedTwice() {
        var thrown = completingTwice();
        assertThat(UnsentMessage.is(thrown)).isFalse();
        assertThat(UnsentMessage.is(under("io.vertx.core.eventbus.impl.clustered.OutboundConnection", thrown)))
                .isTrue();
    }

    @Test
    void isNoOtherFailureOfAConnection() {
        var other = new IllegalStateException("something else");
        assertThat(UnsentMessage.is(under("io.vertx.core.eventbus.impl.clustered.OutboundConnection", other)))
                .isFalse();
    }

    private static Throwable completingTwice() {
        var promise = Promise.promise();
        promise.complete();
        return catchThrowable(() -> promise.fail("again"));
    }

    private static Throwable under(String caller, Throwable thrown) {
        var frames = Stream.concat(
                Stream.of(thrown.getStackTrace()),
                Stream.of(new StackTraceElement(caller, "connected", "OutboundConnection.java", 149)));
        thrown.setStackTrace(frames.toArray(StackTraceElement[]::new));
        return thrown;
    }
}
