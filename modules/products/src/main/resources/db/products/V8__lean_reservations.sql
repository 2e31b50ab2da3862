-- Lines are written only together with their reservation, of products that were just read under the lock of their
-- stock, and no product is ever deleted from its table; foreign keys would look up both once more for each line.
-- souk check looks for lines without a reservation and for reservations without lines.
ALTER TABLE reservation_lines
  DROP CONSTRAINT reservation_lines_order_id_fkey,
  DROP CONSTRAINT reservation_lines_product_id_fkey;

-- The newest version of the order of which an event was taken: what does not have a higher one has no effect again.
ALTER TABLE reservations ADD COLUMN order_version bigint NOT NULL DEFAULT 0;

-- The inbox of the stock is now that column.
UPDATE reservations r SET order_version = seen.version
  FROM inbox_versions seen
 WHERE seen.consumer = 'products.stock' AND seen.aggregate_id = r.order_id;
DROP TABLE inbox, inbox_versions;


-- The outbox holds what waits, nothing else: what was published is deleted, and its place in the index with it.
DELETE FROM outbox WHERE published_at IS NOT NULL;
DROP INDEX outbox_pending, outbox_blocked;
ALTER TABLE outbox DROP COLUMN published_at, ALTER COLUMN payload TYPE text;
