-- Lists newest first: of one seller, and of one status, without reading past everybody else's.
CREATE INDEX products_of_owner ON products (owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX products_of_status ON products (status, id) WHERE deleted_at IS NULL;
