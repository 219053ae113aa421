-- schema-4.sql - what version 4 adds to the store: the fitted models of the forecasts (checker/forecast_store.h). A
-- model is never changed; a new fit is a new version. made_until: the last day its decisions cover.

CREATE TABLE model (
  version    INTEGER PRIMARY KEY,
  made_from  TEXT NOT NULL,
  made_until TEXT NOT NULL,
  letters    INTEGER NOT NULL
) STRICT;

CREATE TABLE model_term (
  version INTEGER NOT NULL REFERENCES model(version),
  step TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value REAL NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (version, step, kind, key)
) STRICT, WITHOUT ROWID;
