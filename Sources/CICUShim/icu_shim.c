#include "icu_shim.h"
#include <unicode/uchar.h>

const char *sluice_icu_unicode_version(void) { return U_UNICODE_VERSION; }
