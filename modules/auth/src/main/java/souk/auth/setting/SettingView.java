package souk.auth.setting;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.shared.config.LiveKey;
import souk.shared.config.LiveKeys;
import souk.shared.config.LiveSettings;

/**
 * A setting as it is shown.
 *
 * @param value in force; of the type that {@code type} says
 * @param fallback the value when nobody has set another, as this instance was started; {@code default} outside
 * @param changed whether somebody has set the value
 * @param version 0 as long as nobody has ever changed it
 * @param changedBy who set it or took it back last
 */
record SettingView(
        String key,
        Object value,

        @com.fasterxml.jackson.annotation.JsonProperty("default")
        Object fallback,

        String type,
        Integer minimum,
        Integer maximum,
        List<String> choices,
        String meaning,
        boolean changed,
        long version,
        By changedBy,
        Instant changedAt) {

    record By(UUID id, String username) {}

    /** @param stored null if nobody has ever changed it */
    static SettingView of(LiveKey key, StoredSetting stored, LiveSettings live) {
        var isInteger = key.type() == LiveKey.Type.INTEGER;
        var fallback = key.parse(live.defaultOf(key));
        var changed = stored != null
                && stored.value() != null
                && key.complaint(stored.value()).isEmpty();
        return new SettingView(
                key.name(),
                changed ? key.parse(stored.value()) : fallback,
                fallback,
                key.type().label(),
                isInteger ? key.min() : null,
                isInteger ? key.max() : null,
                key.type() == LiveKey.Type.CHOICE ? key.choices() : null,
                key.meaning(),
                changed,
                stored == null ? 0 : stored.version(),
                stored == null ? null : new By(stored.changedBy(), stored.changedByName()),
                stored == null ? null : stored.changedAt());
    }

    /** The key, if this release knows it. */
    static LiveKey known(String name) {
        return LiveKeys.named(name).orElseThrow(() -> new SettingFailure.NoSuchSetting().refusal());
    }
}
