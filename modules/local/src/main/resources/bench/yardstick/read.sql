\set id random(1, 1000)
SELECT id, sku, title, blurb, cents, currency, remaining, revision, changed FROM item WHERE id = :id;
