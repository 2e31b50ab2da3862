package souk.auth.throttle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import souk.auth.keys.KeySecret;
import souk.shared.id.UuidV7;

/**
 * A password that somebody tries, without a word of who it is: the table must not be a list of names and addresses.
 *
 * @param name HMAC of the name in lower case
 * @param address HMAC of the client's address; of an IPv6 address its first 64 bits, which one client has all of
 */
record Attempt(UUID id, byte[] name, byte[] address) {

    private static final String NAMES = "souk auth login names v1";
    private static final String ADDRESSES = "souk auth login addresses v1";
    private static final int GROUPS = 4;

    static Attempt of(String name, String address, KeySecret secret) {
        return new Attempt(
                UuidV7.next(),
                fingerprint(secret, NAMES, name.toLowerCase(Locale.ROOT)),
                fingerprint(secret, ADDRESSES, network(address)));
    }

    long nameLock() {
        return ByteBuffer.wrap(name).getLong();
    }

    long addressLock() {
        return ByteBuffer.wrap(address).getLong();
    }

    /** The same for two attempts on one name. */
    ByteBuffer nameKey() {
        return ByteBuffer.wrap(name);
    }

    static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        var plain = address.replaceAll("%.*", "").toLowerCase(Locale.ROOT);
        var halves = plain.split("::", -1);
        var head = halves[0].isEmpty() ? new String[0] : halves[0].split(":");
        var groups = new String[GROUPS];
        Arrays.fill(groups, "0");
        for (var group = 0; group < Math.min(head.length, GROUPS); group++) {
            groups[group] = head[group].replaceFirst("^0+(?=.)", "");
        }
        return String.join(":", groups) + "::/64";
    }

    private static byte[] fingerprint(KeySecret secret, String purpose, String text) {
        return secret.fingerprint(purpose, text.getBytes(StandardCharsets.UTF_8));
    }
}
