package souk.shared.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Time-ordered identifiers (RFC 9562, section 5.7): new rows land at the right-hand edge of their index. */
public final class UuidV7 {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

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
        return text != null && CANONICAL.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
