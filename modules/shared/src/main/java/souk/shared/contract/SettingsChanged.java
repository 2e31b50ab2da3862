package souk.shared.contract;

/** @param revision as in {@link SettingsTold} */
public record SettingsChanged(long revision) {}
