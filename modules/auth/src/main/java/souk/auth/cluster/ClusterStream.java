package souk.auth.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import souk.shared.cluster.Directory;
import souk.shared.cluster.NodeState;
import souk.shared.http.AnswerStream;
import souk.shared.json.WireJson;
import souk.shared.runtime.ServiceContext;

/**
 * The cluster as server-sent events: {@code snapshot} first, then a {@code member} each time there is
 * {@link MemberView#news} of one and {@code gone} when one has left. Figures cause no event; they come with these and
 * with another {@code snapshot} every tenth look. Ends, in order, when the one who asked would not be let in any more, and when this
 * instance leaves. For one stream.
 */
final class ClusterStream implements AnswerStream {

    private static final long LOOK_MILLIS = 1_000;

    /** Of looks: how often a silent stream says that it is still there, and asks whether it may go on. */
    private static final int BEAT = 3;

    /** Of looks: how often all is told again, for the figures in it. */
    private static final int REFRESH = 10;

    private final Vertx vertx;
    private final Directory directory;
    private final Survey survey;
    private final Supplier<Future<Void>> stillAllowed;
    private final Promise<Void> over = Promise.promise();
    private Map<String, MemberView> before = Map.of();
    private long event;
    private int look;

    /** @param stillAllowed fails when the stream has to end */
    ClusterStream(ServiceContext service, Survey survey, Supplier<Future<Void>> stillAllowed) {
        this.vertx = service.vertx();
        this.directory = service.directory();
        this.survey = survey;
        this.stillAllowed = stillAllowed;
    }

    @Override
    public Future<Void> writeTo(WriteStream<Buffer> out) {
        survey.take()
                .compose(view -> {
                    before = news(view);
                    return out.write(event("snapshot", view));
                })
                .onSuccess(written -> next(out))
                .onFailure(over::tryFail);
        return over.future();
    }

    private void next(WriteStream<Buffer> out) {
        vertx.setTimer(
                LOOK_MILLIS,
                due -> mayGoOn().onSuccess(may -> {
                    if (may) {
                        look(out);
                    } else {
                        over.tryComplete();
                    }
                }));
    }

    private Future<Boolean> mayGoOn() {
        if (directory.state(directory.ownNodeId()) == NodeState.DRAINING) {
            return Future.succeededFuture(false);
        }
        return ++look % BEAT == 0 ? stillAllowed.get().map(true).otherwise(false) : Future.succeededFuture(true);
    }

    private void look(WriteStream<Buffer> out) {
        survey.take()
                .compose(view -> {
                    var changes = changes(view);
                    return changes.length() == 0 ? Future.succeededFuture() : out.write(changes);
                })
                .onSuccess(written -> next(out))
                .onFailure(over::tryFail);
    }

    private Buffer changes(ClusterView view) {
        var now = news(view);
        var events = look % BEAT == 0 ? Buffer.buffer(": still here\n\n") : Buffer.buffer();
        view.members().stream()
                .filter(member -> !member.news().equals(before.get(member.nodeId())))
                .forEach(member -> events.appendBuffer(event("member", member)));
        before.keySet().stream()
                .filter(nodeId -> !now.containsKey(nodeId))
                .forEach(nodeId -> events.appendBuffer(event("gone", Map.of("nodeId", nodeId))));
        before = now;
        if (look % REFRESH == 0) {
            events.appendBuffer(event("snapshot", view));
        }
        return events;
    }

    private Buffer event(String name, Object data) {
        return Buffer.buffer("event: " + name + "\nid: " + ++event + "\ndata: " + WireJson.text(data) + "\n\n");
    }

    private static Map<String, MemberView> news(ClusterView view) {
        List<MemberView> members = view.members();
        return members.stream()
                .map(MemberView::news)
                .collect(Collectors.toMap(MemberView::nodeId, Function.identity()));
    }
}
