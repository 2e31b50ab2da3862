-- A shop as small as it can be: what an order needs, and nothing else.
CREATE TABLE item (
  id        int PRIMARY KEY,
  sku       text        NOT NULL UNIQUE,
  title     text        NOT NULL,
  blurb     text        NOT NULL,
  cents     bigint      NOT NULL,
  currency  text        NOT NULL,
  remaining bigint      NOT NULL CHECK (remaining >= 0),
  revision  bigint      NOT NULL DEFAULT 1,
  changed   timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

CREATE TABLE purchase (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_key uuid        NOT NULL UNIQUE,
  buyer       int         NOT NULL,
  total       bigint      NOT NULL,
  made        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX purchase_buyer ON purchase (buyer, id DESC);

CREATE TABLE purchase_line (
  purchase bigint NOT NULL,
  item     int    NOT NULL,
  quantity int    NOT NULL,
  cents    bigint NOT NULL,
  PRIMARY KEY (purchase, item)
);

CREATE TABLE outgoing (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind     text        NOT NULL,
  message  jsonb       NOT NULL,
  written  timestamptz NOT NULL DEFAULT now()
);

INSERT INTO item (id, sku, title, blurb, cents, currency, remaining)
SELECT n, 'ITEM-' || n, 'Item number ' || n, repeat('What it is like. ', 12), 1000, 'EUR', 1000000000000
  FROM generate_series(1, 1000) AS n;

ANALYZE;
