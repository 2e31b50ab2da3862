package souk.local.secret;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import souk.local.data.DataDirectory;
import souk.local.data.Json;
import souk.local.data.PrivateFiles;

/** The cluster's secrets: made on first use, then kept, one file of mode 0600 each. */
public final class Secrets {
    private final DataDirectory data;

    public Secrets(DataDirectory data) {
        this.data = data;
    }

    /** A file with 32 bytes in base64: the key that seals callers on the bus. */
    public Path clusterKey() {
        return created("cluster.key", RandomText.key());
    }

    /** A file with 32 bytes in base64: the key that encrypts the signing keys of tokens at rest. */
    public Path authKeySecret() {
        return created("auth-keys.key", RandomText.key());
    }

    public Path databasePasswordFile(String role) {
        return created("database-" + role + ".password", RandomText.password());
    }

    public String databasePassword(String role) {
        return PrivateFiles.read(databasePasswordFile(role));
    }

    public List<Account> accounts() {
        var json = PrivateFiles.read(created("accounts.json", Json.pretty(Account.fresh())));
        return Json.read(json, new TypeReference<List<Account>>() {});
    }

    public Account account(String role) {
        return accounts().stream()
                .filter(account -> account.role().equals(role))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no account with the role " + role));
    }

    /** The same accounts in the shape that auth reads at its start. */
    public Path bootstrapFile() {
        var entries = accounts().stream().map(Secrets::bootstrapEntry).toList();
        return created("bootstrap.json", Json.pretty(entries));
    }

    private static Map<String, Object> bootstrapEntry(Account account) {
        return Map.of(
                "username", account.username(),
                "email", account.username() + "@souk.example",
                "password", account.password(),
                "roles", List.of(account.role()));
    }

    private Path created(String name, String content) {
        var file = data.secrets().resolve(name);
        PrivateFiles.readOrCreate(file, () -> content);
        return file;
    }
}
