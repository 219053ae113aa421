-- title: Case closed, nothing notified on record
-- basis: Article 258 TFEU
-- level: none
-- needs: measures complete
-- clears: a measure in the register
-- since: 2026-11-23
-- otherwise: nothing says that a case was closed while nothing is notified
SELECT c.celex AS subject, c.deadline_no, c.state, c.due, c.evidence,
       CASE c.case_ended_how
         WHEN 'C' THEN 'the Commission closed the case (' || c.case_ended_on || ')'
         WHEN 'W' THEN 'the Commission withdrew the case from the Court (' || c.case_ended_on || ')'
         ELSE 'the register called the case not active on ' || c.case_ended_on || ', no end of it is on record' END
       || '; the register shows no measure' AS message
FROM v_cell AS c JOIN v_letter AS l USING (celex, deadline_no, state)
WHERE l.letter = 'O' AND c.case_id IS NOT NULL AND NOT c.case_open
