package souk.shared.contract;

import java.util.List;
import java.util.UUID;

/** What has become of these orders? Asking decides: an order that is not there after the answer never will be. */
public record AskFate(List<UUID> orderIds) {

    public AskFate {
        orderIds = List.copyOf(orderIds);
    }
}
