package souk.local.check;

import java.time.Duration;

/**
 * @param passing how long something may be in a state that it passes through
 * @param secondLook after which what was suspicious is looked at again
 */
public record Patience(Duration passing, Duration secondLook) {
    public static final Patience STANDARD = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(5));
}
