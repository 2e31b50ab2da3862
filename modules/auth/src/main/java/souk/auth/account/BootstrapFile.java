package souk.auth.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import souk.shared.config.InvalidConfiguration;
import souk.shared.json.Fields;
import souk.shared.json.StrictJson;
import souk.shared.problem.Problem;
import souk.shared.problem.Refusal;
import souk.shared.security.Role;

/** The accounts that a new installation starts with: {@code [{"username", "email", "password", "roles": [..]}]}. */
record BootstrapFile(List<Entry> entries) {

    private static final String KEY = "SOUK_AUTH_BOOTSTRAP_FILE";
    private static final String LIST = "accounts";
    private static final int MAX_ACCOUNTS = 1_000;

    record Entry(NewAccount account, String password) {

        @Override
        public String toString() {
            return account.toString();
        }
    }

    BootstrapFile {
        entries = List.copyOf(entries);
    }

    /** @throws InvalidConfiguration that names every violation */
    static BootstrapFile parse(String file) {
        try {
            var accounts = StrictJson.parse(file);
            var document = Fields.of(JsonNodeFactory.instance.objectNode().set(LIST, accounts));
            var entries = new ArrayList<Entry>();
            for (var fields : document.objects(LIST, 0, MAX_ACCOUNTS)) {
                entries.add(entry(fields, accounts.get(entries.size())));
            }
            document.done();
            return new BootstrapFile(entries);
        } catch (Refusal refusal) {
            throw new InvalidConfiguration(complaints(refusal.problem()));
        }
    }

    private static Entry entry(Fields fields, JsonNode json) {
        var roles = json instanceof ObjectNode object ? roles(fields, object.remove("roles")) : Set.<String>of();
        var username = AccountInput.username(fields);
        var email = AccountInput.email(fields);
        return new Entry(
                NewAccount.of(username, email, roles), AccountInput.password(fields, "password", username, email));
    }

    private static Set<String> roles(Fields fields, JsonNode names) {
        var roles = new HashSet<String>();
        if (names == null || !names.isArray() || names.isEmpty()) {
            fields.violation("roles", "must be an array of at least one role");
            return roles;
        }
        for (var name : names) {
            Role.named(name.asText())
                    .ifPresentOrElse(
                            role -> roles.add(role.scope()),
                            () -> fields.violation("roles", "has no role called " + name.asText()));
        }
        return roles;
    }

    private static List<String> complaints(Problem problem) {
        return problem.errors().isEmpty()
                ? List.of(KEY + ": " + problem.detail())
                : problem.errors().stream()
                        .map(error -> KEY + ": " + error.pointer().substring(LIST.length() + 1) + " " + error.detail())
                        .toList();
    }
}
