package souk.shared.sql;

import java.net.URI;
import souk.shared.config.Secret;
import souk.shared.config.Settings;

/**
 * Where a service's database is and who it is there.
 *
 * @param service names the folder of its migrations, {@code db/<service>} on the class path
 * @param instance shown by the server as {@code application_name}
 * @param user the limited role of the running service
 * @param owner the role that owns the schema and runs the migrations
 * @param poolSize physical connections at most
 */
public record DatabaseConfig(
        String service,
        String instance,
        String host,
        int port,
        String database,
        String user,
        Secret password,
        String owner,
        Secret ownerPassword,
        int poolSize,
        DatabaseLimits limits) {

    private static final URI NOWHERE = URI.create("postgresql://localhost:5432/none");

    /** Reads {@code SOUK_DATABASE_*}; what is wrong with it is reported by {@link Settings#verify}. */
    public static DatabaseConfig from(Settings settings, String service) {
        var url = url(settings);
        return new DatabaseConfig(
                service,
                settings.text("SOUK_INSTANCE", service + "-1"),
                url.getHost(),
                url.getPort() < 0 ? 5432 : url.getPort(),
                url.getPath().substring(1),
                settings.required("SOUK_DATABASE_USER", "the role that the service works as"),
                settings.secret("SOUK_DATABASE_PASSWORD", "the password of SOUK_DATABASE_USER"),
                settings.required("SOUK_DATABASE_OWNER", "the role that owns the schema and migrates it"),
                settings.secret("SOUK_DATABASE_OWNER_PASSWORD", "the password of SOUK_DATABASE_OWNER"),
                settings.integer("SOUK_DATABASE_POOL", 4, 1, 100),
                DatabaseLimits.STANDARD);
    }

    public DatabaseConfig withLimits(DatabaseLimits other) {
        return new DatabaseConfig(
                service, instance, host, port, database, user, password, owner, ownerPassword, poolSize, other);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    private static URI url(Settings settings) {
        var text = settings.required("SOUK_DATABASE_URL", "postgresql://host:port/database");
        if (text.isEmpty()) {
            return NOWHERE;
        }
        try {
            var url = URI.create(text);
            var complete = "postgresql".equals(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getPath().length() > 1;
            return complete ? url : wrong(settings);
        } catch (IllegalArgumentException notAnAddress) {
            return wrong(settings);
        }
    }

    private static URI wrong(Settings settings) {
        return settings.problem("SOUK_DATABASE_URL must look like postgresql://host:port/database", NOWHERE);
    }
}
