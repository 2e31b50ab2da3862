package souk.local.secret;

import java.nio.file.Path;

/** PEM files with which an instance shows on the event bus who it is: PKCS #8 key, certificate, and the authority to trust. */
public record BusCertificate(Path key, Path certificate, Path authority) {}
