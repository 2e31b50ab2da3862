\set shelf random(1, 500)
\set seen random(1, 1000000)
SELECT id, sku, title, cents, on_hand, revision FROM item WHERE shelf = :shelf AND id > :seen ORDER BY id LIMIT 20;
