package souk.local.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import souk.local.data.DataDirectory;
import souk.local.data.PrivateFiles;

/** The development authority that signs the bus certificates of one cluster; good for loopback only. */
public final class CertificateAuthority {
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path directory;
    private final Clock clock;

    public CertificateAuthority(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** The instance's certificate: the one made before, or a new one when there is none or it ends within 30 days. */
    public synchronized BusCertificate certificateFor(String instance) {
        DataDirectory.makePrivate(directory);
        var files = new BusCertificate(file(instance + "-key"), file(instance), file("authority"));
        try {
            if (!isGood(files.authority(), file("authority-key"))) {
                var minted = new CertificateMint(clock).authority();
                write(file("authority-key"), minted.keys(), files.authority(), minted.certificate());
            }
            if (!isGood(files.certificate(), files.key()) || !isSignedByUs(files)) {
                var minted = new CertificateMint(clock).instance(instance, authorityKey());
                write(files.key(), minted.keys(), files.certificate(), minted.certificate());
            }
            return files;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make the bus certificate of " + instance, e);
        }
    }

    private static void write(Path keyFile, KeyPair keys, Path certificateFile, X509Certificate certificate)
            throws GeneralSecurityException {
        PrivateFiles.write(keyFile, Pem.of("PRIVATE KEY", keys.getPrivate().getEncoded()));
        PrivateFiles.write(certificateFile, Pem.of("CERTIFICATE", certificate.getEncoded()));
    }

    private boolean isGood(Path certificate, Path key) throws GeneralSecurityException, IOException {
        if (!Files.exists(certificate) || !Files.exists(key)) {
            return false;
        }
        var soon = Date.from(clock.instant().plus(RENEW_BEFORE));
        return Pem.certificate(PrivateFiles.read(certificate)).getNotAfter().after(soon);
    }

    private static boolean isSignedByUs(BusCertificate files) throws GeneralSecurityException, IOException {
        var authority = Pem.certificate(PrivateFiles.read(files.authority()));
        try {
            Pem.certificate(PrivateFiles.read(files.certificate())).verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException signedByAnother) {
            return false;
        }
    }

    private PrivateKey authorityKey() throws GeneralSecurityException {
        return Pem.ellipticCurveKey(PrivateFiles.read(file("authority-key")));
    }

    private Path file(String name) {
        return directory.resolve(name + ".pem");
    }
}
