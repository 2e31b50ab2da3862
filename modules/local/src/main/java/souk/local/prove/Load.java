package souk.local.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All clients of a run, each on a thread and a connection of its own. */
final class Load {
    private final List<VirtualClient> clients = new ArrayList<>();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private final ExecutorService threads;

    /** Two clients share each household at least, when there are that many. */
    Load(Stage stage, Recorder recorder, int count) {
        threads = Executors.newFixedThreadPool(count, Load::daemon);
        for (int number = 0; number < count; number++) {
            var household = stage.households().get(number % stage.households().size());
            clients.add(new VirtualClient(stage.url(), recorder, stage.goods(), household, number));
        }
    }

    /** Every other client comes with a new connection for each request from now on. */
    void letHalfComeAnew() {
        for (int number = 1; number < clients.size(); number += 2) {
            clients.get(number).comeAnew();
        }
    }

    int size() {
        return clients.size();
    }

    void start() {
        clients.forEach(client -> ends.add(CompletableFuture.runAsync(client, threads)));
    }

    /** Returns when the last client has its last answer. Fails when a client broke. */
    void stop() {
        clients.forEach(VirtualClient::leave);
        threads.shutdown();
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "client");
        thread.setDaemon(true);
        return thread;
    }
}
