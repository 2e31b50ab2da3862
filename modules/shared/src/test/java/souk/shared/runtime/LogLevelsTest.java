package souk.shared.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.shared.config.LiveSettings;

class LogLevelsTest {

    private final Level rootBefore = LogManager.getRootLogger().getLevel();
    private final LiveSettings live = new LiveSettings(Map.of("log.level", "warn"));

    @AfterEach
    void restore() {
        live.take(9, Map.of());
        Configurator.setRootLevel(rootBefore);
    }

    @Test
    void changesTheLevelOfOneLoggerAndOfAllAndTakesBothBack() {
        new LogLevels(live).follow();

        live.take(1, Map.of("log.level", "error", "log.level.souk.example", "debug"));
        assertThat(LogManager.getLogger("souk.example.Part").isDebugEnabled()).isTrue();
        assertThat(LogManager.getLogger("souk.other").isWarnEnabled()).isFalse();

        live.take(2, Map.of());
        assertThat(LogManager.getLogger("souk.example.Part").isDebugEnabled()).isFalse();
        assertThat(LogManager.getLogger("souk.other").isWarnEnabled()).isTrue();
    }

    @Test
    void leavesTheRootAsItWasStartedUntilItIsSet() {
        Configurator.setRootLevel(Level.FATAL);
        new LogLevels(live).follow();

        live.take(1, Map.of("features.edge-cache", "false"));

        assertThat(LogManager.getRootLogger().getLevel()).isEqualTo(Level.FATAL);
    }

    @Test
    void givesALoggerThatWasStartedWithALevelThatOneBack() {
        var before = LogManager.getLogger("com.hazelcast").getLevel();
        new LogLevels(live).follow();

        live.take(1, Map.of("log.level.com.hazelcast", "trace"));
        assertThat(LogManager.getLogger("com.hazelcast").isTraceEnabled()).isTrue();
        live.take(2, Map.of("log.level.com.hazelcast", "inherit"));

        assertThat(LogManager.getLogger("com.hazelcast").getLevel()).isEqualTo(before);
    }
}
