-- Raises what is on hand of the products in the table "chosen" by %1$d, as an editor would, but all at once.
SELECT count(*) FROM (
  SELECT FROM products WHERE id IN (SELECT id FROM chosen) ORDER BY id FOR NO KEY UPDATE) AS locked;
SELECT count(*) FROM (
  SELECT FROM stock WHERE product_id IN (SELECT id FROM chosen) ORDER BY product_id FOR NO KEY UPDATE) AS locked;
WITH raised AS (
  UPDATE products SET version = version + 1, updated_at = greatest(now(), updated_at)
   WHERE id IN (SELECT id FROM chosen)
  RETURNING id, version, owner_id
), levelled AS (
  UPDATE stock SET on_hand = on_hand + %1$d WHERE product_id IN (SELECT id FROM chosen)
  RETURNING product_id, on_hand
), moved AS (
  INSERT INTO stock_movements (id, product_id, delta, reason, actor)
  SELECT uuidv7(), id, %1$d, 'plenty for a bench', owner_id FROM raised
)
INSERT INTO product_history (product_id, version, actor, action, changes)
SELECT raised.id, raised.version, raised.owner_id, 'updated',
       jsonb_build_object('stock', jsonb_build_object('from', levelled.on_hand - %1$d, 'to', levelled.on_hand))
  FROM raised JOIN levelled ON levelled.product_id = raised.id;
