-- title: Due soon, nothing notified
-- basis: the act's transposition article
-- level: watch
-- needs: measures complete
-- clears: a measure notified for this act
-- since: 2026-11-23
-- otherwise: the letter is not S
SELECT l.celex AS subject, l.deadline_no, l.state, c.due, c.evidence, l.message
FROM v_letter AS l JOIN v_cell AS c USING (celex, deadline_no, state) WHERE l.letter = 'S'
