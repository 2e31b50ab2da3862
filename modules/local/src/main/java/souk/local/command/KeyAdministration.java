package souk.local.command;

import java.util.List;
import java.util.Map;
import souk.local.client.HttpAnswer;
import souk.local.client.Shop;
import souk.local.client.Visitor;
import souk.local.data.DataDirectory;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.secret.AccessFile;

/** The signing keys of a running cluster, as its administrator sees them over the API. */
final class KeyAdministration implements AutoCloseable {
    private static final String ROW = "%-44s %-10s %-28s %s%n";

    private final Shop shop;
    private final Visitor administrator;

    private record Key(String kid, String state, String since, String signsFrom) {}

    private record Keys(List<Key> items) {}

    /** Fails with LocalFailure if the file names no administrator or the log-in is refused. */
    KeyAdministration(AccessFile access) {
        var account = access.accounts().stream()
                .filter(one -> one.role().equals("admin"))
                .findFirst()
                .orElseThrow(() -> new LocalFailure("there is no log-in of an administrator"));
        this.shop = new Shop(access.url());
        this.administrator = shop.logIn(account.username(), account.password());
    }

    /** Fails with LocalFailure if nothing runs there. */
    static KeyAdministration of(DataDirectory data) {
        RunningCluster.required(data);
        return new KeyAdministration(AccessFile.readFrom(data));
    }

    String list() {
        return table(shop.call(administrator, "GET", "/api/v1/signing-keys", null));
    }

    String rotate(boolean immediately) {
        var body = Json.line(Map.of("immediately", immediately));
        return table(shop.call(administrator, "POST", "/api/v1/signing-keys/rotate", body));
    }

    @Override
    public void close() {
        shop.close();
    }

    private static String table(HttpAnswer answer) {
        var text = new StringBuilder(ROW.formatted("KID", "STATE", "SINCE", "SIGNS FROM"));
        for (var key : answer.as(Keys.class).items()) {
            text.append(ROW.formatted(key.kid(), key.state(), key.since(), key.signsFrom()));
        }
        return text.toString();
    }
}
