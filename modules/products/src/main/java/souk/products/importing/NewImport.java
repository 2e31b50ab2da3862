package souk.products.importing;

import java.util.UUID;
import souk.products.grant.Act;

/**
 * What is asked of an import.
 *
 * @param wanted the format, or {@code table} for CSV whose columns say what it is
 * @param writesAll whether the maker may change everybody's products
 */
record NewImport(UUID id, Act act, boolean writesAll, boolean dryRun, String currency, String wanted) {}
