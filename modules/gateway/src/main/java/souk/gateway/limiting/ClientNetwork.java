package souk.gateway.limiting;

import io.netty.util.NetUtil;
import java.util.HexFormat;

/** The part of an address that one customer of a provider has for itself. */
final class ClientNetwork {

    private static final int MAPPED = 12;
    private static final int NETWORK = 8;

    private ClientNetwork() {}

    /** An IPv4 address as it is, also one written as IPv6; of an IPv6 address its first 64 bits. */
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || bytes.length < MAPPED) {
            return address;
        }
        return isMapped(bytes)
                ? NetUtil.bytesToIpAddress(bytes, MAPPED, bytes.length - MAPPED)
                : HexFormat.of().formatHex(bytes, 0, NETWORK) + "/64";
    }

    private static boolean isMapped(byte[] bytes) {
        for (var at = 0; at < MAPPED - 2; at++) {
            if (bytes[at] != 0) {
                return false;
            }
        }
        return bytes[MAPPED - 2] == -1 && bytes[MAPPED - 1] == -1;
    }
}
