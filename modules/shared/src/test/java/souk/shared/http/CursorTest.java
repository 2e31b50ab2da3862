package souk.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import souk.shared.problem.Refusal;

class CursorTest {

    @Test
    void givesBackItsKeys() {
        var cursor = Cursor.encode("orders", List.of("a", "b\"c"));
        assertThat(Cursor.decode("orders", cursor, 2)).containsExactly("a", "b\"c");
    }

    @Test
    void refusesTheCursorOfAnotherList() {
        var cursor = Cursor.encode("orders", List.of("a"));
        assertThatThrownBy(() -> Cursor.decode("products", cursor, 1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Cursor.decode("orders", cursor, 2)).isInstanceOf(Refusal.class);
    }

    @Test
    void refusesEveryCursorOfWhichOneCharacterIsDamaged() {
        var cursor = Cursor.encode("orders", List.of("0190c3f2-7b1e-7a55-8f00-000000000001"));
        for (var i = 0; i < cursor.length(); i++) {
            var damaged = cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'Q' : 'A') + cursor.substring(i + 1);
            assertThatThrownBy(() -> Cursor.decode("orders", damaged, 1))
                    .as(damaged)
                    .isInstanceOf(Refusal.class);
        }
    }

    @Test
    void refusesWhatWasNeverACursor() {
        for (var text : List.of("", "x", "!!!!", "e30", "AAAAAAAAAAAAAAAA")) {
            assertThatThrownBy(() -> Cursor.decode("orders", text, 1)).isInstanceOf(Refusal.class);
        }
    }
}
