package souk.shared.bus;

import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.Set;
import souk.shared.resilience.Ending;

/** One call with all its tries. */
final class Call<Q, A> {

    private final Operation<Q, A> operation;
    private final Buffer body;
    private final CallContext context;
    private final Set<String> tried = new HashSet<>();
    private Ending ending = Ending.UNDECIDED;

    Call(Operation<Q, A> operation, Buffer body, CallContext context) {
        this.operation = operation;
        this.body = body;
        this.context = context;
    }

    Operation<Q, A> operation() {
        return operation;
    }

    String address() {
        return operation.address();
    }

    Buffer body() {
        return body;
    }

    CallContext context() {
        return context;
    }

    /** Node ids of those that were asked. */
    Set<String> tried() {
        return tried;
    }

    /** What its last try tells about the operation. */
    Ending ending() {
        return ending;
    }

    void ended(Ending lastTry) {
        ending = lastTry;
    }
}
