package souk.shared.config;

import java.util.Locale;

/** Where a value comes from; each goes before those above it. */
enum Layer {
    DEFAULT,
    FILE,
    ENVIRONMENT,
    LIVE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
