package souk.local.command;

import souk.local.bench.Server;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;
import souk.local.database.PostgresServer;
import souk.local.secret.Secrets;

/** The PostgreSQL server of a running cluster. */
record ClusterDatabase(DataDirectory data, RunningCluster cluster) {
    /** Fails with LocalFailure when the cluster uses another one. */
    Server server() {
        var port = new SupervisedInstances(cluster)
                .status().instances().stream()
                        .filter(instance -> instance.name().equals(PostgresServer.NAME))
                        .map(instance -> instance.ports().get("sql"))
                        .findFirst()
                        .orElseThrow(() -> new LocalFailure("the cluster has no PostgreSQL of its own"));
        return new Server(port, new Secrets(data).databasePassword(PostgresServer.SUPERUSER));
    }
}
