-- Categories: a tree. revision counts the changes of the whole tree; whoever changes any of it locks this row first, so
-- that changes of the tree come one after the other and two moves that would make a circle together cannot both succeed.
CREATE TABLE category_tree (
  one      boolean PRIMARY KEY DEFAULT true CHECK (one),
  revision bigint  NOT NULL DEFAULT 1
) WITH (fillfactor = 20);
INSERT INTO category_tree DEFAULT VALUES;

CREATE TABLE categories (
  id          uuid        PRIMARY KEY,
  parent_id   uuid        REFERENCES categories (id),
  name        text        NOT NULL,
  slug        text        NOT NULL,
  description text        NOT NULL DEFAULT '',
  position    int         NOT NULL DEFAULT 0,
  version     bigint      NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT category_is_not_its_own_parent CHECK (parent_id <> id),
  CONSTRAINT category_slug_unique UNIQUE NULLS NOT DISTINCT (parent_id, slug)
);
CREATE INDEX categories_order ON categories (parent_id, position, name, id);

-- As product_history. It outlives its category. Below one that was renamed or moved, the path became different.
CREATE TABLE category_history (
  category_id uuid        NOT NULL,
  version     bigint      NOT NULL,
  actor       uuid        NOT NULL,
  action      text        NOT NULL CHECK (action IN ('created', 'updated', 'deleted')),
  changes     jsonb       NOT NULL DEFAULT '{}',
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (category_id, version)
);

-- What a product is beside its price and its stock. A slug is unique among the products of its seller, as a SKU is.
-- A product that was given none has one at random. category_ids is in the order of its seller, without repetitions.
ALTER TABLE products
  ADD COLUMN slug         text  NOT NULL DEFAULT gen_random_uuid()::text,
  ADD COLUMN attributes   jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN images       jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN category_ids uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN weight_grams bigint CHECK (weight_grams >= 0),
  ADD COLUMN length_mm    bigint CHECK (length_mm >= 0),
  ADD COLUMN width_mm     bigint CHECK (width_mm >= 0),
  ADD COLUMN height_mm    bigint CHECK (height_mm >= 0);
CREATE UNIQUE INDEX products_slug_unique ON products (owner_id, slug) WHERE deleted_at IS NULL;

-- What a seller may restore, newest first.
CREATE INDEX products_deleted_of_owner ON products (owner_id, id) WHERE deleted_at IS NOT NULL;

-- products.category_ids the other way round, and what holds a category in place that still has products. Kept by
-- triggers; nobody else writes it. A product is locked before its categories.
CREATE TABLE product_categories (
  product_id  uuid NOT NULL REFERENCES products (id),
  category_id uuid NOT NULL REFERENCES categories (id),
  PRIMARY KEY (product_id, category_id)
);
CREATE INDEX product_categories_of_category ON product_categories (category_id, product_id);

-- Each statement in these functions sees what was committed while the statement of the change waited for the product.
CREATE FUNCTION categorise_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO product_categories (product_id, category_id) SELECT id, unnest(category_ids) FROM added;
  RETURN NULL;
END $$;
CREATE FUNCTION categorise_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM product_categories WHERE product_id = NEW.id AND category_id <> ALL (NEW.category_ids);
  INSERT INTO product_categories (product_id, category_id) SELECT NEW.id, unnest(NEW.category_ids)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER products_categorised AFTER INSERT ON products
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION categorise_new();
CREATE TRIGGER products_categorised_anew AFTER UPDATE OF category_ids ON products
  FOR EACH ROW WHEN (OLD.category_ids IS DISTINCT FROM NEW.category_ids) EXECUTE FUNCTION categorise_anew();

-- One row for each version that a product has had since it is kept: who made it, and what became different, as
-- {"member": {"from": …, "to": …}}, an attribute under "attributes/its key", a price as minorUnits and currency. Of a
-- new product only the price and the stock that it begins with. Written in the statement of the change, which holds the
-- lock of the product's row; a foreign key would only lock it once more.
CREATE TABLE product_history (
  product_id uuid        NOT NULL,
  version    bigint      NOT NULL,
  actor      uuid        NOT NULL,
  action     text        NOT NULL CHECK (action IN ('created', 'updated', 'deleted', 'restored')),
  changes    jsonb       NOT NULL DEFAULT '{}',
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (product_id, version)
);
CREATE INDEX product_history_of_price ON product_history (product_id, version) WHERE changes ? 'price';

-- Products of which something changed that searching depends on. Readers go by transaction ids: rows below the oldest
-- transaction that still runs are complete, see pg_snapshot_xmin. A reader that has fallen behind search_feed_horizon
-- starts again from the products themselves.
CREATE TABLE search_feed (
  xid        xid8        NOT NULL DEFAULT pg_current_xact_id(),
  product_id uuid        NOT NULL,
  at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX search_feed_order ON search_feed (xid);
CREATE TABLE search_feed_horizon (
  one       boolean PRIMARY KEY DEFAULT true CHECK (one),
  forgotten xid8    NOT NULL
);
INSERT INTO search_feed_horizon (forgotten) VALUES (pg_current_xact_id());

-- By triggers, so that no statement can forget it.
CREATE FUNCTION feed_products() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_feed (product_id) SELECT id FROM changed;
  RETURN NULL;
END $$;
CREATE FUNCTION feed_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_feed (product_id) SELECT DISTINCT product_id FROM changed;
  RETURN NULL;
END $$;
CREATE TRIGGER products_inserted AFTER INSERT ON products
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_products();
CREATE TRIGGER products_updated AFTER UPDATE ON products
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_products();
CREATE TRIGGER product_grants_inserted AFTER INSERT ON product_grants
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_members();
CREATE TRIGGER product_grants_deleted AFTER DELETE ON product_grants
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_members();
CREATE TRIGGER product_categories_inserted AFTER INSERT ON product_categories
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_members();
CREATE TRIGGER product_categories_deleted AFTER DELETE ON product_categories
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION feed_members();

GRANT SELECT ON category_tree TO ${app_role};
GRANT UPDATE (revision) ON category_tree TO ${app_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON categories TO ${app_role};
GRANT SELECT, INSERT ON category_history TO ${app_role};
GRANT SELECT, INSERT, DELETE ON product_categories TO ${app_role};
GRANT SELECT, INSERT ON product_history TO ${app_role};
GRANT SELECT, INSERT, DELETE ON search_feed TO ${app_role};
GRANT SELECT ON search_feed_horizon TO ${app_role};
GRANT UPDATE (forgotten) ON search_feed_horizon TO ${app_role};
