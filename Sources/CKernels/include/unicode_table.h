// The table of Unicode 16.0 that `scripts/generate-unicode-tables` writes; static data, no start-up cost.
#pragma once
#include <stdint.h>

// Bits of the main table:
//   0–4    general category, in the order Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp
//          Cc Cf Cs Co Cn
//   5      White_Space
//   6–8    class in text units, of the folded scalar: 0 separator, 1 word, 2 syllable alone, 3 letter of a script
//          without spaces, 4 mark, 5 passed over (variation selectors), 6 expands under NFKC
//   9      the fold table changes it (simple lower case of a one-scalar NFKC)
//   10 11  NFKC: nothing before can join it; it is unchanged and certain (quick check "yes")
//   12 13  NFC: the same
// Bits of the detail table: 0–7 script, 8–15 canonical combining class.

extern const uint16_t sluice_unicode_main_index[];
extern const uint16_t sluice_unicode_main_data[];
extern const uint8_t sluice_unicode_detail_index[];
extern const uint16_t sluice_unicode_detail_data[];
extern const uint8_t sluice_unicode_fold_index[];
extern const int32_t sluice_unicode_fold_data[];

/// The main properties of a scalar; those of an unassigned one above U+10FFFF.
static inline uint16_t sluice_unicode_main(uint32_t scalar) {
  if (scalar > 0x10FFFF) scalar = 0x10FFFF;
  return sluice_unicode_main_data[(uint32_t)sluice_unicode_main_index[scalar >> 7] << 7 | (scalar & 127)];
}

/// Script and canonical combining class of a scalar.
static inline uint16_t sluice_unicode_detail(uint32_t scalar) {
  if (scalar > 0x10FFFF) scalar = 0x10FFFF;
  return sluice_unicode_detail_data[(uint32_t)sluice_unicode_detail_index[scalar >> 7] << 7 | (scalar & 127)];
}

/// Simple lower case of the scalar's NFKC form where that is one scalar, else the scalar itself.
static inline uint32_t sluice_unicode_fold(uint32_t scalar) {
  if (scalar > 0x10FFFF) return scalar;
  return (uint32_t)((int32_t)scalar +
    sluice_unicode_fold_data[(uint32_t)sluice_unicode_fold_index[scalar >> 7] << 7 | (scalar & 127)]);
}

/// The stages themselves, for loops that keep them in registers: entry = data[index[scalar >> 7] << 7 | (scalar & 127)].
static inline const uint16_t *sluice_unicode_main_index_pointer(void) { return sluice_unicode_main_index; }
static inline const uint16_t *sluice_unicode_main_data_pointer(void) { return sluice_unicode_main_data; }
