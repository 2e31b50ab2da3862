package souk.system;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import souk.shared.bus.CallContext;
import souk.shared.bus.Operation;
import souk.shared.bus.Topic;
import souk.shared.cluster.Member;
import souk.shared.contract.AskReport;
import souk.shared.contract.NodeOperations;
import souk.shared.runtime.ServiceContext;
import souk.shared.runtime.ServiceLauncher;

/**
 * The smallest service that there can be, as a process: {@code /everybody} lists the instances that answer it over the
 * bus, {@code /reports} those that say how they are, {@code /publish?text} is heard by all, {@code /heard} lists what it has heard.
 */
public final class EchoNode {

    private static final Operation<Words, Words> ECHO = Operation.of("echo.say.v1", Words.class, Words.class);
    private static final Topic<Words> NEWS = Topic.of("echo.news.v1", Words.class);

    private EchoNode() {}

    public static void main(String[] args) {
        ServiceLauncher.launch("echo", args, settings -> "", (nothing, context) -> new EchoVerticle(context));
    }

    public record Words(String text) {}

    private static final class EchoVerticle extends VerticleBase {

        private final ServiceContext service;
        private final List<String> heard = new CopyOnWriteArrayList<>();

        EchoVerticle(ServiceContext service) {
            this.service = service;
        }

        @Override
        public Future<?> start() {
            var own = new Words(service.node().instance());
            return service.bus()
                    .serve(ECHO, (words, context) -> Future.succeededFuture(own))
                    .compose(serving -> service.bus().subscribe(NEWS, news -> heard.add(news.text())))
                    .compose(listening -> service.serveHttp(this::answer));
        }

        private void answer(HttpServerRequest request) {
            switch (request.path()) {
                case "/everybody" -> everybody().onSuccess(names -> end(request, names));
                case "/reports" -> reports().onSuccess(names -> end(request, names));
                case "/publish" -> {
                    service.bus().publish(NEWS, new Words(request.query()));
                    end(request, List.of());
                }
                default -> end(request, heard);
            }
        }

        private Future<List<String>> everybody() {
            return ofAll(member -> service.bus()
                    .callAt(member.nodeId(), ECHO, new Words("hello"), context())
                    .map(Words::text));
        }

        private Future<List<String>> reports() {
            return ofAll(member -> service.bus()
                    .callAt(member.nodeId(), NodeOperations.REPORT, new AskReport(), context())
                    .map(told -> member.instance()));
        }

        private Future<List<String>> ofAll(Function<Member, Future<String>> question) {
            var answers = service.directory().members().stream()
                    .map(member -> question.apply(member).otherwise(""))
                    .toList();
            return Future.all(answers)
                    .map(all -> all.<String>list().stream()
                            .filter(name -> !name.isEmpty())
                            .sorted()
                            .toList());
        }

        private static CallContext context() {
            return CallContext.onOwnBehalf(Duration.ofSeconds(1));
        }

        private static void end(HttpServerRequest request, List<String> lines) {
            request.response().end(String.join(" ", lines));
        }
    }
}
