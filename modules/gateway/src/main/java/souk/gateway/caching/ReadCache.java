package souk.gateway.caching;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import souk.gateway.forwarding.AnswerRelay;
import souk.gateway.forwarding.Reply;
import souk.shared.config.Settings;
import souk.shared.contract.CatalogChanged;
import souk.shared.id.UuidV7;

/**
 * Answers reads of the catalogue from memory. A read that finds nothing there fetches it as somebody without a name, and
 * others who want the same meanwhile wait for that, but not for long. Confined to one event loop.
 */
public final class ReadCache {

    /** From this age on a read that is answered from memory has the resource fetched again. */
    private static final long REFRESH_NANOS = Memory.BOUND.toNanos() * 3 / 4;

    private final Vertx vertx;
    private final LongSupplier nanoClock;
    private final Memory memory;
    private final Fetches fetches;
    private final CacheMetrics metrics;
    private final boolean on;
    private Credentials credentials = Credentials.NOBODYS;
    private boolean blind;
    private boolean wanted = true;

    /**
     * @param bytes what all answers together may take; 0 for none, and then every read is passed on
     * @param patience how long a read waits for somebody else's fetch before it goes to the service itself
     * @param staleBound how old an answer may be that is given because the service cannot be asked; 0 for none
     */
    public record Limits(long bytes, Duration patience, Duration staleBound) {

        public static final Limits NOTHING_KEPT = of(0);

        private static final long BYTES_PER_MEGABYTE = 1024L * 1024;

        public static Limits of(long bytes) {
            return new Limits(bytes, Duration.ofMillis(250), Duration.ofMinutes(10));
        }

        public static Limits from(Settings settings) {
            return new Limits(
                    settings.integer("SOUK_GATEWAY_CACHE_MB", 32, 0, 100_000) * BYTES_PER_MEGABYTE,
                    Duration.ofMillis(250),
                    Duration.ofSeconds(settings.integer("SOUK_GATEWAY_STALE_SECONDS", 600, 0, 86_400)));
        }
    }

    /** @param nanoClock monotonic, as {@code System::nanoTime} is */
    public ReadCache(Vertx vertx, Limits limits, MeterRegistry meters, LongSupplier nanoClock) {
        this.vertx = vertx;
        this.nanoClock = nanoClock;
        this.on = limits.bytes > 0;
        this.memory = new Memory(limits.bytes, limits.staleBound, nanoClock);
        this.fetches = new Fetches(memory, limits.patience, nanoClock);
        this.metrics = new CacheMetrics(meters);
        metrics.measure(memory);
    }

    /** Whether anything is answered from memory; what is in it is kept true in any case. */
    public void turn(boolean nowWanted) {
        wanted = nowWanted;
    }

    /** From now on readers with credentials that are good may be answered from memory too. */
    public void believe(Credentials known) {
        credentials = known;
    }

    /** Whether news would reach us. As long as they would not, every read is passed on. */
    public void sees(boolean cluster) {
        if (!cluster && !blind) {
            memory.doubtAll();
        }
        blind = !cluster;
    }

    /** Somebody of whom we may not have heard everything is gone. */
    public void doubtAll() {
        memory.doubtAll();
    }

    public void heard(CatalogChanged news) {
        news.products().forEach(product -> {
            fetches.overtake(product);
            memory.forgetProduct(product);
        });
        fetches.newsHeard();
        if (news.categories()) {
            memory.forgetAll();
        } else {
            memory.forgetLists();
        }
        metrics.heard(news.at());
    }

    /**
     * A change has gone through this very gateway, whose author is not to find the old state here.
     *
     * @param changed the path as the service knows it, of whatever version of the API
     */
    public void changed(String changed) {
        var path = Resource.inFirstVersion(changed);
        if (path.startsWith(Resource.CATEGORIES)) {
            heard(new CatalogChanged(List.of(), true, null));
        } else if (path.startsWith(Resource.PRODUCTS)) {
            var rest = path.substring(Math.min(path.length(), Resource.PRODUCT_PATH.length()));
            var product = UuidV7.parse(rest.split("/", 2)[0]);
            heard(new CatalogChanged(product.stream().toList(), false, null));
        }
    }

    /** Empty if this request is to be passed on. */
    public Optional<Read> read(HttpServerRequest request) {
        var method = request.method();
        if (!on || !wanted || !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            return Optional.empty();
        }
        var resource = Resource.of(request.path(), request.query());
        return resource.isEmpty()
                ? Optional.empty()
                : Asked.of(request).map(asked -> new Read(request, resource.get(), asked));
    }

    /** Completes when the answer is written; fails, with nothing written, as passing on does. */
    public Future<Void> answer(Read read, Origin origin) {
        if (blind) {
            return passOn(read, origin);
        }
        var resource = read.resource();
        var known = memory.find(resource);
        if (read.asked().authorization() != null) {
            return known.isPresent() && resource.isSameForAll() ? confirm(read, origin) : passOn(read, origin);
        }
        if (known.isPresent()) {
            refreshIfDue(resource, known.get(), origin);
            return hit(read, known.get());
        }
        if (memory.isLeftToService(resource)) {
            return passOn(read, origin);
        }
        var joinable = fetches.joinable(resource);
        return joinable.isPresent() ? join(joinable.get(), read, origin) : lead(read, origin);
    }

    /** What is wrong with credentials is for the service to say. */
    private Future<Void> confirm(Read read, Origin origin) {
        return credentials.areGood(read.asked().authorization()).compose(good -> {
            var known = good && !blind ? memory.find(read.resource()) : Optional.<Entry>empty();
            return known.isPresent() ? hit(read, known.get()) : passOn(read, origin);
        });
    }

    private Future<Void> hit(Read read, Entry entry) {
        metrics.hit(read.hasAlready(entry));
        return read.answer(entry);
    }

    private void refreshIfDue(Resource resource, Entry entry, Origin origin) {
        if (nanoClock.getAsLong() - entry.began() >= REFRESH_NANOS && !fetches.isUnderWay(resource)) {
            fetches.begin(resource, () -> origin.fetch(resource.uri()));
        }
    }

    private Future<Void> lead(Read read, Origin origin) {
        metrics.missed();
        var uri = read.resource().uri();
        return fetches.begin(read.resource(), () -> origin.fetch(uri)).outcome().transform(fetched -> {
            if (fetched.succeeded() && fetched.result().entry() != null) {
                return read.answer(fetched.result().entry());
            }
            var reply = fetched.map(Fetch.Outcome::reply);
            var lacksItsCondition = reply.succeeded() && reply.result().status() == 200 && read.isConditional();
            return lacksItsCondition ? passOn(read, origin) : relay(read, reply);
        });
    }

    /** Whoever has waited in vain still has most of its time. */
    private Future<Void> join(Fetch fetch, Read read, Origin origin) {
        var shared = Promise.<Optional<Entry>>promise();
        var late = vertx.setTimer(fetches.left(fetch), tick -> shared.tryComplete(Optional.empty()));
        fetch.outcome()
                .onComplete(fetched ->
                        shared.tryComplete(Optional.ofNullable(fetched.result()).map(Fetch.Outcome::entry)));
        return shared.future().compose(entry -> {
            vertx.cancelTimer(late);
            if (entry.isEmpty() || !memory.isWithinBound(entry.get().began())) {
                return passOn(read, origin);
            }
            metrics.joined();
            return read.answer(entry.get());
        });
    }

    private Future<Void> passOn(Read read, Origin origin) {
        metrics.passed();
        return origin.ask().transform(asked -> relay(read, asked));
    }

    /** What came, or what is remembered if nothing came. */
    private Future<Void> relay(Read read, AsyncResult<Reply> asked) {
        return Unreachable.is(asked)
                ? standIn(read).compose(entry -> entry.isPresent() ? stale(read, entry.get()) : write(read, asked))
                : write(read, asked);
    }

    private static Future<Void> write(Read read, AsyncResult<Reply> asked) {
        return asked.succeeded()
                ? AnswerRelay.write(read.request(), asked.result())
                : Future.failedFuture(asked.cause());
    }

    private Future<Void> stale(Read read, Entry entry) {
        metrics.stale();
        return read.answerStale(entry, memory.age(entry));
    }

    /** Only what is the same for everybody who may see it, and for nobody whose credentials may not be good. */
    private Future<Optional<Entry>> standIn(Read read) {
        var known = memory.findStale(read.resource());
        var authorization = read.asked().authorization();
        if (known.isEmpty() || authorization == null) {
            return Future.succeededFuture(known);
        }
        return read.resource().isSameForAll()
                ? credentials.areGood(authorization).map(good -> good ? known : Optional.empty())
                : Future.succeededFuture(Optional.empty());
    }
}
