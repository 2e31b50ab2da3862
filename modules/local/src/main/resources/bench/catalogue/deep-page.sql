\set seen random(199900, 200000)
SELECT id, sku, title, cents FROM item WHERE id > :seen ORDER BY id LIMIT 20;
