-- Whether a session or API key has ended is asked before each change of rights.
CREATE INDEX revocations_credential ON revocations (credential) WHERE credential IS NOT NULL;
