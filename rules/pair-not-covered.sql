-- title: Register hardly covers the act
-- basis: absence counts only where the register covers the pair
-- level: note
-- needs: none
-- clears: measures entered for more states
-- since: 2026-11-23
-- otherwise: the register covers the act, or something is on record
SELECT celex AS subject, deadline_no, state, due, evidence,
       'nothing on record, but only ' || states_with_measures
       || CASE states_with_measures WHEN 1 THEN ' state has' ELSE ' states have' END || ' any measure on record' AS message
FROM v_cell WHERE NOT covered AND notified = 0 AND undecided = 0
