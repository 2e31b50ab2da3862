package souk.auth.setting;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.role.CallerRepository;
import souk.shared.bus.Bus;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.SettingsChanged;
import souk.shared.contract.SettingsTold;
import souk.shared.http.ExpectedVersion;
import souk.shared.security.Caller;
import souk.shared.sql.Database;

/** Sets and takes back, one after the other, and lets all nodes know. */
public final class ChangingSettings {

    private final Database database;
    private final SettingRepository settings;
    private final CallerRepository callers = new CallerRepository();
    private final AuditRepository audit;
    private final Bus bus;

    /** What to make of a setting; a null value takes it back. */
    record Change(String key, String value, ExpectedVersion expected) {}

    public ChangingSettings(Database database, AuditRepository audit, Bus bus) {
        this.database = database;
        this.settings = new SettingRepository(database);
        this.audit = audit;
        this.bus = bus;
    }

    SettingRepository stored() {
        return settings;
    }

    /** Tells other nodes what is set. */
    public Future<Void> serve() {
        return bus.serve(AuthOperations.SETTINGS, (ask, context) -> told());
    }

    /** A value that is there already is not set again: the version stays. */
    Future<Optional<StoredSetting>> apply(Change change, Caller caller, Act act) {
        return database.transaction(connection -> callers.hold(connection, caller)
                        .compose(stands -> settings.hold(connection, change.key()))
                        .compose(present -> apply(connection, change, present, caller, act)))
                .onSuccess(changed -> told().onSuccess(told ->
                        bus.publish(AuthOperations.SETTINGS_CHANGED, new SettingsChanged(told.revision()))));
    }

    private Future<Optional<StoredSetting>> apply(
            SqlConnection connection, Change change, Optional<StoredSetting> present, Caller caller, Act act) {
        var version = present.map(StoredSetting::version).orElse(0L);
        if (!change.expected().accepts(version)) {
            throw change.expected().stale("setting", version);
        }
        var before = present.map(StoredSetting::value).orElse(null);
        if (java.util.Objects.equals(before, change.value())) {
            return Future.succeededFuture(present);
        }
        return settings.put(connection, change.key(), change.value(), caller)
                .compose(stored -> audit.record(
                                connection,
                                act.success(
                                        change.value() == null ? "setting.taken-back" : "setting.changed",
                                        "setting:" + change.key(),
                                        detail(before, change.value())))
                        .map(Optional.of(stored)));
    }

    private Future<SettingsTold> told() {
        return settings.all().map(all -> {
            var changed = new HashMap<String, String>();
            all.stream()
                    .filter(setting -> setting.value() != null)
                    .forEach(setting -> changed.put(setting.key(), setting.value()));
            return new SettingsTold(
                    all.stream().mapToLong(StoredSetting::version).sum(), changed);
        });
    }

    private static Map<String, String> detail(String before, String after) {
        var detail = new HashMap<String, String>();
        detail.put("from", before == null ? "default" : before);
        detail.put("to", after == null ? "default" : after);
        return detail;
    }
}
