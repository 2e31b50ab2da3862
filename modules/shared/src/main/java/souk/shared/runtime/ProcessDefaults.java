package souk.shared.runtime;

import java.nio.file.Files;
import java.nio.file.Path;

/** System properties that libraries read when their classes load; so they are set before anything else happens. */
final class ProcessDefaults {

    private static final Path CLUSTER_XML = Path.of("cluster.xml");

    private ProcessDefaults() {}

    /** What was set on the command line stays. */
    static void apply(String instance) {
        set("souk.instance", instance);
        set("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.Log4j2LogDelegateFactory");
        set("hazelcast.logging.type", "log4j2");
        set("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager");
        if (Files.isReadable(CLUSTER_XML)) {
            set("vertx.hazelcast.config", CLUSTER_XML.toString());
        }
    }

    private static void set(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
