/* Which C files was this library made of? ``build.py`` says it, by their digest. */
#include "ksearch.h"

#ifndef KS_SOURCES
#define KS_SOURCES ""
#endif

KS_API const char *ks_sources(void) { return KS_SOURCES; }
