package souk.shared.config;

import java.util.List;

/** Names every missing or wrong key, so that one look is enough to repair them all. */
public final class InvalidConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidConfiguration(List<String> problems) {
        super("The configuration is not complete:\n  - " + String.join("\n  - ", problems), null, false, false);
    }
}
