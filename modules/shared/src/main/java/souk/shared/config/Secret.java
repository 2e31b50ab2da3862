package souk.shared.config;

/** A configured value that must not be printed. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
