package souk.products.stock;

import java.util.List;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReserved.ReservedLine;

/** What becomes of one request of a batch. */
sealed interface Judgement {

    ReserveStock request();

    record Accepted(ReserveStock request, List<ReservedLine> lines) implements Judgement {}

    record Refused(ReserveStock request, ReservationFailure failure) implements Judgement {}
}
