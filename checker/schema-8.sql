-- schema-8.sql - what version 8 changes: the triggers for reads that come in late are laid by the loads that need them
-- (late.sql); and a body that was taken whole is known (checker/store_taken.c). taken: by which version of the program, for
-- which act; NULL as soon as taking it again might come to something else.
ALTER TABLE evidence ADD COLUMN taken TEXT;
ALTER TABLE evidence ADD COLUMN taken_rows INTEGER;
DROP TRIGGER IF EXISTS measure_read_late;
DROP TRIGGER IF EXISTS deadline_read_late;
DROP TRIGGER IF EXISTS decision_read_late;
