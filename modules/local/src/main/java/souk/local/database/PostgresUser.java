package souk.local.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.local.data.LocalFailure;
import souk.local.process.Probe;

/**
 * As whom the server runs. PostgreSQL refuses root; so for root it runs in a user namespace of its own, where it looks
 * like nobody, or, where namespaces are forbidden, really as another user.
 *
 * @param wrapper what the server's commands are started through; empty for an ordinary user
 * @param owner the user whom its files must belong to, when it is not ourselves
 */
public record PostgresUser(List<String> wrapper, Optional<String> owner) {
    private static final String OTHER = "nobody";

    public PostgresUser {
        wrapper = List.copyOf(wrapper);
    }

    public static PostgresUser forThisMachine() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new PostgresUser(List.of(), Optional.empty());
        }
        if (Probe.succeeds("unshare", "-U", "true")) {
            return new PostgresUser(List.of("unshare", "-U"), Optional.empty());
        }
        return another();
    }

    /** The right to pass directories comes along, because the data may lie below one that only root may enter. */
    static PostgresUser another() {
        var wrapper = List.of(
                "setpriv",
                "--reuid=" + OTHER,
                "--clear-groups",
                "--inh-caps=-all,+dac_override",
                "--ambient-caps=-all,+dac_override");
        var trial = new ArrayList<>(wrapper);
        trial.add("true");
        if (!Probe.succeeds(trial.toArray(String[]::new))) {
            throw new LocalFailure(
                    "PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` (util-linux)"
                            + " can start it as another user: run Souk as an ordinary user");
        }
        return new PostgresUser(wrapper, Optional.of(OTHER));
    }

    /** Where this user can get at the programs: access(2) does not heed the right to pass directories. */
    public PostgresBinaries binaries() {
        return owner.isPresent() ? PostgresBinaries.ofMachine() : PostgresBinaries.ofUser();
    }

    /** Gives the directory with all in it to the server's user. */
    void own(Path directory) {
        owner.ifPresent(name -> {
            try (var paths = Files.walk(directory)) {
                var user = directory
                        .getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(name);
                for (var path : paths.toList()) {
                    Files.setOwner(path, user);
                }
            } catch (IOException e) {
                throw new LocalFailure("cannot give " + directory + " to " + name + ": " + e.getMessage(), e);
            }
        });
    }
}
