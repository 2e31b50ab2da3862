package souk.local.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;
import souk.local.data.PrivateFiles;

/**
 * Where the supervisor of a data directory listens: a socket in it, or, where that path is longer than a socket's name
 * may be, in a private directory below the temporary one, with a note in the data directory.
 */
final class ControlSocket {
    /** macOS allows 104 bytes with the closing zero, Linux 108. */
    private static final int LONGEST = 100;

    private final Path inside;
    private final Path note;

    ControlSocket(DataDirectory data) {
        this.inside = data.root().resolve("control.sock");
        this.note = data.root().resolve("control.path");
    }

    UnixDomainSocketAddress find() {
        return UnixDomainSocketAddress.of(Files.exists(note) ? Path.of(PrivateFiles.read(note)) : inside);
    }

    /** A free address; what a dead supervisor left there is removed. */
    UnixDomainSocketAddress prepare() {
        try {
            remove();
            if (inside.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                var directory = Files.createTempDirectory("souk-");
                PrivateFiles.write(note, directory.resolve("control.sock").toString());
            }
            return find();
        } catch (IOException e) {
            throw new LocalFailure("cannot prepare the control socket: " + e.getMessage(), e);
        }
    }

    void remove() throws IOException {
        if (Files.exists(note)) {
            var socket = find().getPath();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
            Files.delete(note);
        }
        Files.deleteIfExists(inside);
    }
}
