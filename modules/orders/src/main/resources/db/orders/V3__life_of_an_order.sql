-- Shipping. What has left is counted at the line; a line never ships more than was ordered.
ALTER TABLE order_lines
  ADD COLUMN shipped bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT shipped_of_what_was_ordered CHECK (shipped BETWEEN 0 AND quantity);
CREATE TABLE shipments (
  id              uuid        PRIMARY KEY,
  order_id        uuid        NOT NULL REFERENCES orders (id),
  carrier         text,
  tracking_number text,
  actor           uuid        NOT NULL,
  at              timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX shipments_order ON shipments (order_id, id);
CREATE TABLE shipment_lines (
  shipment_id uuid   NOT NULL REFERENCES shipments (id),
  product_id  uuid   NOT NULL,
  quantity    bigint NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (shipment_id, product_id)
);

-- What expires does so by itself: nobody is the actor.
ALTER TABLE order_history ALTER COLUMN actor DROP NOT NULL;

-- The money of an order in its currency's smallest unit; all null until somebody begins to pay, so that an order costs
-- no byte for it. Never is more on its way back, or back, than has come: this constraint is where that is decided.
ALTER TABLE orders
  ADD COLUMN payment         text,
  ADD COLUMN paid_minor      bigint,
  ADD COLUMN refunding_minor bigint,
  ADD COLUMN refunded_minor  bigint,
  ADD CONSTRAINT payment_known CHECK (payment IN ('pending', 'declined', 'paid', 'voiding', 'voided')),
  ADD CONSTRAINT payment_whole CHECK (num_nulls(payment, paid_minor, refunding_minor, refunded_minor) IN (0, 4)),
  ADD CONSTRAINT refunds_within_payment CHECK (
    refunding_minor >= 0 AND refunded_minor >= 0 AND refunding_minor + refunded_minor <= paid_minor);

-- Each is written before its provider is called and ended after the answer. The id is the key under which the provider
-- knows it, so asking again charges nobody twice. Until due_at whoever called last is left alone with it.
CREATE TABLE payments (
  id             uuid        PRIMARY KEY,
  order_id       uuid        NOT NULL REFERENCES orders (id),
  state          text        NOT NULL CHECK (state IN ('begun', 'captured', 'declined', 'voiding', 'voided')),
  provider       text        NOT NULL,
  reference      text,
  amount_minor   bigint      NOT NULL CHECK (amount_minor >= 0),
  currency       text        NOT NULL,
  actor          uuid        NOT NULL,
  begun_at       timestamptz NOT NULL DEFAULT now(),
  ended_at       timestamptz,
  due_at         timestamptz NOT NULL DEFAULT now(),
  attempts       int         NOT NULL DEFAULT 0,
  request_caller text,
  request_route  text,
  request_key    text,
  trace_id       text
);
CREATE UNIQUE INDEX payments_one_at_a_time ON payments (order_id) WHERE state IN ('begun', 'captured');
CREATE INDEX payments_order ON payments (order_id, id);
CREATE INDEX payments_open ON payments (due_at) WHERE state IN ('begun', 'voiding');

CREATE TABLE refunds (
  id             uuid        PRIMARY KEY,
  order_id       uuid        NOT NULL REFERENCES orders (id),
  payment_id     uuid        NOT NULL REFERENCES payments (id),
  state          text        NOT NULL CHECK (state IN ('begun', 'done', 'declined')),
  amount_minor   bigint      NOT NULL CHECK (amount_minor > 0),
  currency       text        NOT NULL,
  reference      text,
  actor          uuid,
  begun_at       timestamptz NOT NULL DEFAULT now(),
  ended_at       timestamptz,
  due_at         timestamptz NOT NULL DEFAULT now(),
  attempts       int         NOT NULL DEFAULT 0,
  request_caller text,
  request_route  text,
  request_key    text,
  trace_id       text
);
CREATE INDEX refunds_order ON refunds (order_id, id);
CREATE INDEX refunds_open ON refunds (due_at) WHERE state = 'begun';

-- The ledger of the simulated provider: empty where there is a real one, or none. It is written in transactions of its
-- own and shares nothing with the tables above.
CREATE TABLE simulated_charges (
  key          uuid   PRIMARY KEY,
  state        text   NOT NULL CHECK (state IN ('unreached', 'done', 'declined', 'voided')),
  amount_minor bigint NOT NULL,
  currency     text   NOT NULL,
  calls        int    NOT NULL DEFAULT 1
);
CREATE TABLE simulated_refunds (
  key          uuid   PRIMARY KEY,
  charge       uuid   NOT NULL REFERENCES simulated_charges (key),
  state        text   NOT NULL CHECK (state IN ('unreached', 'done', 'declined')),
  amount_minor bigint NOT NULL,
  calls        int    NOT NULL DEFAULT 1
);
CREATE INDEX simulated_refunds_charge ON simulated_refunds (charge);

GRANT UPDATE (shipped) ON order_lines TO ${app_role};
GRANT SELECT, INSERT ON shipments, shipment_lines TO ${app_role};
GRANT SELECT, INSERT ON payments, refunds TO ${app_role};
GRANT UPDATE (state, ended_at, due_at, attempts) ON payments, refunds TO ${app_role};
GRANT SELECT, INSERT ON simulated_charges, simulated_refunds TO ${app_role};
GRANT UPDATE (state, calls) ON simulated_charges, simulated_refunds TO ${app_role};
