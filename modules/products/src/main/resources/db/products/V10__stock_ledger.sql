-- Movements that shipments make name their order. No foreign key: orders are in another database.
ALTER TABLE stock_movements ADD COLUMN IF NOT EXISTS order_id uuid;

-- What was on hand after a movement; null for those that were made before this was kept.
ALTER TABLE stock_movements ADD COLUMN on_hand_after bigint CHECK (on_hand_after >= 0);

-- Whoever moves stock holds the product's row. By the clock at that moment, movements of a product are in the order in
-- which they happened; the beginning of their transaction, before it waited for the row, is no such order.
ALTER TABLE stock_movements ALTER COLUMN at SET DEFAULT clock_timestamp();
DROP INDEX stock_movements_product;
CREATE INDEX stock_movements_in_time ON stock_movements (product_id, at, id);
CREATE INDEX stock_movements_of_reason ON stock_movements (product_id, reason, at, id);
