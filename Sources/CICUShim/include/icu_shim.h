// ICU behind a header that includes no ICU header.
#pragma once
#include <stdint.h>

/// The Unicode version of the linked ICU, such as "15.0", as a static string.
const char *sluice_icu_unicode_version(void);
