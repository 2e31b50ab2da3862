package souk.gateway.caching;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import souk.gateway.forwarding.Reply;

/** One request to a service on behalf of all who ask for the same at that time. */
final class Fetch {

    private final long began;
    private final long epoch;
    private final Promise<Outcome> outcome = Promise.promise();
    private boolean overtaken;

    /** @param entry what everybody may have of the reply, or null if it is for nobody but the one who asked */
    record Outcome(Reply reply, Entry entry) {}

    Fetch(long began, long epoch) {
        this.began = began;
        this.epoch = epoch;
    }

    /** There were news of what is being fetched: the answer may be from before them. */
    void overtake() {
        overtaken = true;
    }

    boolean isOvertaken() {
        return overtaken;
    }

    long began() {
        return began;
    }

    long epoch() {
        return epoch;
    }

    Promise<Outcome> promise() {
        return outcome;
    }

    Future<Outcome> outcome() {
        return outcome.future();
    }
}
