-- An order, or the tombstone of one that shall never be (status 'never'): both have the same primary key, so that the
-- commit of an order and the verdict that it never was exclude each other.
CREATE TABLE orders (
  id          uuid        PRIMARY KEY,
  customer_id uuid,
  status      text        NOT NULL,
  total_minor bigint,
  currency    text,
  version     bigint      NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT status_known CHECK (status IN ('confirmed', 'paid', 'shipped', 'delivered', 'completed', 'cancelled',
                                            'expired', 'refunded', 'never')),
  CONSTRAINT order_or_tombstone CHECK (
    CASE WHEN status = 'never' THEN customer_id IS NULL AND total_minor IS NULL
         ELSE customer_id IS NOT NULL AND total_minor >= 0 AND currency IS NOT NULL END)
) WITH (fillfactor = 85);
CREATE INDEX orders_customer ON orders (customer_id, id DESC) WHERE status <> 'never';

CREATE TABLE order_lines (
  order_id        uuid   NOT NULL REFERENCES orders (id),
  line_no         int    NOT NULL,
  product_id      uuid   NOT NULL,
  seller_id       uuid   NOT NULL,
  name            text   NOT NULL,
  quantity        bigint NOT NULL CHECK (quantity > 0),
  unit_price      bigint NOT NULL CHECK (unit_price >= 0),
  product_version bigint NOT NULL,
  PRIMARY KEY (order_id, line_no)
);

CREATE TABLE order_history (
  order_id    uuid        NOT NULL REFERENCES orders (id),
  version     bigint      NOT NULL,
  from_status text,
  to_status   text        NOT NULL,
  actor       uuid        NOT NULL,
  reason      text,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (order_id, version)
);

GRANT SELECT, INSERT, UPDATE ON orders TO ${app_role};
GRANT SELECT, INSERT ON order_lines, order_history TO ${app_role};
-- Events on their way to other services.
-- position is the order of publishing. retry_at: null at first, later the next try, 'infinity' for a dead letter.
CREATE TABLE outbox (
  position          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id                uuid        NOT NULL,
  shard             int         NOT NULL,
  aggregate_id      uuid        NOT NULL,
  aggregate_version bigint      NOT NULL,
  type              text        NOT NULL,
  payload           jsonb       NOT NULL,
  created_at        timestamptz NOT NULL DEFAULT now(),
  published_at      timestamptz,
  attempts          int         NOT NULL DEFAULT 0,
  retry_at          timestamptz,
  last_error        text,
  CONSTRAINT outbox_one_event_per_version UNIQUE (aggregate_id, aggregate_version)
);
CREATE INDEX outbox_pending ON outbox (position) WHERE published_at IS NULL;
CREATE INDEX outbox_blocked ON outbox (aggregate_id) WHERE published_at IS NULL AND retry_at IS NOT NULL;

-- Who may publish a shard. The epoch counts the holders, so that one who was thought dead is told apart.
CREATE TABLE outbox_leases (
  shard      int         PRIMARY KEY,
  owner      text        NOT NULL,
  epoch      bigint      NOT NULL,
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 20);
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO ${app_role};
GRANT SELECT, INSERT, UPDATE ON outbox_leases TO ${app_role};
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
