package souk.local.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.local.data.DataDirectory;
import souk.local.data.PrivateFiles;

class SecretsTest {
    @TempDir
    private Path directory;

    private DataDirectory data;
    private Secrets secrets;

    @BeforeEach
    void create() {
        data = new DataDirectory(directory.resolve("souk")).create();
        secrets = new Secrets(data);
    }

    @Test
    void letsNobodyElseReadAnything() throws IOException {
        secrets.clusterKey();
        secrets.authKeySecret();
        secrets.bootstrapFile();
        secrets.databasePasswordFile("souk_orders");
        new AccessFile("http://127.0.0.1:8080", secrets.accounts()).writeTo(data);
        new CertificateAuthority(data.certificates(), Clock.systemUTC()).certificateFor("orders-1");

        try (var files = Files.walk(data.root())) {
            assertThat(files).allSatisfy(file -> {
                var expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo(expected);
            });
        }
    }

    @Test
    void keepsWhatWasMadeOnTheFirstStart() {
        var password = secrets.databasePassword("souk_orders");
        var accounts = secrets.accounts();

        var again = new Secrets(data);

        assertThat(again.databasePassword("souk_orders")).isEqualTo(password);
        assertThat(again.accounts()).isEqualTo(accounts);
    }

    @Test
    void makesKeysOfThirtyTwoBytes() {
        assertThat(Base64.getDecoder().decode(PrivateFiles.read(secrets.clusterKey())))
                .hasSize(32);
        assertThat(Base64.getDecoder().decode(PrivateFiles.read(secrets.authKeySecret())))
                .hasSize(32);
    }

    @Test
    void hasAnAccountForEachRoleOfTheTour() {
        assertThat(secrets.accounts())
                .extracting(Account::role)
                .containsExactly("admin", "catalog_manager", "order_manager", "seller", "customer");
        assertThat(secrets.accounts()).extracting(Account::password).doesNotHaveDuplicates();
    }

    @Test
    void readsBackWhatItTellsClients() {
        var access = new AccessFile("http://127.0.0.1:8080", secrets.accounts());

        access.writeTo(data);

        assertThat(AccessFile.readFrom(data)).isEqualTo(access);
    }
}
