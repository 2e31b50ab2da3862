package souk.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveSettingsTest {

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void beginsWithWhatTheProcessWasStartedWith() {
        environment.put("SOUK_FEATURES_EDGE_CACHE", "false");
        environment.put("SOUK_LOG_LEVEL", "DEBUG");
        var live = started();

        assertThat(live.flag(LiveKeys.EDGE_CACHE)).isFalse();
        assertThat(live.text(LiveKeys.LOG_LEVEL)).isEqualTo("debug");
        assertThat(live.flag(LiveKeys.REGISTRATION)).isTrue();
    }

    @Test
    void namesEveryWrongDefaultAtTheStart() {
        environment.put("SOUK_FEATURES_EDGE_CACHE", "maybe");
        environment.put("SOUK_LOG_LEVEL", "loud");

        assertThatThrownBy(this::started)
                .hasMessageContaining("SOUK_FEATURES_EDGE_CACHE must be one of true, false")
                .hasMessageContaining("SOUK_LOG_LEVEL must be one of error");
    }

    @Test
    void goesBackToTheDefaultOfTheStartWhenNothingIsSetAnyMore() {
        environment.put("SOUK_FEATURES_REGISTRATION", "false");
        var live = started();

        live.take(1, Map.of("features.registration", "true"));
        assertThat(live.flag(LiveKeys.REGISTRATION)).isTrue();
        live.take(2, Map.of());
        assertThat(live.flag(LiveKeys.REGISTRATION)).isFalse();
        assertThat(live.revision()).isEqualTo(2);
    }

    @Test
    void leavesOutWhatOnlyANewerReleaseKnows() {
        var live = started();

        live.take(1, Map.of("features.teleport", "true", "log.level", "fatal", "features.edge-cache", "false"));

        assertThat(live.changed()).isEqualTo(Map.of("features.edge-cache", "false"));
        assertThat(live.text(LiveKeys.LOG_LEVEL)).isEqualTo("info");
    }

    @Test
    void tellsOnlyOfChangesAndNobodyMissesOneBecauseAnotherFails() {
        var live = started();
        var told = new AtomicInteger();
        live.onChange(() -> {
            throw new IllegalStateException("a watcher that fails");
        });
        live.onChange(told::incrementAndGet);

        live.take(1, Map.of("features.edge-cache", "false"));
        live.take(1, Map.of("features.edge-cache", "false"));
        live.take(2, Map.of("features.edge-cache", "false"));

        assertThat(told).hasValue(1);
    }

    @Test
    void acceptsWholeNumbersOfTheRangeInTheirOneSpelling() {
        var key = LiveKey.integer("limits.example", 5, 1, 10, "an example");

        assertThat(key.startKey()).isEqualTo("SOUK_LIMITS_EXAMPLE");
        assertThat(key.complaint("10")).isEmpty();
        for (var wrong : new String[] {"0", "11", "07", "+7", "1.0", "", "99999999999"}) {
            assertThat(key.complaint(wrong)).as(wrong).contains("must be a whole number from 1 to 10");
        }
        assertThat(started().integer(key)).isEqualTo(5);
    }

    @Test
    void knowsTheLevelOfAnyLogger() {
        var live = started();
        live.take(1, Map.of("log.level.souk.orders", "debug", "log.level.no logger", "debug"));

        assertThat(live.changed()).isEqualTo(Map.of("log.level.souk.orders", "debug"));
        assertThat(LiveKeys.named("log.level.souk.orders"))
                .map(LiveKey::fallback)
                .contains("inherit");
    }

    private LiveSettings started() {
        var settings = Settings.of(environment::get);
        var defaults = LiveSettings.defaultsFrom(settings);
        settings.verify();
        return new LiveSettings(defaults);
    }
}
