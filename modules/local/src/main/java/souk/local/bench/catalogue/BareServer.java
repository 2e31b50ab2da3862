package souk.local.bench.catalogue;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Vert.x can do at best: every request is answered with the same bytes. Runs in a JVM of its own, from the jar of a
 * service that brings Vert.x along, until its standard input ends.
 */
public final class BareServer {
    private BareServer() {}

    /** @param arguments a file with the body, how many event loops; the port is printed */
    public static void main(String[] arguments) throws IOException {
        var loops = Integer.parseInt(arguments[1]);
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        var port = start(vertx, Buffer.buffer(Files.readAllBytes(Path.of(arguments[0]))), loops);
        System.out.println(port);
        System.in.transferTo(System.err);
        System.exit(0);
    }

    private static int start(Vertx vertx, Buffer body, int loops) {
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(-1);
        var port = 0;
        for (int loop = 0; loop < loops; loop++) {
            var server = vertx.createHttpServer(options)
                    .requestHandler(request -> request.response()
                            .putHeader("content-type", "application/json")
                            .end(body))
                    .listen();
            port = server.toCompletionStage().toCompletableFuture().join().actualPort();
        }
        return port;
    }
}
