\set id random(1, 1000000)
SELECT id, sku, title, blurb, cents, shelf, on_hand, revision, changed FROM item WHERE id = :id;
