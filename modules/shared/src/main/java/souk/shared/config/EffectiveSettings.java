package souk.shared.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a process runs with, for people: each key with its value and where that comes from, without secrets. */
public final class EffectiveSettings {

    private final String service;
    private final List<Setting> read;
    private final List<String> remarks;
    private volatile LiveSettings live;

    /** @param source default, file, environment, live, or missing */
    public record Entry(String key, String value, String source) {}

    /** @param remarks what is odd about the configuration */
    public record Report(String service, List<Entry> settings, List<String> remarks) {

        /** A line for each key, in columns. */
        public String text() {
            var widest = Stream.of(settings.stream().map(Entry::key), Stream.of("KEY"))
                    .flatMap(keys -> keys)
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            var row = "%-" + widest + "s  %-11s  %s%n";
            var table = new StringBuilder(row.formatted("KEY", "SOURCE", "VALUE"));
            settings.forEach(entry -> table.append(row.formatted(entry.key, entry.source, entry.value)));
            remarks.forEach(remark -> table.append("Note: ").append(remark).append(System.lineSeparator()));
            return table.toString();
        }
    }

    /** Takes over what the settings have read until now. */
    public EffectiveSettings(String service, Settings settings, List<String> remarks) {
        this.service = service;
        this.read = settings.read();
        this.remarks = List.copyOf(remarks);
    }

    /** From now on what is set while the process runs is told too. */
    public void follow(LiveSettings settings) {
        live = settings;
    }

    public Report report() {
        var entries = new ArrayList<Entry>();
        read.forEach(setting -> entries.add(new Entry(setting.key(), setting.shown(), setting.source())));
        Optional.ofNullable(live).ifPresent(now -> addLive(now, entries));
        return new Report(service, entries, remarks);
    }

    private void addLive(LiveSettings now, List<Entry> entries) {
        var changed = now.changed();
        for (var key : LiveKeys.all()) {
            var source = changed.containsKey(key.name()) ? Layer.LIVE.label() : startOf(key);
            entries.add(new Entry(key.name(), now.text(key), source));
        }
        changed.forEach((name, value) -> {
            if (LiveKeys.logger(name).isPresent()) {
                entries.add(new Entry(name, value, Layer.LIVE.label()));
            }
        });
    }

    private String startOf(LiveKey key) {
        return read.stream()
                .filter(setting -> setting.key().equals(key.startKey()))
                .map(Setting::source)
                .findFirst()
                .orElse(Layer.DEFAULT.label());
    }
}
