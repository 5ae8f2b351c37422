#include "icu_convert.h"
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucsdet.h>

struct sluice_converter {
  UConverter *converter;
  int64_t replacements;
};

static void replace_undecodable(const void *context, UConverterToUnicodeArgs *arguments, const char *bytes,
                                int32_t length, UConverterCallbackReason reason, UErrorCode *error) {
  (void)bytes;
  (void)length;
  if (reason > UCNV_IRREGULAR) return;
  static const UChar replacement = 0xFFFD;
  ((sluice_converter *)context)->replacements++;
  *error = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, error);
}

sluice_converter *sluice_converter_open(const char *name) {
  sluice_converter *self = calloc(1, sizeof *self);
  if (!self) return NULL;
  UErrorCode error = U_ZERO_ERROR;
  self->converter = ucnv_open(name, &error);
  if (U_SUCCESS(error)) {
    ucnv_setToUCallBack(self->converter, replace_undecodable, self, NULL, NULL, &error);
    ucnv_setFallback(self->converter, 1);
  }
  if (U_FAILURE(error)) {
    sluice_converter_close(self);
    return NULL;
  }
  return self;
}

void sluice_converter_close(sluice_converter *self) {
  if (!self) return;
  if (self->converter) ucnv_close(self->converter);
  free(self);
}

/// Writes one code point; the caller has made sure of four bytes.
static uint8_t *put(uint8_t *out, uint32_t c) {
  if (c < 0x80) {
    *out++ = (uint8_t)c;
  } else if (c < 0x800) {
    *out++ = (uint8_t)(0xC0 | c >> 6);
    *out++ = (uint8_t)(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *out++ = (uint8_t)(0xE0 | c >> 12);
    *out++ = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    *out++ = (uint8_t)(0x80 | (c & 0x3F));
  } else {
    *out++ = (uint8_t)(0xF0 | c >> 18);
    *out++ = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    *out++ = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    *out++ = (uint8_t)(0x80 | (c & 0x3F));
  }
  return out;
}

int64_t sluice_converter_decode(sluice_converter *self, const uint8_t *input, int64_t count, uint8_t *output,
                                int64_t capacity, int64_t *replacements) {
  const char *source = (const char *)input;
  const char *const source_end = source + count;
  uint8_t *out = output;
  uint8_t *const out_end = output + capacity;
  UChar units[2048];
  uint32_t lead = 0; // a lead surrogate whose trail has not come
  self->replacements = 0;
  ucnv_resetToUnicode(self->converter);
  for (;;) {
    UErrorCode error = U_ZERO_ERROR;
    UChar *target = units;
    ucnv_toUnicode(self->converter, &target, units + 2048, &source, source_end, NULL, 1, &error);
    const int full = error == U_BUFFER_OVERFLOW_ERROR;
    if (U_FAILURE(error) && !full) return -1;
    for (const UChar *unit = units; unit < target; unit++) {
      if (out_end - out < 8) return -1;
      const uint32_t c = *unit;
      if ((c & 0xFC00) == 0xDC00 && lead) {
        out = put(out, 0x10000 + ((lead - 0xD800) << 10) + (c - 0xDC00));
        lead = 0;
        continue;
      }
      if (lead) {
        out = put(out, 0xFFFD);
        self->replacements++;
        lead = 0;
      }
      if ((c & 0xFC00) == 0xD800) {
        lead = c;
      } else if ((c & 0xFC00) == 0xDC00) {
        out = put(out, 0xFFFD);
        self->replacements++;
      } else {
        out = put(out, c);
      }
    }
    if (!full) break;
  }
  if (lead) {
    if (out_end - out < 8) return -1;
    out = put(out, 0xFFFD);
    self->replacements++;
  }
  *replacements = self->replacements;
  return out - output;
}

static int is_candidate(const char *candidates, const char *name) {
  const size_t length = strlen(name);
  for (const char *at = candidates; (at = strstr(at, name)); at += length) {
    const int starts = at == candidates || at[-1] == ' ';
    const int ends = at[length] == 0 || at[length] == ' ';
    if (starts && ends) return 1;
  }
  return 0;
}

int32_t sluice_detect_charset(const uint8_t *text, int32_t count, const char *candidates, char *name,
                              int32_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  int32_t confidence = -1;
  UCharsetDetector *detector = ucsdet_open(&error);
  if (U_FAILURE(error)) return -1;
  ucsdet_setText(detector, (const char *)text, count, &error);
  int32_t found = 0;
  const UCharsetMatch **matches = ucsdet_detectAll(detector, &found, &error);
  for (int32_t i = 0; U_SUCCESS(error) && i < found; i++) {
    const char *match = ucsdet_getName(matches[i], &error);
    if (U_FAILURE(error) || !is_candidate(candidates, match) || (int32_t)strlen(match) >= capacity) continue;
    strcpy(name, match);
    confidence = ucsdet_getConfidence(matches[i], &error);
    break;
  }
  ucsdet_close(detector);
  return confidence;
}
