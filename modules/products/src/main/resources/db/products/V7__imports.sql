-- Files of products that were sent in. A file is kept in pieces of equal size until it has been read, so that any instance
-- can carry on from any byte of it. Whoever works on an import holds a lease; each change of hands is another epoch, and
-- a batch is only committed in the epoch in which it was begun.
CREATE TABLE imports (
  id          uuid        PRIMARY KEY,
  maker       uuid        NOT NULL,
  act         jsonb       NOT NULL,
  writes_all  boolean     NOT NULL,
  dry_run     boolean     NOT NULL,
  currency    text        NOT NULL,
  wanted      text        NOT NULL,
  format      text,
  state       text        NOT NULL CHECK (state IN ('uploading', 'waiting', 'running', 'done', 'failed', 'cancelled')),
  bytes       bigint      NOT NULL DEFAULT 0,
  place       jsonb,
  lines       bigint      NOT NULL DEFAULT 0,
  created     bigint      NOT NULL DEFAULT 0,
  updated     bigint      NOT NULL DEFAULT 0,
  unchanged   bigint      NOT NULL DEFAULT 0,
  failed      bigint      NOT NULL DEFAULT 0,
  problem     jsonb,
  owner       text,
  epoch       bigint      NOT NULL DEFAULT 0,
  leased_until timestamptz NOT NULL DEFAULT '-infinity',
  served_at   timestamptz NOT NULL DEFAULT '-infinity',
  created_at  timestamptz NOT NULL DEFAULT now(),
  touched_at  timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
) WITH (fillfactor = 70);
CREATE INDEX imports_of_maker ON imports (maker, id);
CREATE INDEX imports_to_do ON imports (served_at) WHERE state IN ('waiting', 'running');

-- The bytes, UTF-8 whatever was sent: number n begins at n * 262144.
CREATE TABLE import_chunks (
  import_id uuid  NOT NULL REFERENCES imports (id),
  number    int   NOT NULL,
  bytes     bytea NOT NULL,
  PRIMARY KEY (import_id, number)
);
ALTER TABLE import_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- What became of each line; part tells the products of one line apart, of_line is where a joined line belongs to.
CREATE TABLE import_lines (
  import_id  uuid   NOT NULL REFERENCES imports (id),
  line       bigint NOT NULL,
  part       int    NOT NULL,
  outcome    text   NOT NULL CHECK (outcome IN ('created', 'updated', 'unchanged', 'failed', 'joined')),
  product_id uuid,
  sku        text,
  of_line    bigint,
  violations jsonb,
  notes      jsonb,
  PRIMARY KEY (import_id, line, part)
);
CREATE INDEX import_lines_by_outcome ON import_lines (import_id, outcome, line, part);

GRANT SELECT, INSERT, UPDATE, DELETE ON imports TO ${app_role};
GRANT SELECT, INSERT, DELETE ON import_chunks, import_lines TO ${app_role};
