// ICU's converters and charset detector behind a header that includes no ICU header.
#pragma once
#include <stdint.h>

/// A converter from one character encoding to UTF-8.
typedef struct sluice_converter sluice_converter;

/// Opens ICU's converter of that name; NULL when there is none, or no memory.
sluice_converter *sluice_converter_open(const char *name);
void sluice_converter_close(sluice_converter *converter);

/// Decodes a whole text of `count` bytes into `output`, at most `capacity` bytes of UTF-8.
///
/// What cannot be decoded becomes U+FFFD and is counted in `replacements`. Returns the number of bytes written, or -1
/// when the output is too small (three bytes for every input byte always suffice) or ICU fails.
int64_t sluice_converter_decode(sluice_converter *converter, const uint8_t *input, int64_t count, uint8_t *output,
                                int64_t capacity, int64_t *replacements);

/// Guesses the encoding of `count` bytes. Writes ICU's name of the best guess among the
/// space-separated names of `candidates` to `name` (`capacity` bytes with the closing NUL) and returns its confidence
/// from 0 to 100; -1 when there is no such guess.
int32_t sluice_detect_charset(const uint8_t *text, int32_t count, const char *candidates, char *name, int32_t capacity);
