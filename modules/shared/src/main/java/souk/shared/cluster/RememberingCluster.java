package souk.shared.cluster;

import com.hazelcast.config.Config;
import io.vertx.core.Completable;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Vert.x's cluster manager, which also remembers what this node has registered, see {@link Registrations}. */
public final class RememberingCluster extends HazelcastClusterManager {

    private final Map<String, Set<RegistrationInfo>> own = new ConcurrentHashMap<>();

    public RememberingCluster(Config config) {
        super(config);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo registration, Completable<Void> done) {
        if (!registration.localOnly()) {
            own.computeIfAbsent(address, unused -> ConcurrentHashMap.newKeySet())
                    .add(registration);
        }
        super.addRegistration(address, registration, done);
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> done) {
        own.computeIfPresent(address, (unused, registrations) -> {
            registrations.remove(registration);
            return registrations.isEmpty() ? null : registrations;
        });
        super.removeRegistration(address, registration, done);
    }

    /** What this node listens to for others, by address. Changes while it is read. */
    Map<String, Set<RegistrationInfo>> own() {
        return own;
    }

    boolean isOwn(String address, RegistrationInfo registration) {
        return own.getOrDefault(address, Set.of()).contains(registration);
    }

    /** Once more, unless it is not wanted any more. */
    void restore(String address, RegistrationInfo registration) {
        super.addRegistration(address, registration, (done, failure) -> {
            if (!isOwn(address, registration)) {
                super.removeRegistration(address, registration, (removed, unremoved) -> {});
            }
        });
    }
}
