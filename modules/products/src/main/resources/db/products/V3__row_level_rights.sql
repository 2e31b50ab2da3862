-- Who may see and change a single product, beside its seller and those who read or write all products.
ALTER TABLE products
  ADD COLUMN visibility text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'private'));

-- A grant has a version of its own: giving somebody access makes no editor's ETag of the product stale.
CREATE TABLE product_grants (
  product_id uuid        NOT NULL REFERENCES products (id),
  principal  uuid        NOT NULL CONSTRAINT granted_to_somebody
                         CHECK (principal <> '00000000-0000-0000-0000-000000000000'),
  level      text        NOT NULL CHECK (level IN ('view', 'update', 'manage')),
  version    bigint      NOT NULL DEFAULT 1,
  granted_by uuid        NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (product_id, principal)
);

-- Every change of a grant (to principal, old or new null where there was or is none) and of a visibility (principal
-- null). Written in the transaction of the change and under the lock of the product's row, so that of one product each
-- row begins with what the row before it ended with.
CREATE TABLE access_changes (
  id         uuid        PRIMARY KEY,
  product_id uuid        NOT NULL REFERENCES products (id),
  principal  uuid,
  actor      uuid        NOT NULL,
  change     text        NOT NULL CHECK (change IN ('grant', 'visibility')),
  old        text,
  new        text,
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT something_changed CHECK (old IS DISTINCT FROM new),
  CONSTRAINT grants_have_a_principal CHECK ((change = 'grant') = (principal IS NOT NULL))
);
CREATE INDEX access_changes_of_product ON access_changes (product_id, at);

-- Lists newest first for somebody in particular are the merge of what is public, what is theirs (products_of_owner) and
-- what was granted to them, each read from its own index without stepping over anybody else's.
CREATE INDEX products_public ON products (id)
  WHERE deleted_at IS NULL AND status = 'active' AND visibility = 'public';
CREATE INDEX products_public_of_owner ON products (owner_id, id)
  WHERE deleted_at IS NULL AND status = 'active' AND visibility = 'public';
CREATE INDEX product_grants_of_principal ON product_grants (principal, product_id);

GRANT SELECT, INSERT, DELETE ON product_grants TO ${app_role};
GRANT UPDATE (level, version, granted_by, granted_at) ON product_grants TO ${app_role};
GRANT SELECT, INSERT ON access_changes TO ${app_role};
