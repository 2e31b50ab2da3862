-- Readers take the feed in pages, however many products one transaction has changed.
ALTER TABLE search_feed ADD COLUMN n bigint GENERATED ALWAYS AS IDENTITY;
DROP INDEX search_feed_order;
CREATE UNIQUE INDEX search_feed_order ON search_feed (xid, n);

-- An index that was built from another catalogue is of no use for this one.
ALTER TABLE search_feed_horizon ADD COLUMN catalogue uuid NOT NULL DEFAULT gen_random_uuid();
