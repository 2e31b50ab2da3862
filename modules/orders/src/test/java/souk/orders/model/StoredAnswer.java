package souk.orders.model;

import souk.orders.model.Attempt.Answer;
import souk.orders.model.OrdersDatabase.KeyRow;

/** What a row under a key says to a request that comes with this key. */
final class StoredAnswer {

    private StoredAnswer() {}

    static Answer to(Request request, KeyRow row, Protocol protocol) {
        if (row.body() != request.body() && !protocol.has(Mutation.HASH_NOT_COMPARED)) {
            return new Answer.KeyReused();
        }
        return row.order().<Answer>map(Answer.Created::new).orElseGet(Answer.Refused::new);
    }
}
