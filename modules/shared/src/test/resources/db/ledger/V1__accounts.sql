CREATE TABLE accounts (
  id      uuid   PRIMARY KEY,
  name    text   NOT NULL CONSTRAINT accounts_name_unique UNIQUE,
  balance bigint NOT NULL CONSTRAINT balance_not_negative CHECK (balance >= 0)
);
GRANT SELECT, INSERT, UPDATE ON accounts TO ${app_role};
