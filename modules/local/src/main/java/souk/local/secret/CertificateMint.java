package souk.local.secret;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys (P-256) and certificates. Kept apart because its library is loaded only when there is something to make. */
final class CertificateMint {
    private static final X500Name AUTHORITY = new X500Name("CN=Souk development authority");
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration INSTANCE_LIFE = Duration.ofDays(825);

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    CertificateMint(Clock clock) {
        this.clock = clock;
    }

    record Minted(KeyPair keys, X509Certificate certificate) {}

    Minted authority() throws GeneralSecurityException, IOException {
        var keys = newKeys();
        var builder = certificate(AUTHORITY, keys, AUTHORITY_LIFE);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return new Minted(keys, signed(builder, keys.getPrivate()));
    }

    /** For both ends of a connection on loopback. */
    Minted instance(String name, PrivateKey authorityKey) throws GeneralSecurityException, IOException {
        var keys = newKeys();
        var purposes = new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        var hosts = new GeneralName[] {
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost")
        };
        var builder = certificate(new X500Name("CN=" + name), keys, INSTANCE_LIFE);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(hosts));
        return new Minted(keys, signed(builder, authorityKey));
    }

    private JcaX509v3CertificateBuilder certificate(X500Name subject, KeyPair keys, Duration life) {
        var now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(120, random).add(BigInteger.ONE),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(life)),
                subject,
                keys.getPublic());
    }

    private KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("cannot sign with ECDSA", e);
        }
    }
}
