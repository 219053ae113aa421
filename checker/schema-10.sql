-- schema-10.sql - what version 10 changes: an acknowledgement knows the last run before it (NULL: one of an earlier version), so
-- that what turned since is told from what was acknowledged; and a message knows what could not be judged.
ALTER TABLE acknowledgement ADD COLUMN run INTEGER;
-- How many findings were open and could not be judged when a message was written.
ALTER TABLE outbox ADD COLUMN unjudged INTEGER NOT NULL DEFAULT 0;
