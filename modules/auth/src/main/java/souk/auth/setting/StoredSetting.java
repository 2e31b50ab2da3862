package souk.auth.setting;

import java.time.Instant;
import java.util.UUID;

/**
 * What somebody has done to a setting.
 *
 * @param value null if it was taken back
 */
record StoredSetting(String key, String value, long version, UUID changedBy, String changedByName, Instant changedAt) {}
