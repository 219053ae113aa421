-- title: Open case for failure to communicate measures
-- basis: Article 258 TFEU; Article 260(3) TFEU where the act was adopted under a legislative procedure; Article 260(2) TFEU after a first judgment
-- level: case
-- needs: none
-- clears: the decision of the Commission to close the case, or its withdrawal from the Court
-- since: 2026-11-23
-- otherwise: no case for this deadline is open
SELECT celex AS subject, deadline_no, state, due, evidence,
       'open non-communication case ' || CASE WHEN case_id LIKE 'NOINFR:%' THEN '(number not known)' ELSE case_id END
       || ': ' || CASE stage WHEN 'LFN' THEN 'letter of formal notice' WHEN 'RO' THEN 'reasoned opinion'
                             WHEN 'REF' THEN 'referral to the Court' WHEN 'J' THEN 'judgment'
                             WHEN 'LFN2' THEN 'letter of formal notice' WHEN 'REF2' THEN CASE WHEN EXISTS (
                               SELECT 1 FROM v_judgment AS j WHERE j.case_id = v_cell.case_id AND j.type = 'J260' AND j.date = stage_date)
                               THEN 'second judgment' ELSE 'second referral to the Court' END END
       || ' of ' || stage_date || CASE WHEN stage IN ('LFN2', 'REF2') THEN ' (Article 260(2) TFEU)' ELSE
       ' (Article 258 TFEU; Article 260(3) TFEU: ' || coalesce(legislative, 'not established') || ')' END
       || CASE WHEN stage IN ('J', 'REF2') THEN '' ELSE '; it is for the Court to find a breach' END AS message
FROM v_cell WHERE case_open
