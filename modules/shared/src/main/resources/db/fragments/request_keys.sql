-- Answers of requests that came with an Idempotency-Key; see docs/sql.md. To be copied into a service's migration.
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
