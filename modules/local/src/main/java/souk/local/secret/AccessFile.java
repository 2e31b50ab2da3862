package souk.local.secret;

import java.util.List;
import souk.local.data.DataDirectory;
import souk.local.data.Json;
import souk.local.data.PrivateFiles;

/** What a client needs: where the shop is and who can log in. */
public record AccessFile(String url, List<Account> accounts) {
    public AccessFile {
        accounts = List.copyOf(accounts);
    }

    public void writeTo(DataDirectory data) {
        PrivateFiles.write(data.access(), Json.pretty(this));
    }

    public static AccessFile readFrom(DataDirectory data) {
        return Json.read(PrivateFiles.read(data.access()), AccessFile.class);
    }
}
