package souk.shared.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.config.LiveSettings;
import souk.shared.contract.AskSettings;
import souk.shared.contract.AuthOperations;

/**
 * Keeps the settings of this process as the auth service knows them: asks at the start, at each news of a change, and
 * every few seconds, because news can get lost. While nobody answers, what was heard last stays in force. One question
 * at a time, so that an older answer never comes behind a newer one. Thread-safe.
 */
final class SettingsFollower {

    private static final Logger LOG = LogManager.getLogger(SettingsFollower.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long EVERY_MILLIS = 3_000;

    private final Vertx vertx;
    private final Bus bus;
    private final LiveSettings live;
    private boolean asking;
    private boolean again;
    private boolean answered = true;

    SettingsFollower(Vertx vertx, Bus bus, LiveSettings live) {
        this.vertx = vertx;
        this.bus = bus;
        this.live = live;
    }

    /** Completes when it hears news; the first answer may come later, or never. */
    Future<Void> start() {
        vertx.setPeriodic(EVERY_MILLIS, due -> ask());
        return bus.subscribe(AuthOperations.SETTINGS_CHANGED, news -> ask()).onSuccess(hearing -> ask());
    }

    private void ask() {
        if (!mayAsk()) {
            return;
        }
        bus.call(AuthOperations.SETTINGS, new AskSettings(), CallContext.onOwnBehalf(PATIENCE))
                .onSuccess(told -> live.take(told.revision(), told.changed()))
                .onComplete(told -> {
                    if (heard(told.succeeded())) {
                        ask();
                    }
                });
    }

    private synchronized boolean mayAsk() {
        again = asking;
        asking = true;
        return !again;
    }

    /** Whether to ask again at once, because there were news meanwhile. */
    private synchronized boolean heard(boolean heard) {
        asking = false;
        if (heard != answered) {
            answered = heard;
            LOG.info("event=settings-followed answered={} revision={}", heard, live.revision());
        }
        return again && heard;
    }
}
