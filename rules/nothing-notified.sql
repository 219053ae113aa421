-- title: Missed deadline, nothing notified
-- basis: Article 258 TFEU; Article 260(3) TFEU where the act was adopted under a legislative procedure
-- level: strong
-- needs: measures complete
-- clears: a measure notified for this act, or the statement that none is necessary
-- since: 2026-11-23
-- otherwise: the letter is not O, a case is on record, or ten days have not passed

-- Ten days, because the register of measures is updated weekly: both the day judged and the read must lie behind them.
SELECT c.celex AS subject, c.deadline_no, c.state, c.due, c.evidence,
       'candidate for a non-communication case (Article 258 TFEU; Article 260(3) TFEU: '
       || coalesce(c.legislative, 'not established') || '): ' || l.message AS message
FROM v_cell AS c JOIN v_letter AS l USING (celex, deadline_no, state)
WHERE l.letter = 'O' AND c.case_id IS NULL
  AND as_of() >= day_add(c.due, 10) AND c.measures_read_on >= day_add(c.due, 10)
