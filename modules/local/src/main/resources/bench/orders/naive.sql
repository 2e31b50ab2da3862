-- One order of three lines as a program sends it that asks for one thing after the other: ten round trips, one
-- transaction. Variables: items, and hot, which is 1 when all orders take item 1.
\set buyer random(1, 100000)
\set first CASE WHEN :hot = 1 THEN 1 ELSE random(1, :items / 3) END
\set second random(:items / 3 + 1, :items * 2 / 3)
\set third random(:items * 2 / 3 + 1, :items)
BEGIN;
INSERT INTO purchase (request_key, buyer, state, total)
VALUES (gen_random_uuid(), :buyer, 'placed', 300) RETURNING id AS purchase \gset
UPDATE item SET on_hand = on_hand - 1, revision = revision + 1
 WHERE id = :first AND on_hand >= 1 RETURNING cents AS cents_of_first \gset
UPDATE item SET on_hand = on_hand - 1, revision = revision + 1
 WHERE id = :second AND on_hand >= 1 RETURNING cents AS cents_of_second \gset
UPDATE item SET on_hand = on_hand - 1, revision = revision + 1
 WHERE id = :third AND on_hand >= 1 RETURNING cents AS cents_of_third \gset
INSERT INTO purchase_line (purchase, line, item, quantity, cents) VALUES (:purchase, 1, :first, 1, :cents_of_first);
INSERT INTO purchase_line (purchase, line, item, quantity, cents) VALUES (:purchase, 2, :second, 1, :cents_of_second);
INSERT INTO purchase_line (purchase, line, item, quantity, cents) VALUES (:purchase, 3, :third, 1, :cents_of_third);
INSERT INTO outgoing (kind, message)
VALUES ('purchase.made', jsonb_build_object('purchase', :purchase::bigint, 'buyer', :buyer::bigint));
COMMIT;
