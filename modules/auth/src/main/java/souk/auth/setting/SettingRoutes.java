package souk.auth.setting;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import souk.auth.audit.Act;
import souk.shared.config.LiveKey;
import souk.shared.config.LiveKeys;
import souk.shared.config.LiveSettings;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.ExpectedVersion;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Rule;
import souk.shared.json.Fields;
import souk.shared.security.Permission;

/** What is set, and setting it. Each key is there always, with its default while nobody has set anything. */
public final class SettingRoutes {

    private static final String ALL = "/api/v1/admin/settings";
    private static final String ONE = ALL + "/:key";

    private final ChangingSettings changing;
    private final SettingRepository stored;
    private final LiveSettings live;

    public SettingRoutes(ChangingSettings changing, LiveSettings live) {
        this.changing = changing;
        this.stored = changing.stored();
        this.live = live;
    }

    public void mount(HttpApi api) {
        var read = Rule.permission(Permission.READ_SETTINGS);
        var write = Rule.permission(Permission.WRITE_SETTINGS);
        api.on(HttpMethod.GET, ALL, read, this::list);
        api.on(HttpMethod.GET, ONE, read, this::read);
        api.on(HttpMethod.PUT, ONE, write, this::put);
        api.on(HttpMethod.DELETE, ONE, write, this::takeBack);
    }

    private Future<Answer> list(ApiRequest request) {
        request.query().done();
        return stored.all().map(all -> Answer.ok(new Page<>(views(all), null)).forTheCallerOnly());
    }

    /** The declared ones in their order, then the loggers that somebody has given a level. */
    private List<SettingView> views(List<StoredSetting> all) {
        var byKey = new HashMap<String, StoredSetting>();
        all.forEach(setting -> byKey.put(setting.key(), setting));
        var views = new ArrayList<SettingView>();
        LiveKeys.all().forEach(key -> views.add(SettingView.of(key, byKey.remove(key.name()), live)));
        all.stream()
                .filter(setting -> setting.value() != null && byKey.containsKey(setting.key()))
                .forEach(setting ->
                        LiveKeys.named(setting.key()).ifPresent(key -> views.add(SettingView.of(key, setting, live))));
        return views;
    }

    private Future<Answer> read(ApiRequest request) {
        var key = SettingView.known(request.text("key"));
        return stored.find(key.name())
                .map(found -> SettingView.of(key, found.orElse(null), live))
                .map(view -> request.conditional(view.version(), view).forTheCallerOnly());
    }

    private Future<Answer> put(ApiRequest request) {
        var key = SettingView.known(request.text("key"));
        var fields = request.json();
        var value = value(fields, key);
        var version = fields.optionalInteger("version", 0, Long.MAX_VALUE);
        fields.done();
        var expected = ExpectedVersion.required(request.ifMatch(), version);
        return changing.apply(
                        new ChangingSettings.Change(key.name(), value, expected), request.caller(), Act.of(request))
                .map(changed -> SettingView.of(key, changed.orElse(null), live))
                .map(view -> Answer.ok(view).etag(view.version()));
    }

    private Future<Answer> takeBack(ApiRequest request) {
        var key = SettingView.known(request.text("key"));
        var expected = ExpectedVersion.required(request.ifMatch(), Optional.empty());
        return changing.apply(
                        new ChangingSettings.Change(key.name(), null, expected), request.caller(), Act.of(request))
                .map(done -> Answer.noContent());
    }

    /** As a text; notes a violation if the setting cannot have it. */
    private static String value(Fields fields, LiveKey key) {
        var json = fields.value("value");
        var text = isOfType(json, key.type()) ? json.asText() : "";
        key.complaint(text).ifPresent(wrong -> fields.violation("value", wrong));
        return text;
    }

    private static boolean isOfType(JsonNode json, LiveKey.Type type) {
        return switch (type) {
            case FLAG -> json.isBoolean();
            case INTEGER -> json.isIntegralNumber();
            case CHOICE -> json.isTextual();
        };
    }
}
