-- What an order needs beside the items, and nothing else; made anew for each bench.
DROP TABLE IF EXISTS outgoing, purchase_line, purchase;
CREATE TABLE purchase (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_key uuid        NOT NULL UNIQUE,
  buyer       bigint      NOT NULL,
  state       text        NOT NULL,
  total       bigint      NOT NULL,
  made        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX purchase_of_buyer ON purchase (buyer, id DESC);

CREATE TABLE purchase_line (
  purchase bigint NOT NULL,
  line     int    NOT NULL,
  item     bigint NOT NULL,
  quantity int    NOT NULL,
  cents    bigint NOT NULL,
  PRIMARY KEY (purchase, line)
);

CREATE TABLE outgoing (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind    text        NOT NULL,
  message jsonb       NOT NULL,
  written timestamptz NOT NULL DEFAULT now()
);

UPDATE item SET on_hand = 2000000000 WHERE id = 1;
UPDATE item SET on_hand = 1000000 WHERE id > 1 AND on_hand < 500000;
