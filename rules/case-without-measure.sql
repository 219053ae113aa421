-- title: Open case and no measure on record
-- basis: Article 258 TFEU
-- level: note
-- needs: measures complete
-- clears: a measure notified for this act, or the closing of the case
-- since: 2026-11-23
-- otherwise: no case is open, or a measure is on record
SELECT celex AS subject, deadline_no, state, due, evidence,
       'case ' || case_id || ' is open and no measure is on record (as read on '
       || coalesce(measures_read_on, 'never read') || ')' AS message
FROM v_cell WHERE case_open AND notified = 0 AND undecided = 0
