-- The list of one seller's products, newest first, without reading everybody else's.
CREATE INDEX products_of_owner ON products (owner_id, id) WHERE deleted_at IS NULL;
