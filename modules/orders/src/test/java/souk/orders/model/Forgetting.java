package souk.orders.model;

import souk.orders.model.Attempt.Progress;
import souk.orders.model.Message.Acknowledged;
import souk.orders.model.Message.AskFate;
import souk.orders.model.Message.Destiny;
import souk.orders.model.Message.Fate;
import souk.orders.model.Message.LookAgain;
import souk.orders.model.Message.Notify;
import souk.orders.model.Message.Release;
import souk.orders.model.Message.Reserve;
import souk.orders.model.Message.Verdict;
import souk.orders.model.ProductsDatabase.Hold;

/**
 * Takes messages out of flight that can change nothing any more under the protocol as written, so that states which
 * differ only in them are one state.
 */
final class Forgetting {

    private Forgetting() {}

    static State useless(State now) {
        var after = now;
        for (var message : now.messages().rows()) {
            if (isUseless(now, message)) {
                after = after.without(message);
            }
        }
        return after;
    }

    private static boolean isUseless(State now, Message message) {
        if (message instanceof Verdict verdict) {
            return !waits(now, verdict.asked());
        } else if (message instanceof LookAgain look) {
            return !waits(now, look.order()) || hasVerdict(now, look.order());
        } else if (message instanceof Reserve reserve) {
            return hasHeader(now, reserve.order())
                    && (!waits(now, reserve.order()) || hasVerdict(now, reserve.order()));
        } else if (message instanceof Release release) {
            return isIn(now, release.order(), Hold.RELEASED);
        } else if (message instanceof AskFate question) {
            return isIn(now, question.order(), Hold.RELEASED)
                    && now.orders().orders().has(question.order());
        } else if (message instanceof Fate fate) {
            return isIn(now, fate.order(), Hold.RELEASED)
                    || fate.destiny() == Destiny.PLACED && isIn(now, fate.order(), Hold.FIRM);
        } else if (message instanceof Notify notify) {
            return isPublished(now, notify.event());
        }
        return message instanceof Acknowledged acknowledged && isPublished(now, acknowledged.event());
    }

    private static boolean waits(State now, OrderId asked) {
        return now.attempts().has(asked.attempt())
                && now.attempts().get(asked.attempt()).progress() instanceof Progress.Reserving reserving
                && reserving.asked().equals(asked);
    }

    /** With a header of its own, every verdict that can still be given is one that is in flight already. */
    private static boolean hasVerdict(State now, OrderId order) {
        return hasHeader(now, order) && now.messages().has(new Verdict(order, Message.Ruling.ACCEPTED, order));
    }

    private static boolean hasHeader(State now, OrderId order) {
        return now.products().reservations().has(order);
    }

    private static boolean isIn(State now, OrderId order, Hold state) {
        return hasHeader(now, order) && now.products().reservations().get(order).state() == state;
    }

    private static boolean isPublished(State now, Event event) {
        return now.orders().outbox().has(event) && now.orders().outbox().get(event);
    }
}
