#include "icu_shim.h"
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

const char *sluice_icu_unicode_version(void) { return U_UNICODE_VERSION; }

int32_t sluice_icu_normalize(int32_t compatibility, const uint8_t *text, int32_t byteCount, uint8_t *output) {
  UChar source[SLUICE_ICU_MAXIMUM_INPUT], target[SLUICE_ICU_MAXIMUM_OUTPUT];
  UErrorCode status = U_ZERO_ERROR;
  int32_t sourceCount = 0, targetCount = 0, outputCount = 0;
  if (byteCount < 0 || byteCount > SLUICE_ICU_MAXIMUM_INPUT) return -1;
  const UNormalizer2 *normalizer = compatibility ? unorm2_getNFKCInstance(&status) : unorm2_getNFCInstance(&status);
  u_strFromUTF8(source, SLUICE_ICU_MAXIMUM_INPUT, &sourceCount, (const char *)text, byteCount, &status);
  if (U_FAILURE(status)) return -1;
  targetCount = unorm2_normalize(normalizer, source, sourceCount, target, SLUICE_ICU_MAXIMUM_OUTPUT, &status);
  if (U_FAILURE(status)) return -1;
  u_strToUTF8((char *)output, SLUICE_ICU_MAXIMUM_OUTPUT, &outputCount, target, targetCount, &status);
  return U_FAILURE(status) ? -1 : outputCount;
}

int32_t sluice_icu_decompose(uint32_t scalar, uint32_t *output) {
  UChar units[32];
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return 0;
  int32_t unitCount = unorm2_getDecomposition(normalizer, (UChar32)scalar, units, 32, &status);
  if (U_FAILURE(status) || unitCount < 0) return 0;
  int32_t count = 0;
  for (int32_t at = 0; at < unitCount && count < 4; count++) U16_NEXT(units, at, unitCount, output[count]);
  return count;
}

uint32_t sluice_icu_emoji(uint32_t scalar) {
  uint32_t bits = 0;
  if (u_hasBinaryProperty((UChar32)scalar, UCHAR_EMOJI)) bits |= SLUICE_EMOJI;
  if (u_hasBinaryProperty((UChar32)scalar, UCHAR_EMOJI_PRESENTATION)) bits |= SLUICE_EMOJI_PRESENTATION;
  return bits;
}

int32_t sluice_icu_name(uint32_t scalar, uint8_t *output) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t count = u_charName((UChar32)scalar, U_UNICODE_CHAR_NAME, (char *)output, SLUICE_ICU_MAXIMUM_NAME, &status);
  return U_FAILURE(status) || count < 0 || count >= SLUICE_ICU_MAXIMUM_NAME ? 0 : count;
}
