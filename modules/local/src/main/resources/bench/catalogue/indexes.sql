CREATE INDEX item_of_shelf ON item (shelf, id);
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX item_title_parts ON item USING gin (title gin_trgm_ops);
CREATE INDEX item_title_words ON item USING gin (to_tsvector('simple', title));
