-- title: Not bound by the act
-- basis: Article 288 TFEU; Protocols 21 and 22; Acts of Accession
-- level: letter B
-- needs: none
-- clears: an opt-in, or a decision on record that treats the state as bound
-- since: 2026-11-23
-- otherwise: no exemption of the state from the act is on record
SELECT celex AS subject, deadline_no, state, due, evidence,
       CASE binding WHEN 'international law' THEN 'not bound under Union law, bound under international law: '
                    ELSE 'not bound: ' END || binding_basis AS message
FROM v_cell
WHERE binding IN ('not bound', 'international law')
