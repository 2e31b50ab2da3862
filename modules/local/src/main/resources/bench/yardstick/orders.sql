-- One order of three lines in one statement: all of it or nothing. Rows are locked in the order of their ids.
\set buyer random(1, 100000)
\set first random(1, 333)
\set second random(334, 666)
\set third random(667, 1000)
WITH wanted AS (
  SELECT item, 1 AS quantity FROM unnest(ARRAY[:first, :second, :third]::int[]) AS item
), shelf AS MATERIALIZED (
  SELECT item.id, item.cents, wanted.quantity, item.remaining >= wanted.quantity AS enough
    FROM item JOIN wanted ON wanted.item = item.id
   ORDER BY item.id
     FOR NO KEY UPDATE OF item
), bill AS MATERIALIZED (
  SELECT sum(cents * quantity) AS total FROM shelf HAVING count(*) = 3 AND bool_and(enough)
), taking AS (
  UPDATE item SET remaining = item.remaining - shelf.quantity
    FROM shelf, bill
   WHERE item.id = shelf.id AND item.remaining >= shelf.quantity
), buying AS (
  INSERT INTO purchase (request_key, buyer, total)
  SELECT gen_random_uuid(), :buyer, bill.total FROM bill
  RETURNING id, buyer
), listing AS (
  INSERT INTO purchase_line (purchase, item, quantity, cents)
  SELECT buying.id, shelf.id, shelf.quantity, shelf.cents FROM buying CROSS JOIN shelf
)
INSERT INTO outgoing (kind, message)
SELECT 'purchase.made', jsonb_build_object('purchase', id, 'buyer', buyer) FROM buying;
