-- Many orders of three lines in one statement; each is placed as a whole or not at all, and one that is not leaves what
-- it wanted to those after it. Variables: size, items, and hot, which is 1 when all orders take item 1.
WITH request AS MATERIALIZED (
  SELECT n,
         gen_random_uuid() AS request_key,
         1 + floor(random() * 100000)::bigint AS buyer,
         CASE WHEN :hot::int = 1 THEN 1 ELSE 1 + floor(random() * (:items::bigint / 3))::bigint END AS first,
         1 + :items::bigint / 3 + floor(random() * (:items::bigint / 3))::bigint AS second,
         1 + :items::bigint * 2 / 3 + floor(random() * (:items::bigint / 3))::bigint AS third
    FROM generate_series(1, :size::int) AS n
), wanted AS MATERIALIZED (
  SELECT request.n, choice.line, choice.item, 1 AS quantity
    FROM request CROSS JOIN LATERAL (VALUES (1, first), (2, second), (3, third)) AS choice (line, item)
), shelf AS MATERIALIZED (
  SELECT id, cents, on_hand FROM item
   WHERE id IN (SELECT item FROM wanted)
   ORDER BY id
     FOR UPDATE
), answer AS MATERIALIZED (
  SELECT wanted.n, wanted.line, wanted.item, wanted.quantity, shelf.cents,
         coalesce(shelf.on_hand, -1)
           >= sum(wanted.quantity) OVER (PARTITION BY wanted.item ORDER BY wanted.n, wanted.line) AS enough
    FROM wanted LEFT JOIN shelf ON shelf.id = wanted.item
), bill AS MATERIALIZED (
  SELECT n, sum(cents * quantity) AS total FROM answer GROUP BY n HAVING bool_and(enough)
), taking AS (
  UPDATE item SET on_hand = item.on_hand - taken.pieces, revision = item.revision + 1
    FROM (SELECT item, sum(quantity)::int AS pieces FROM answer JOIN bill USING (n) GROUP BY item) AS taken
   WHERE item.id = taken.item
), buying AS (
  INSERT INTO purchase (request_key, buyer, state, total)
  SELECT request_key, buyer, 'placed', total FROM request JOIN bill USING (n)
  RETURNING id, request_key, buyer
), placed AS (
  SELECT buying.id, buying.buyer, request.n FROM buying JOIN request USING (request_key)
), listing AS (
  INSERT INTO purchase_line (purchase, line, item, quantity, cents)
  SELECT placed.id, answer.line, answer.item, answer.quantity, answer.cents FROM placed JOIN answer USING (n)
)
INSERT INTO outgoing (kind, message)
SELECT 'purchase.made', jsonb_build_object('purchase', id, 'buyer', buyer) FROM placed;
