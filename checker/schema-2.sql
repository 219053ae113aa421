-- schema-2.sql - what version 2 adds to the store: requests over the network, titles in several languages, relations
-- between acts. Applied after schema.sql, to a new database as to an old one.

-- A request and what came of it; the bodies lie in the evidence folder under their sha256.
CREATE TABLE transfer (
  id          INTEGER PRIMARY KEY,
  source      TEXT NOT NULL,
  question    TEXT NOT NULL,
  url         TEXT NOT NULL,
  request     TEXT,
  time        TEXT NOT NULL,
  status      INTEGER NOT NULL,
  media_type  TEXT, etag TEXT, last_modified TEXT, sha256 TEXT,
  bytes       INTEGER NOT NULL,
  wire_bytes  INTEGER NOT NULL,
  attempts    INTEGER NOT NULL,
  error       TEXT
) STRICT;
CREATE INDEX transfer_by_body ON transfer(sha256);

ALTER TABLE reading ADD COLUMN transfer INTEGER REFERENCES transfer(id);
ALTER TABLE reading ADD COLUMN reason TEXT;

ALTER TABLE act_fact ADD COLUMN directory_code TEXT;
ALTER TABLE act_fact ADD COLUMN service TEXT;

-- The title of an act in each language in which it was read.
CREATE TABLE title_fact (
  celex TEXT NOT NULL REFERENCES act(celex), lang TEXT NOT NULL, source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  title TEXT NOT NULL,
  PRIMARY KEY (celex, lang, source, read_on)
) STRICT, WITHOUT ROWID;

-- What another act does to an act; other is no key of act: it may be a corrigendum or lie outside every portfolio.
CREATE TABLE relation_fact (
  celex TEXT NOT NULL REFERENCES act(celex), relation TEXT NOT NULL, other TEXT NOT NULL, source TEXT NOT NULL,
  read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  comment TEXT,
  PRIMARY KEY (celex, relation, other, source, read_on)
) STRICT, WITHOUT ROWID;

-- A pass over a source: when it began, whether everything was asked (whole), whether all of it was answered (good).
CREATE TABLE pass (
  source TEXT NOT NULL,
  time   TEXT NOT NULL,
  whole  INTEGER NOT NULL,
  good   INTEGER NOT NULL,
  PRIMARY KEY (source, time)
) STRICT, WITHOUT ROWID;
