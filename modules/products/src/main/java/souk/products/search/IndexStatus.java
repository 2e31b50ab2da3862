package souk.products.search;

/**
 * How the index of one node is, in JSON.
 *
 * @param instance whose index it is
 * @param documents products that can be found
 * @param lagSeconds how old what the index knows is
 * @param rowsBehind changes that are committed and not taken in
 * @param built products in the index that is being made; 0 if none is
 * @param checking whether it is being compared with the database
 * @param check what the last such comparison found, or null
 */
record IndexStatus(
        String instance,
        IndexState state,
        long documents,
        double lagSeconds,
        long rowsBehind,
        long built,
        boolean checking,
        CheckReport check) {}
