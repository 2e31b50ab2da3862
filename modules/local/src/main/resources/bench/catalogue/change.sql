\set id random(1, 1000000)
UPDATE item SET cents = cents + 1, revision = revision + 1, changed = now() WHERE id = :id AND revision >= 1;
