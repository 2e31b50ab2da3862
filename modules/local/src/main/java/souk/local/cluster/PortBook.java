package souk.local.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.data.PrivateFiles;

/** Which port on loopback belongs to whom. A port once given stays with its owner for as long as nobody else takes it. */
public final class PortBook {
    /** Below the range from which systems give ports to outgoing connections, which would race with ours. */
    private static final int FIRST = 20_000;

    private static final int LAST = 31_999;

    private final Path file;
    private final Map<String, Integer> portByOwner;

    private PortBook(Path file, Map<String, Integer> portByOwner) {
        this.file = file;
        this.portByOwner = portByOwner;
    }

    public static PortBook at(Path file) {
        if (!Files.exists(file)) {
            return new PortBook(file, new TreeMap<>());
        }
        return new PortBook(file, Json.read(PrivateFiles.read(file), new TypeReference<TreeMap<String, Integer>>() {}));
    }

    /** The owner's port, free at this moment. To be asked before the owner starts, not while it runs. */
    public synchronized int portFor(String owner) {
        var known = portByOwner.get(owner);
        if (known != null && isFree(known)) {
            return known;
        }
        var port = free();
        portByOwner.put(owner, port);
        PrivateFiles.write(file, Json.pretty(portByOwner));
        return port;
    }

    /** A free port that is not remembered. */
    public synchronized int free() {
        int start = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
        for (int offset = 0; offset <= LAST - FIRST; offset++) {
            int port = FIRST + (start - FIRST + offset) % (LAST - FIRST + 1);
            if (!portByOwner.containsValue(port) && isFree(port)) {
                return port;
            }
        }
        throw new LocalFailure("no free port between " + FIRST + " and " + LAST);
    }

    /** Whether nobody listens on the port, be it shared (SO_REUSEPORT) or not. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
