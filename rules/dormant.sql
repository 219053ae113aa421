-- title: Long past, completeness open, no case on record
-- basis: Article 258 TFEU; most cases are opened within two years of the deadline
-- level: dormant
-- needs: measures
-- clears: a declaration of complete transposition
-- since: 2026-11-23
-- otherwise: the letter is not I, a case is on record, or 24 months have not passed
SELECT c.celex AS subject, c.deadline_no, c.state, c.due, c.evidence,
       l.message || '; the deadline passed more than 24 months ago and no case is on record' AS message
FROM v_cell AS c JOIN v_letter AS l USING (celex, deadline_no, state)
WHERE l.letter = 'I' AND as_of() > add_months(c.due, 24) AND c.case_id IS NULL
