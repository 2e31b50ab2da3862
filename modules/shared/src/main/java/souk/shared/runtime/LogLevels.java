package souk.shared.runtime;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import souk.shared.config.LiveKeys;
import souk.shared.config.LiveSettings;

/** Gives the loggers of this process the levels that are set, and those that are not set what they were started with. */
final class LogLevels {

    private final LiveSettings live;
    private final Map<String, Level> atStart = new HashMap<>();
    private final Set<String> given = new HashSet<>();
    private String root;

    LogLevels(LiveSettings live) {
        this.live = live;
        this.root = live.text(LiveKeys.LOG_LEVEL);
        LoggerContext.getContext(false)
                .getConfiguration()
                .getLoggers()
                .forEach((name, logger) -> atStart.put(name, logger.getExplicitLevel()));
    }

    LogLevels follow() {
        live.onChange(this::apply);
        return this;
    }

    synchronized void apply() {
        applyRoot();
        var wanted = wanted();
        given.stream().filter(name -> !wanted.containsKey(name)).toList().forEach(this::takeBack);
        wanted.forEach(Configurator::setLevel);
        given.addAll(wanted.keySet());
    }

    /** Only when it has changed: what a file of somebody's own says of the root stays until then. */
    private void applyRoot() {
        if (!live.text(LiveKeys.LOG_LEVEL).equals(root)) {
            root = live.text(LiveKeys.LOG_LEVEL);
            Configurator.setRootLevel(Level.valueOf(root));
        }
    }

    private Map<String, Level> wanted() {
        var wanted = new HashMap<String, Level>();
        live.changed()
                .forEach((key, level) -> LiveKeys.logger(key)
                        .filter(logger -> !level.equals(LiveKeys.INHERIT))
                        .ifPresent(logger -> wanted.put(logger, Level.valueOf(level))));
        return wanted;
    }

    private void takeBack(String name) {
        given.remove(name);
        if (atStart.get(name) != null) {
            Configurator.setLevel(name, atStart.get(name));
            return;
        }
        var context = LoggerContext.getContext(false);
        context.getConfiguration().removeLogger(name);
        context.updateLoggers();
    }
}
