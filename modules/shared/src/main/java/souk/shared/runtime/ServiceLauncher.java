package souk.shared.runtime;

import io.vertx.core.Deployable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import souk.shared.config.EffectiveSettings;
import souk.shared.config.InvalidConfiguration;
import souk.shared.config.Layers;
import souk.shared.config.LiveSettings;
import souk.shared.config.NodeConfig;
import souk.shared.config.Settings;
import souk.shared.json.WireJson;

/**
 * Starts one service as a member of the cluster through Vert.x's own launcher. A service's main is one line:
 *
 * <pre>{@code ServiceLauncher.launch("orders", args, OrdersConfig::from, OrdersVerticle::new);}</pre>
 *
 * <p>Exit codes: 2 configuration, 3 cut off from the cluster, 11 cluster or bus did not start, 15 the service did not
 * start, 0 stopped by SIGTERM.
 */
public final class ServiceLauncher {

    static final int EXIT_CONFIGURATION = 2;

    /** The argument with which a service says what it would run with, and does nothing else. */
    private static final String SHOW = "config";

    private ServiceLauncher() {}

    /**
     * Returns when the service runs; ends the process with a message if it cannot.
     *
     * @param config reads the service's own keys; complaints about all keys, the node's included, are given together
     * @param verticle the service, made from its configuration and the running node
     */
    public static <C> void launch(
            String service,
            String[] args,
            Function<Settings, C> config,
            BiFunction<C, ServiceContext, ? extends Deployable> verticle) {
        if (Stream.of(args).anyMatch(arg -> arg.matches("-h|--?help"))) {
            new io.vertx.launcher.application.VertxApplication(args).launch();
            return;
        }
        try {
            var layers = Layers.of(System.getenv());
            var settings = Settings.of(layers);
            var node = NodeConfig.from(settings, service);
            var own = config.apply(settings);
            var effective = new EffectiveSettings(service, settings, layers.remarks(settings));
            if (args.length > 0 && args[0].equals(SHOW)) {
                effective.follow(new LiveSettings(node.live()));
                show(effective.report(), List.of(args).contains("--json"));
                settings.verify();
                return;
            }
            settings.verify();
            ProcessDefaults.apply(node.instance());
            remark(effective.report().remarks());
            new ServiceApplication(clustered(args), node, effective, context -> {
                        effective.follow(context.live());
                        return verticle.apply(own, context);
                    })
                    .launch();
        } catch (InvalidConfiguration | UncheckedIOException incomplete) {
            System.err.println(service + ": " + incomplete.getMessage());
            System.exit(EXIT_CONFIGURATION);
        }
    }

    private static void show(EffectiveSettings.Report report, boolean json) {
        System.out.print(json ? WireJson.text(report) + System.lineSeparator() : report.text());
    }

    /** Not before the process has its defaults, which logging needs. */
    private static void remark(List<String> remarks) {
        var log = LogManager.getLogger(ServiceLauncher.class);
        remarks.forEach(remark -> log.warn("event=configuration-remark detail=\"{}\"", remark));
    }

    /** A service is always a member of a cluster, if only of one member. */
    static String[] clustered(String[] args) {
        if (Stream.of(args).anyMatch(arg -> arg.matches("-c|--?cluster"))) {
            return args;
        }
        var more = Arrays.copyOf(args, args.length + 1);
        more[args.length] = "-cluster";
        return more;
    }
}
