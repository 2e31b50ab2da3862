package souk.shared.contract;

import java.util.UUID;

/** How does the caller of the context stand towards this product? For nobody else may it be asked. */
public record AskAccess(UUID product) {}
