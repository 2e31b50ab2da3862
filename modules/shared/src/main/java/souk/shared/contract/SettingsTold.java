package souk.shared.contract;

import java.util.Map;

/**
 * @param revision grows with each change
 * @param changed the values that somebody has set, by key; all others have their default
 */
public record SettingsTold(long revision, Map<String, String> changed) {
    public SettingsTold {
        changed = Map.copyOf(changed);
    }
}
