package souk.shared.runtime;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.config.NodeConfig;

/**
 * How the process ends: leaving is announced, the others get time to notice, what is under way is finished, pools are
 * closed, and then Vert.x leaves the cluster. A deadline for all of it makes sure that it does end.
 */
final class Ending {

    static final int EXIT_CUT_OFF = 3;
    static final int EXIT_START_STUCK = 4;
    static final int EXIT_BROKEN = 5;

    private static final Logger LOG = LogManager.getLogger(Ending.class);
    private static final long FINISH_MILLIS = 15_000;
    private static final long LEAVE_MILLIS = 15_000;
    private static final int EXIT_STUCK = 1;
    private static final int STACK_DEPTH = 12;

    private final NodeConfig node;
    private volatile int exitCode;

    Ending(NodeConfig node) {
        this.node = node;
    }

    /** One message for whoever started the process; the stack trace goes to the debug log. */
    void failed(int code, String what, Throwable failure) {
        exitCode = code;
        var reason = failure == null ? "it took too long" : reasonOf(failure);
        LOG.fatal("event=start-failed instance={} exit={} reason=\"{}\"", node.instance(), code, reason);
        LOG.debug("event=start-failed", failure);
        System.err.println(node.instance() + " " + what + ": " + reason);
    }

    /** Ends at once and without asking any other thread, for those may be what hangs; says what all of them are doing. */
    void startStuck(String step, Duration waited) {
        LOG.fatal(
                "event=start-stuck instance={} exit={} step=\"{}\" millis={}",
                node.instance(),
                EXIT_START_STUCK,
                step,
                waited.toMillis());
        System.err.println(node.instance() + " did not get on for " + waited.toSeconds() + " s with: " + step);
        Thread.getAllStackTraces().forEach(Ending::print);
        Runtime.getRuntime().halt(EXIT_START_STUCK);
    }

    /** Hazelcast let us in and forgot by whom; nothing works in that state, and it lasts. */
    void masterless() {
        LOG.fatal("event=masterless instance={} exit={}", node.instance(), EXIT_CUT_OFF);
        Runtime.getRuntime().halt(EXIT_CUT_OFF);
    }

    private static void print(Thread thread, StackTraceElement[] stack) {
        System.err.println(thread.getName() + " " + thread.getState());
        Stream.of(stack).limit(STACK_DEPTH).forEach(frame -> System.err.println("\tat " + frame));
    }

    /**
     * To be told what nobody has caught. After some errors this process is not to be trusted: when the stack or the memory
     * does not suffice, a class that was being initialised then is unusable for good, and whoever needs it hangs or fails.
     */
    void uncaught(Throwable failure) {
        if (failure instanceof VirtualMachineError || failure instanceof LinkageError) {
            System.err.println(node.instance() + " is broken: " + failure);
            LOG.fatal(
                    "event=broken instance={} exit={} reason=\"{}\"", node.instance(), EXIT_BROKEN, failure.toString());
            Runtime.getRuntime().halt(EXIT_BROKEN);
        }
        if (UnsentMessage.is(failure)) {
            LOG.info("event=message-not-sent instance={}", node.instance());
        } else {
            LOG.error("event=uncaught instance={}", node.instance(), failure);
        }
    }

    /** The others do not hear us and restarting is the only cure. */
    void cutOff() {
        if (exitCode == 0) {
            exitCode = EXIT_CUT_OFF;
            LOG.fatal("event=cut-off instance={} exit={}", node.instance(), EXIT_CUT_OFF);
            new Thread(() -> System.exit(EXIT_CUT_OFF), "cut-off").start();
        }
    }

    /** Blocks the thread that shuts down, which is neither an event loop nor a worker. */
    void inOrder(NodeVerticle verticle) {
        haltIfStuck();
        if (verticle == null || exitCode != 0 && exitCode != EXIT_CUT_OFF) {
            return;
        }
        LOG.info("event=stopping instance={} drainMillis={}", node.instance(), node.drainMillis());
        verticle.announceLeaving();
        pause(node.drainMillis());
        await(verticle.stopService());
    }

    /** The last thing that happens. */
    void now(Management management) {
        management.close();
        LOG.info("event=stopped instance={} exit={}", node.instance(), exitCode);
        LogManager.shutdown();
        Runtime.getRuntime().halt(exitCode);
    }

    private void haltIfStuck() {
        var allowed = node.drainMillis() + FINISH_MILLIS + LEAVE_MILLIS;
        var guard = new Thread(
                () -> {
                    pause(allowed);
                    Runtime.getRuntime().halt(exitCode == 0 ? EXIT_STUCK : exitCode);
                },
                "halt-if-stuck");
        guard.setDaemon(true);
        guard.start();
    }

    private static void await(Future<Void> stopped) {
        var done = new CountDownLatch(1);
        stopped.onComplete(result -> done.countDown());
        try {
            if (!done.await(FINISH_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("event=stop-late afterMillis={}", FINISH_MILLIS);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reasonOf(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return root == failure || said.contains(root.toString()) ? said : said + " (" + root + ')';
    }
}
