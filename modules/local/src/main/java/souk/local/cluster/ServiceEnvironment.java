package souk.local.cluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import souk.local.database.ServiceDatabase;
import souk.local.secret.CertificateAuthority;
import souk.local.secret.Secrets;

/** The environment variables with which an instance joins this cluster. Secrets are passed as names of files. */
final class ServiceEnvironment {
    private final Secrets secrets;
    private final CertificateAuthority authority;
    private final int databasePort;
    private final Path searchIndexes;
    private final UserSettings user = UserSettings.ours();

    /** @param searchIndexes a folder with one for each instance that searches */
    ServiceEnvironment(Secrets secrets, CertificateAuthority authority, int databasePort, Path searchIndexes) {
        this.secrets = secrets;
        this.authority = authority;
        this.databasePort = databasePort;
        this.searchIndexes = searchIndexes;
    }

    /** @param members cluster addresses of the members to look for, separated by commas */
    Map<String, String> of(ServiceKind service, String instance, InstancePorts ports, String members) {
        var environment = new LinkedHashMap<String, String>();
        user.addFileTo(environment);
        environment.put("SOUK_INSTANCE", instance);
        environment.put("SOUK_HTTP_HOST", "127.0.0.1");
        environment.put("SOUK_HTTP_PORT", Integer.toString(ports.http()));
        environment.put("SOUK_HTTP_REUSE_PORT", Boolean.toString(service == ServiceKind.GATEWAY));
        environment.put("SOUK_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("SOUK_MANAGEMENT_PORT", Integer.toString(ports.management()));
        environment.put("SOUK_CLUSTER_NAME", "souk");
        environment.put("SOUK_CLUSTER_HOST", "127.0.0.1");
        environment.put("SOUK_CLUSTER_PORT", Integer.toString(ports.cluster()));
        environment.put("SOUK_CLUSTER_MEMBERS", members);
        environment.put("SOUK_CLUSTER_KEY_FILE", secrets.clusterKey().toString());
        LaptopLimits.environment().forEach((key, laptop) -> user.addTo(environment, key, laptop));
        addBus(environment, instance, ports);
        service.database().ifPresent(database -> addDatabase(environment, database));
        if (service == ServiceKind.AUTH) {
            environment.put("SOUK_AUTH_KEY_SECRET_FILE", secrets.authKeySecret().toString());
            user.addTo(environment, "SOUK_AUTH_SELF_SERVICE_SELLERS", "true");
            environment.put("SOUK_AUTH_BOOTSTRAP_FILE", secrets.bootstrapFile().toString());
        }
        if (service == ServiceKind.ORDERS) {
            user.addTo(environment, "SOUK_PAYMENTS", "simulated");
            user.addTo(environment, "SOUK_ORDER_EXPIRY_MINUTES", "30");
        }
        if (service == ServiceKind.PRODUCTS) {
            environment.put(
                    "SOUK_PRODUCTS_INDEX_DIR", searchIndexes.resolve(instance).toString());
        }
        return environment;
    }

    private void addBus(Map<String, String> environment, String instance, InstancePorts ports) {
        var certificate = authority.certificateFor(instance);
        environment.put("SOUK_BUS_HOST", "127.0.0.1");
        environment.put("SOUK_BUS_PORT", Integer.toString(ports.bus()));
        environment.put("SOUK_BUS_TLS_KEY", certificate.key().toString());
        environment.put("SOUK_BUS_TLS_CERT", certificate.certificate().toString());
        environment.put("SOUK_BUS_TLS_CA", certificate.authority().toString());
    }

    private void addDatabase(Map<String, String> environment, ServiceDatabase database) {
        environment.put("SOUK_DATABASE_URL", database.url(databasePort));
        environment.put("SOUK_DATABASE_USER", database.user());
        environment.put("SOUK_DATABASE_PASSWORD_FILE", passwordFile(database.user()));
        environment.put("SOUK_DATABASE_OWNER", database.owner());
        environment.put("SOUK_DATABASE_OWNER_PASSWORD_FILE", passwordFile(database.owner()));
    }

    private String passwordFile(String role) {
        return secrets.databasePasswordFile(role).toString();
    }
}
