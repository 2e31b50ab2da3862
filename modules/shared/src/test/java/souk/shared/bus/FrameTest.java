package souk.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameTest {

    private static final Frame ASKED = new Frame(
            MultiMap.caseInsensitiveMultiMap().add("caller", "Zoë").add("seal", ""), Buffer.buffer("{\"a\":1}"));
    private static final Frame EMPTY = new Frame(MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());

    @Test
    void whatWasWrittenIsRead() {
        var frames = Frame.read(Frame.write(List.of(ASKED, EMPTY, ASKED)));

        assertThat(frames).hasSize(3);
        assertThat(frames.get(0).headers().get("caller")).isEqualTo("Zoë");
        assertThat(frames.get(0).headers().get("seal")).isEmpty();
        assertThat(frames.get(1).headers()).isEmpty();
        assertThat(frames.get(1).body().length()).isZero();
        assertThat(frames.get(2).body()).isEqualTo(ASKED.body());
        assertThat(Frame.read(Buffer.buffer())).isEmpty();
    }

    @Test
    void whatWasCutShortAnywhereIsRefused() {
        var whole = Frame.write(List.of(ASKED));

        for (var length = 1; length < whole.length(); length++) {
            var cut = whole.getBuffer(0, length);
            assertThatThrownBy(() -> Frame.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void lengthsThatCannotBeAreRefused() {
        for (var length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 65}) {
            assertThatThrownBy(() -> Frame.read(Buffer.buffer().appendInt(length)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Frame.read(Buffer.buffer().appendInt(0).appendInt(length)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void moreThanMayBeInAMessageIsRefused() {
        var most = IntStream.range(0, Frame.MOST).mapToObj(n -> EMPTY).toList();
        var one = Frame.write(List.of(EMPTY));

        assertThat(Frame.read(Frame.write(most))).hasSize(Frame.MOST);
        assertThatThrownBy(() -> Frame.read(Frame.write(most).appendBuffer(one)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
