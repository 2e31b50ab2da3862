package souk.shared.contract;

import java.util.List;
import java.util.UUID;

/**
 * @param done false while it is still being worked out: ask again
 * @param products how many were looked at
 * @param broken what does not add up, of each kind a hundred at most
 */
public record EquationsTold(boolean done, long products, List<Broken> broken) {

    public EquationsTold {
        broken = List.copyOf(broken);
    }

    /** @param detail a sentence for people */
    public record Broken(String kind, UUID productId, String detail) {}
}
