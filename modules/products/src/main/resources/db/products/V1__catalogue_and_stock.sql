-- The catalogue. version counts every change that an editor can see, on_hand among them; it is what ETags stand for.
CREATE TABLE products (
  id          uuid PRIMARY KEY,
  sku         text        NOT NULL,
  owner_id    uuid        NOT NULL,
  name        text        NOT NULL,
  description text        NOT NULL,
  price_minor bigint      NOT NULL CHECK (price_minor >= 0),
  currency    text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  status      text        NOT NULL CHECK (status IN ('draft', 'active', 'archived')),
  version     bigint      NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  deleted_at  timestamptz
) WITH (fillfactor = 85);

-- A SKU names one product of one seller; a deleted product gives its SKU back.
CREATE UNIQUE INDEX products_sku_unique ON products (owner_id, sku) WHERE deleted_at IS NULL;

-- What is there and what of it is promised. Beside the product, so that a sale makes nobody's ETag stale.
CREATE TABLE stock (
  product_id uuid   PRIMARY KEY REFERENCES products (id),
  on_hand    bigint NOT NULL,
  reserved   bigint NOT NULL DEFAULT 0,
  CONSTRAINT stock_covers_reserved CHECK (reserved >= 0 AND on_hand >= reserved)
) WITH (fillfactor = 50);

-- Every change of on_hand: on_hand is always their sum.
CREATE TABLE stock_movements (
  id         uuid        PRIMARY KEY,
  product_id uuid        NOT NULL REFERENCES products (id),
  delta      bigint      NOT NULL CHECK (delta <> 0),
  reason     text        NOT NULL,
  actor      uuid        NOT NULL,
  at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX stock_movements_product ON stock_movements (product_id, id);

-- One per order. Only held reservations of a request may be adopted by a repeat of it.
CREATE TABLE reservations (
  order_id     uuid        PRIMARY KEY,
  caller       uuid        NOT NULL,
  request_key  text,
  request_hash text,
  state        text        NOT NULL CHECK (state IN ('held', 'firm', 'released', 'shipped')),
  expires_at   timestamptz NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX reservations_request ON reservations (caller, request_key) WHERE state = 'held';
CREATE INDEX reservations_expiry ON reservations (expires_at) WHERE state = 'held';

CREATE TABLE reservation_lines (
  order_id        uuid   NOT NULL REFERENCES reservations (order_id),
  product_id      uuid   NOT NULL REFERENCES products (id),
  quantity        bigint NOT NULL CHECK (quantity > 0),
  shipped         bigint NOT NULL DEFAULT 0,
  released        bigint NOT NULL DEFAULT 0,
  unit_price      bigint NOT NULL,
  currency        text   NOT NULL,
  product_version bigint NOT NULL,
  name            text   NOT NULL,
  seller_id       uuid   NOT NULL,
  PRIMARY KEY (order_id, product_id),
  CONSTRAINT line_adds_up CHECK (shipped >= 0 AND released >= 0 AND shipped + released <= quantity)
);

-- The application may not rewrite history. It deletes only the header of a reservation that it refuses, in the same
-- transaction that inserted it.
GRANT SELECT, INSERT, UPDATE ON products, stock, reservations, reservation_lines TO ${app_role};
GRANT DELETE ON reservations TO ${app_role};
GRANT SELECT, INSERT ON stock_movements TO ${app_role};
-- Answers of requests that came with an Idempotency-Key.
-- order_id is for orders alone; rows of single-transaction requests leave it null.
CREATE TABLE request_keys (
  caller       text        NOT NULL,
  route        text        NOT NULL,
  key          text        NOT NULL CONSTRAINT key_length CHECK (length(key) BETWEEN 1 AND 200),
  request_hash bytea       NOT NULL,
  status       int,
  headers      jsonb,
  body         text,
  order_id     uuid,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (caller, route, key)
);
CREATE INDEX request_keys_age ON request_keys (created_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON request_keys TO ${app_role};
-- What a consumer of events has seen.
CREATE TABLE inbox (
  consumer    text        NOT NULL,
  event_id    uuid        NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, event_id)
);
CREATE TABLE inbox_versions (
  consumer     text        NOT NULL,
  aggregate_id uuid        NOT NULL,
  version      bigint      NOT NULL,
  seen_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, aggregate_id)
) WITH (fillfactor = 80);
GRANT SELECT, INSERT, UPDATE, DELETE ON inbox, inbox_versions TO ${app_role};
