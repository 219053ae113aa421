-- title: No measure considered necessary
-- basis: Article 288 TFEU; statement of the Member State
-- level: letter X
-- needs: measures
-- clears: a measure notified instead
-- since: 2026-11-23
-- otherwise: the state has not said that no measure is necessary
SELECT celex AS subject, deadline_no, state, due, evidence,
       'the state says that no measure is necessary' AS message
FROM v_cell WHERE not_necessary
