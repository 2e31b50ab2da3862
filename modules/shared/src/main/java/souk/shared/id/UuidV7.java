package souk.shared.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Time-ordered identifiers (RFC 9562, section 5.7): new rows land at the right-hand edge of their index. */
public final class UuidV7 {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();
    private static final int LENGTH = 36;

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = Long.MIN_VALUE;

    private UuidV7() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    /** The least that can be made in the millisecond: those made before are less, in the order of PostgreSQL. */
    public static UUID firstOf(Instant instant) {
        return new UUID(instant.toEpochMilli() << 16 | VERSION, VARIANT);
    }

    /** Any UUID in its canonical 36 characters; {@link UUID#fromString} would take shorter forms too. */
    public static Optional<UUID> parse(String text) {
        return text != null && isCanonical(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    private static boolean isCanonical(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (var at = 0; at < LENGTH; at++) {
            var dash = at == 8 || at == 13 || at == 18 || at == 23;
            if (dash ? text.charAt(at) != '-' : !isHexDigit(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    /** Digits of other scripts are none. */
    private static boolean isHexDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
