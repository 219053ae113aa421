-- title: Completeness open
-- basis: Article 258 TFEU; Article 260(3) TFEU where the act was adopted under a legislative procedure (C-543/17)
-- level: candidate
-- needs: measures
-- clears: a declaration of complete transposition, or a wave of letters that leaves the state out
-- since: 2026-11-23
-- otherwise: the letter is not I, a case is open, or the cell is dormant
SELECT c.celex AS subject, c.deadline_no, c.state, c.due, c.evidence,
       'candidate for a non-communication case (Article 258 TFEU; Article 260(3) TFEU: '
       || coalesce(c.legislative, 'not established') || '): ' || l.message AS message
FROM v_cell AS c JOIN v_letter AS l USING (celex, deadline_no, state)
WHERE l.letter = 'I' AND NOT c.case_open AND NOT (as_of() > add_months(c.due, 24) AND c.case_id IS NULL)
