-- schema-3.sql - what version 3 adds: dates moved by another act, derogations, and what the law itself says of states.

-- The act that set this date in place of an earlier one (stop-the-clock): CELLAR does not update the dates of the act
-- it amends.
ALTER TABLE deadline_fact ADD COLUMN moved_by TEXT;

DROP TRIGGER IF EXISTS deadline_read_late;
CREATE TRIGGER deadline_read_late AFTER INSERT ON deadline_fact BEGIN
  INSERT OR IGNORE INTO deadline_fact
  SELECT p.celex, p.number, p.source, r.read_on, p.evidence, p.place, p.rank, p.cite, p.confidence,
         p.present AND p.read_on <> new.read_on, p.date, p.kind, p.provisions, p.addressee, p.inherited_from,
         p.annotation, p.moved_by
  FROM (SELECT min(read_on) AS read_on FROM deadline_fact
        WHERE celex = new.celex AND source = new.source AND read_on > new.read_on) AS r
  JOIN deadline_fact AS p ON p.celex = new.celex AND p.number = new.number AND p.source = new.source
                          AND p.read_on <= r.read_on
  ORDER BY p.read_on = new.read_on, p.read_on DESC LIMIT 1;
END;

-- A later day granted to one state; number 0: for every deadline of the act.
CREATE TABLE derogation_fact (
  celex TEXT NOT NULL REFERENCES act(celex), state TEXT NOT NULL REFERENCES membership(state), number INTEGER NOT NULL,
  source TEXT NOT NULL, read_on TEXT NOT NULL,
  evidence INTEGER NOT NULL REFERENCES evidence(id), place INTEGER NOT NULL, rank INTEGER NOT NULL,
  cite TEXT, confidence TEXT, present INTEGER NOT NULL DEFAULT 1,
  date TEXT NOT NULL, basis TEXT NOT NULL,
  PRIMARY KEY (celex, state, number, source, read_on)
) STRICT, WITHOUT ROWID;

-- The last day on which Union law bound a state that has left.
ALTER TABLE membership ADD COLUMN bound_until TEXT;

-- What a legal basis, as a source writes it, says of the states with protocols (rules/law/legal-bases.csv). Not facts:
-- computed anew when the table or its reading changes.
CREATE TABLE legal_basis (
  text        TEXT PRIMARY KEY,
  articles    TEXT,
  denmark     TEXT NOT NULL, denmark_why TEXT NOT NULL,
  ireland     TEXT NOT NULL, ireland_why TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The law compiled into the program, as it was when the tables above were filled from it.
CREATE TABLE law_laid (
  name   TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
