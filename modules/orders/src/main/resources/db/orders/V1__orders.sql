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
