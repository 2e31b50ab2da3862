package souk.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortBookTest {
    @TempDir
    private Path directory;

    @Test
    void givesAnOwnerTheSamePortAfterARestart() {
        var port = book().portFor("orders-1.http");

        assertThat(book().portFor("orders-1.http")).isEqualTo(port);
    }

    @Test
    void givesAnotherPortWhenSomebodyTookIt() throws IOException {
        var port = book().portFor("orders-1.http");

        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(book().portFor("orders-1.http")).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void givesEachOwnerItsOwnPort() {
        var book = book();

        assertThat(book.portFor("orders-1.http")).isNotEqualTo(book.portFor("orders-2.http"));
    }

    @Test
    void seesAListenerOnAPort() throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortBook.isFree(listener.getLocalPort())).isFalse();
        }
    }

    private PortBook book() {
        return PortBook.at(directory.resolve("ports.json"));
    }
}
