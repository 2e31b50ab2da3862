-- One order of three lines in one statement: all of it or nothing. Items are locked in the order of their ids.
-- Variables: items, and hot, which is 1 when all orders take item 1.
\set buyer random(1, 100000)
\set first CASE WHEN :hot = 1 THEN 1 ELSE random(1, :items / 3) END
\set second random(:items / 3 + 1, :items * 2 / 3)
\set third random(:items * 2 / 3 + 1, :items)
WITH wanted (line, item, quantity) AS (
  VALUES (1, :first::bigint, 1), (2, :second::bigint, 1), (3, :third::bigint, 1)
), shelf AS MATERIALIZED (
  SELECT item.id, item.cents, wanted.line, wanted.quantity, item.on_hand >= wanted.quantity AS enough
    FROM item JOIN wanted ON wanted.item = item.id
   ORDER BY item.id
     FOR UPDATE OF item
), bill AS MATERIALIZED (
  SELECT sum(cents * quantity) AS total FROM shelf HAVING count(*) = 3 AND bool_and(enough)
), taking AS (
  UPDATE item SET on_hand = item.on_hand - shelf.quantity, revision = item.revision + 1
    FROM shelf, bill
   WHERE item.id = shelf.id
), buying AS (
  INSERT INTO purchase (request_key, buyer, state, total)
  SELECT gen_random_uuid(), :buyer::bigint, 'placed', bill.total FROM bill
  RETURNING id, buyer
), listing AS (
  INSERT INTO purchase_line (purchase, line, item, quantity, cents)
  SELECT buying.id, shelf.line, shelf.id, shelf.quantity, shelf.cents FROM buying CROSS JOIN shelf
)
INSERT INTO outgoing (kind, message)
SELECT 'purchase.made', jsonb_build_object('purchase', id, 'buyer', buyer) FROM buying;
