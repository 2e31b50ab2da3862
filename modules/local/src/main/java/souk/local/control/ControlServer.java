package souk.local.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import souk.local.data.DataDirectory;
import souk.local.data.Json;
import souk.local.data.LocalFailure;

/** Listens for the command line on a socket that only its owner may open. One request a connection, JSON lines. */
public final class ControlServer implements AutoCloseable {
    private static final int LAST_ANSWERS_SECONDS = 2;

    private final ControlSocket socket;
    private final ServerSocketChannel listener;
    private final ControlHandler handler;
    private final ExecutorService conversations = Executors.newCachedThreadPool(task -> daemon("conversation", task));

    private ControlServer(ControlSocket socket, ServerSocketChannel listener, ControlHandler handler) {
        this.socket = socket;
        this.listener = listener;
        this.handler = handler;
    }

    public static ControlServer start(DataDirectory data, ControlHandler handler) {
        var socket = new ControlSocket(data);
        var address = socket.prepare();
        try {
            var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(address);
            Files.setPosixFilePermissions(address.getPath(), PosixFilePermissions.fromString("rw-------"));
            var server = new ControlServer(socket, listener, handler);
            daemon("control", server::accept).start();
            return server;
        } catch (IOException e) {
            throw new LocalFailure("cannot listen at " + address + ": " + e.getMessage(), e);
        }
    }

    /** Lets answers that are under way finish, for 2 s. */
    @Override
    public void close() {
        try {
            listener.close();
            conversations.shutdown();
            conversations.awaitTermination(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS);
            socket.remove();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the control socket", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                var connection = listener.accept();
                conversations.execute(() -> serve(connection));
            } catch (IOException e) {
                if (listener.isOpen()) {
                    throw new UncheckedIOException("cannot accept on the control socket", e);
                }
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            var reader = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
            var line = reader.readLine();
            if (line != null) {
                var conversation = new Conversation(connection);
                daemon("listening", conversation::listen).start();
                conversation.send(answer(line, conversation));
            }
        } catch (IOException | UncheckedIOException gone) {
            System.out.println("a command went away before its answer: " + gone.getMessage());
        }
    }

    private ControlReply answer(String line, Conversation conversation) {
        try {
            return ControlReply.done(handler.handle(Json.read(line, ControlRequest.class), conversation));
        } catch (CompletionException e) {
            return failed(e.getCause());
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private static ControlReply failed(Throwable trouble) {
        return ControlReply.failed(trouble instanceof LocalFailure ? trouble.getMessage() : trouble.toString());
    }

    private static Thread daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
