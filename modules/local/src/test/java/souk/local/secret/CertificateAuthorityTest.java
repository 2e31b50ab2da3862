package souk.local.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.local.data.PrivateFiles;

class CertificateAuthorityTest {
    private static final Clock NOW = Clock.systemUTC();

    @TempDir
    private Path directory;

    private CertificateAuthority authority;

    @BeforeEach
    void open() {
        authority = new CertificateAuthority(directory, NOW);
    }

    @Test
    void signsWhatAnInstanceShows() throws GeneralSecurityException {
        var files = authority.certificateFor("orders-1");

        var trusted = read(files.authority());
        assertThatCode(() -> read(files.certificate()).verify(trusted.getPublicKey()))
                .doesNotThrowAnyException();
        assertThat(read(files.certificate()).getSubjectX500Principal().getName())
                .isEqualTo("CN=orders-1");
    }

    @Test
    void namesLoopbackOnly() throws GeneralSecurityException {
        var certificate = read(authority.certificateFor("orders-1").certificate());

        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .containsExactlyInAnyOrder("127.0.0.1", "localhost");
    }

    @Test
    void keepsACertificateThatIsGood() {
        var first = PrivateFiles.read(authority.certificateFor("orders-1").certificate());

        var second = PrivateFiles.read(new CertificateAuthority(directory, NOW)
                .certificateFor("orders-1")
                .certificate());

        assertThat(second).isEqualTo(first);
    }

    @Test
    void renewsACertificateBeforeItEnds() {
        var first = PrivateFiles.read(authority.certificateFor("orders-1").certificate());

        var later = new CertificateAuthority(directory, Clock.offset(NOW, Duration.ofDays(800)));

        assertThat(PrivateFiles.read(later.certificateFor("orders-1").certificate()))
                .isNotEqualTo(first);
    }

    @Test
    void replacesACertificateOfAnotherAuthority() throws Exception {
        authority.certificateFor("orders-1");
        Files.delete(directory.resolve("authority.pem"));

        var files = authority.certificateFor("orders-1");

        read(files.certificate()).verify(read(files.authority()).getPublicKey());
    }

    private static X509Certificate read(Path file) throws GeneralSecurityException {
        return Pem.certificate(PrivateFiles.read(file));
    }
}
