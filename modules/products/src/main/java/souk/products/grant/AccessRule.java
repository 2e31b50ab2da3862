package souk.products.grant;

/**
 * Who may see and change which product: the only place that says so, as conditions on a product {@code p} that goes into
 * the WHERE of every statement that reads, lists, changes, deletes or reserves products.
 *
 * <ul>
 *   <li>An active, public product is seen by everybody; any other by its owner, whoever has a grant on it, and those who
 *       read all products.
 *   <li>It is changed by its owner if they may write their own, by a grant from {@code update} on if they may write what
 *       was granted to them, and by those who write all products.
 *   <li>Its stock on hand is changed by those who change it and by those who write all stock, and the movements of it are
 *       read by both and by those who read all stock, whether they see the product or not.
 *   <li>It is deleted, made public or private, and granted to others likewise, but with a grant {@code manage} only. Who
 *       can delete it sees it when it is deleted, and may restore it.
 * </ul>
 */
public final class AccessRule {

    /** What there is for anybody who may see it; a deleted product is for nobody. */
    public static final String THERE = "p.deleted_at IS NULL";

    /** Seen by everybody; the condition of the indexes {@code products_public…}. */
    public static final String PUBLIC = THERE + " AND p.status = 'active' AND p.visibility = 'public'";

    private static final String VISIBLE = """
            %1$s AND ((%2$s) OR :reads_all::boolean OR p.owner_id = :caller::uuid
               OR EXISTS (SELECT 1 FROM product_grants g
                           WHERE g.product_id = p.id AND g.principal = :caller::uuid))""".formatted(THERE, PUBLIC);

    private static final String CHANGEABLE = """
            :there AND (:writes_all::boolean OR (:writes_own::boolean AND p.owner_id = :caller::uuid)
               OR (:uses_grants::boolean AND EXISTS (
                   SELECT 1 FROM product_grants g
                    WHERE g.product_id = p.id AND g.principal = :caller::uuid AND g.level IN (:levels))))""";

    private static final String DELETED = "p.deleted_at IS NOT NULL";
    private static final String UPDATING = "'update', 'manage'";
    private static final String MANAGING = "'manage'";

    private AccessRule() {}

    /**
     * Whether they see {@code p}.
     *
     * @param caller, readsAll expressions, such as {@code $2}, with the members of {@link Viewer}
     */
    public static String visible(String caller, String readsAll) {
        return VISIBLE.replace(":caller", caller).replace(":reads_all", readsAll);
    }

    /** Whether they may change {@code p}, all but its visibility. The parameters carry the members of {@link Rights}. */
    public static String updatable(String caller, String writesOwn, String writesAll, String usesGrants) {
        return changeable(THERE, UPDATING, caller, writesOwn, writesAll, usesGrants);
    }

    /**
     * Whether they may change the stock of {@code p} on hand: who may change the product, and those who write all stock.
     * Reading the figures behind it takes the same, or reading all stock.
     *
     * @param allStock an expression for whether the stock of every product is theirs to write, or to read
     * @param rights as for {@link #updatable}
     */
    public static String stocked(String allStock, String... rights) {
        return "(%s AND %s::boolean OR %s)".formatted(THERE, allStock, changeable(THERE, UPDATING, rights));
    }

    /** Whether they may delete {@code p}, change its visibility and decide who has a grant on it. */
    public static String manageable(String caller, String writesOwn, String writesAll, String usesGrants) {
        return changeable(THERE, MANAGING, caller, writesOwn, writesAll, usesGrants);
    }

    /** Whether {@code p} is deleted and they may see it and restore it: those who could delete it. */
    public static String restorable(String caller, String writesOwn, String writesAll, String usesGrants) {
        return changeable(DELETED, MANAGING, caller, writesOwn, writesAll, usesGrants);
    }

    /**
     * Ids of what somebody sees who does not read all products, newest first and never more than the limit: what is
     * public, what is theirs and what was granted to them, each from its index.
     *
     * @param caller an expression with who looks
     * @param among further conditions on {@code p}
     * @param limit an expression with how many
     */
    public static String newestVisible(String caller, String among, String limit) {
        return """
                (SELECT p.id FROM products p WHERE %2$s AND %3$s ORDER BY p.id DESC LIMIT %4$s)
                UNION
                (SELECT p.id FROM products p WHERE %1$s AND p.owner_id = %5$s::uuid AND %3$s
                  ORDER BY p.id DESC LIMIT %4$s)
                UNION
                (SELECT p.id FROM product_grants g JOIN products p ON p.id = g.product_id
                  WHERE %1$s AND g.principal = %5$s::uuid AND %3$s ORDER BY p.id DESC LIMIT %4$s)
                ORDER BY id DESC LIMIT %4$s""".formatted(THERE, PUBLIC, among, limit, caller);
    }

    private static String changeable(String there, String levels, String... rights) {
        return CHANGEABLE
                .replace(":there", there)
                .replace(":levels", levels)
                .replace(":caller", rights[0])
                .replace(":writes_own", rights[1])
                .replace(":writes_all", rights[2])
                .replace(":uses_grants", rights[3]);
    }
}
