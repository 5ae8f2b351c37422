#include "kernels.h"

#include <string.h>

typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

// A macro, because a function that takes a vector wider than the default target's would change the calling convention.
#define STORE_MASK(destination, flags)                                  \
  do {                                                                  \
    bits64 bits_ = __builtin_convertvector((flags) & 1, bits64);        \
    memcpy(&(destination), &bits_, sizeof(uint64_t));                   \
  } while (0)

SLUICE_CLONES
void sluice_classify_ascii(
  const uint8_t *text, size_t blockCount, uint8_t *lowered, uint64_t *word, uint64_t *high) {
  for (size_t block = 0; block < blockCount; block++) {
    bytes64 bytes;
    memcpy(&bytes, text + 64 * block, 64);
    bytes64 upper = (bytes64)(bytes - 'A' < 26);
    bytes64 low = bytes | (upper & 0x20);
    bytes64 letters = (bytes64)(low - 'a' < 26);
    bytes64 digits = (bytes64)(bytes - '0' < 10);
    bytes64 underscores = (bytes64)(bytes == '_');
    memcpy(lowered + 64 * block, &low, 64);
    STORE_MASK(word[block], letters | digits | underscores);
    STORE_MASK(high[block], (bytes64)(bytes >= 0x80));
  }
}
