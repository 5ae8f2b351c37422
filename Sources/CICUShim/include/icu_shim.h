// ICU behind a header that includes no ICU header.
#pragma once
#include <stdint.h>

/// The Unicode version of the linked ICU, such as "15.0", as a static string.
const char *sluice_icu_unicode_version(void);

/// The most bytes that `sluice_icu_normalize` takes at once.
#define SLUICE_ICU_MAXIMUM_INPUT 1024
/// Room for any result of that (the longest expansion is elevenfold).
#define SLUICE_ICU_MAXIMUM_OUTPUT 12288

/// Normalises at most `SLUICE_ICU_MAXIMUM_INPUT` bytes of valid UTF-8 into `output`, which has room for
/// `SLUICE_ICU_MAXIMUM_OUTPUT` bytes. `compatibility` 0 is NFC, 1 is NFKC. Returns the number of bytes written, or -1
/// when the input is longer than allowed or no valid UTF-8.
int32_t sluice_icu_normalize(int32_t compatibility, const uint8_t *text, int32_t byteCount, uint8_t *output);

/// Bits of `sluice_icu_emoji`: Emoji, and Emoji_Presentation (a picture without a variation selector).
#define SLUICE_EMOJI 1
#define SLUICE_EMOJI_PRESENTATION 2

/// The emoji properties of a scalar; 0 for one that is unknown to the linked ICU.
uint32_t sluice_icu_emoji(uint32_t scalar);

/// Room for any name of a scalar.
#define SLUICE_ICU_MAXIMUM_NAME 128

/// Writes the Unicode name of a scalar, in ASCII, to `output`, which has room for `SLUICE_ICU_MAXIMUM_NAME` bytes.
/// Returns the number of bytes written, 0 when the scalar has no name.
int32_t sluice_icu_name(uint32_t scalar, uint8_t *output);

/// Writes the canonical decomposition of one scalar, which is not a Hangul syllable, to `output`, which has room for
/// four. Returns the number of scalars, 0 when it does not decompose.
int32_t sluice_icu_decompose(uint32_t scalar, uint32_t *output);
