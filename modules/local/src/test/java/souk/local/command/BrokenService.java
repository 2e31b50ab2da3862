package souk.local.command;

/** A service that was not told what it needs. */
public final class BrokenService {
    private BrokenService() {}

    public static void main(String[] arguments) {
        System.out.println("SOUK_BUS_TLS_KEY is missing");
        System.exit(2);
    }
}
