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
