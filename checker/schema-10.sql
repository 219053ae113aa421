-- schema-10.sql - what version 10 changes: an acknowledgement knows the last run before it (NULL: one of an earlier version), so
-- that what turned since is told from what was acknowledged.
ALTER TABLE acknowledgement ADD COLUMN run INTEGER;
