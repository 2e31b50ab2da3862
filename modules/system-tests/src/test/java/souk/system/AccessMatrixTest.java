package souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An operation that nobody has decided about fails the build. */
class AccessMatrixTest {

    @Test
    void decidesAboutExactlyTheOperationsThatAreDocumented() {
        assertThat(AccessMatrix.read().operations())
                .containsExactlyInAnyOrderElementsOf(AccessMatrix.documented(Path.of("..")));
    }

    @Test
    void knowsHowToCallEveryOperation() {
        assertThat(AccessCalls.known())
                .containsExactlyInAnyOrderElementsOf(
                        AccessMatrix.read().expected().keySet());
    }
}
