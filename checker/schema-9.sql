-- schema-9.sql - what version 9 changes: the text of a request stands once. One that was sent before reads 'as #12', the first
-- row that has the text: the same questions every night were most of what the database grew by.
CREATE INDEX transfer_by_request ON transfer(request) WHERE request NOT GLOB 'as #*';
UPDATE transfer SET request = 'as #' || (SELECT min(t.id) FROM transfer AS t WHERE t.request = transfer.request AND t.request NOT GLOB 'as #*')
WHERE id > (SELECT min(t.id) FROM transfer AS t WHERE t.request = transfer.request AND t.request NOT GLOB 'as #*');
