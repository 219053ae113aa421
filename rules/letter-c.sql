-- title: Declared complete
-- basis: declaration of the Member State; the duty to communicate is in the act's transposition article
-- level: letter C
-- needs: measures
-- clears: nothing to clear
-- since: 2026-11-23
-- otherwise: no declaration of completeness that can be used is on record
SELECT celex AS subject, deadline_no, state, due, evidence,
       'complete transposition declared by the state (on record since ' || complete_on || '), ' || notified || ' measure'
       || CASE notified WHEN 1 THEN '' ELSE 's' END || ' notified; the declaration proves neither completeness nor '
       || 'conformity' AS message
FROM v_cell WHERE complete
