package souk.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import souk.local.control.ControlClient;
import souk.local.control.ControlRequest;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;

/** The supervisor of a data directory, asked over its control socket. */
record RunningCluster(DataDirectory data) {
    /** Fails with LocalFailure if nothing runs there. */
    static RunningCluster required(DataDirectory data) {
        var cluster = new RunningCluster(data);
        if (!cluster.isThere()) {
            throw LocalFailure.nothingRuns(data);
        }
        return cluster;
    }

    boolean isThere() {
        try (var client = ControlClient.connect(data).orElse(null)) {
            return client != null;
        }
    }

    /** Fails with LocalFailure: nothing runs, or what the supervisor says against it. */
    JsonNode ask(String command, String name) {
        return ask(command, name, System.out::println);
    }

    JsonNode ask(String command, String name, Consumer<String> progress) {
        try (var client = ControlClient.connect(data).orElseThrow(() -> LocalFailure.nothingRuns(data))) {
            return client.ask(new ControlRequest(command, name), progress);
        }
    }
}
