SELECT id, sku, title, cents FROM item ORDER BY id LIMIT 20;
