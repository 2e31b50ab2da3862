package souk.shared.runtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import souk.shared.bus.CallContext;
import souk.shared.bus.Deadline;
import souk.shared.bus.Operation;
import souk.shared.security.Caller;

/** A service as small as can be, in a process of its own: answers over HTTP what another instance answers on the bus. */
public final class EchoService {

    private static final Operation<Echo, Echo> ECHO = Operation.of("echo.say.v1", Echo.class, Echo.class);

    private EchoService() {}

    public static void main(String[] args) {
        ServiceLauncher.launch("echo", args, settings -> settings.text("ECHO_START", "works"), EchoVerticle::new);
    }

    public record Echo(String text) {}

    private static final class EchoVerticle extends VerticleBase {

        private final String start;
        private final ServiceContext context;

        EchoVerticle(String start, ServiceContext context) {
            this.start = start;
            this.context = context;
        }

        @Override
        public Future<?> start() {
            return switch (start) {
                case "fails" -> Future.failedFuture("it was told to");
                case "hangs" ->
                    context.step("waiting for Godot", () -> Promise.promise().future());
                default -> serve();
            };
        }

        private Future<?> serve() {
            return context.bus()
                    .serve(ECHO, (echo, call) -> answer(echo))
                    .compose(serving -> context.serveHttp(request -> context.bus()
                            .call(ECHO, new Echo(request.path()), call())
                            .onSuccess(echo -> request.response().end(echo.text()))
                            .onFailure(failure ->
                                    request.response().setStatusCode(503).end())));
        }

        private Future<Echo> answer(Echo echo) {
            var answer = new Echo(context.node().instance() + " heard " + echo.text());
            return echo.text().equals("/endless") ? endless(echo) : soon(echo, answer);
        }

        private Future<Echo> endless(Echo echo) {
            return endless(new Echo(echo.text())).map(echo);
        }

        private Future<Echo> soon(Echo echo, Echo answer) {
            return echo.text().equals("/slow") ? vertx.timer(700).map(answer) : Future.succeededFuture(answer);
        }

        private static CallContext call() {
            return new CallContext("request-1", null, Caller.ANONYMOUS, Deadline.in(Duration.ofMillis(2_500)));
        }
    }
}
