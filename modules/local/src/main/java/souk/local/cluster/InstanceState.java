package souk.local.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a supervised process is doing. */
public enum InstanceState {
    STARTING,
    READY,
    /** It runs, but says itself that it cannot work now. */
    NOT_READY,
    PAUSED,
    STOPPING,
    /** Down because somebody asked for it. */
    STOPPED,
    /** It ended by itself and is started again after a while. */
    RESTARTING;

    @JsonValue
    public String shown() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static InstanceState fromShown(String shown) {
        return valueOf(shown.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
