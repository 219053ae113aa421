/* legal_basis.h - what the legal basis of an act says of the states with protocols on Title V of Part Three TFEU:
 * Denmark (Protocol 22), Ireland and formerly the United Kingdom (Protocol 21), and their predecessors of Amsterdam.
 * The law is data: rules/law/legal-bases.csv, treaty by treaty and article by article. */
#ifndef ADQUEM_LEGAL_BASIS_H
#define ADQUEM_LEGAL_BASIS_H

#include <glib.h>
#include <stdio.h>

/* The rows of legal-bases.csv. */
struct legal_bases;

/* One of the two protocols: value is "bound", "not bound" or "not established"; why says it in words and names the
 * articles. */
struct legal_effect {
	const char *value;
	char *why;
};

struct legal_basis {
	struct legal_effect denmark, ireland; /* ireland: the United Kingdom as well */
	char *articles; /* "TFEU 82, 83"; NULL: the text was not understood, and both values are "not established" */
};

/* Reads the table; new, or NULL with ADQ_ERROR_RULE or ADQ_ERROR_INPUT naming the line. name is for messages. */
struct legal_bases *legal_bases_read(FILE *in, const char *name, GError **error);

/* The same from the table compiled into the program. */
struct legal_bases *legal_bases_load(GError **error);

void legal_bases_free(struct legal_bases *bases);

/* Reads a legal basis as sources write it, new: "Article 82(1) TFEU", "TFEU 82(2), 83(1)", "EC 61(a),63(3)(b)",
 * "12016E082", "12016E082, A82P1", several of them with commas between. Values differ where articles do: then nothing
 * is established. So it is where any part of the text is not understood: secondary law, a treaty without its article,
 * an article without its treaty. */
struct legal_basis *legal_basis_read(const struct legal_bases *bases, const char *text);

void legal_basis_free(struct legal_basis *basis);

typedef struct legal_bases LegalBases;
typedef struct legal_basis LegalBasis;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegalBases, legal_bases_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LegalBasis, legal_basis_free)

#endif
