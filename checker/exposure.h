/* exposure.h - what open cases for non-communication may cost by the Commission's formula (checker/sanction.h), as a range
 * over the coefficients of seriousness, 1 to 20. An estimate of a claim, never of a judgment: the Court is free.
 * Answers are TEMP tables of the judgement's connection:
 *   i_exposure         one row per open case and act: basis, regime, day of the referral, sums in euros as decimal text;
 *                      sums are NULL where a parameter is missing
 *   i_exposure_factor  the parameters used, each with its source, confidence and whether it is an estimate
 *   i_exposure_note    sentences in order: what is assumed, what is missing, what the law limits */
#ifndef ADQUEM_EXPOSURE_H
#define ADQUEM_EXPOSURE_H

#include "checker/judge.h"

/* Works it out for the cases of one act, or of every act judged (NULL). Before a judgment: Article 260(3) TFEU, from the
 * case's deadline to the referral, or to the day judged while there is none; not for acts known not to be legislative.
 * After one: Article 260(2), from that judgment. FALSE with ADQ_ERROR_STORE, or ADQ_ERROR_RULE for broken law data. */
gboolean exposure_fill(struct judgement *judgement, const char *celex, GError **error);

#endif
