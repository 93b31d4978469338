/* How large are the structures that Python declares for itself, those of the headers? */
#include "analysis.h"
#include "search.h"
#include "suggest.h"

KS_SIZE(ks_buffer);
KS_SIZE(ks_tables);
KS_SIZE(ks_lexicon);
KS_SIZE(ks_field);
KS_SIZE(ks_entry);
KS_SIZE(ks_list);
KS_SIZE(ks_made);
KS_SIZE(ks_segment);
KS_SIZE(ks_weights);
KS_SIZE(ks_query);
KS_SIZE(ks_suggest);
KS_SIZE(ks_form);
KS_SIZE(ks_guess);
