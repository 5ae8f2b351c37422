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

SLUICE_CLONES
void sluice_classify_window(const uint8_t *text, sluice_split_window *window) {
  bytes64 bytes;
  memcpy(&bytes, text, 64);
  bytes64 blanks = (bytes64)(bytes == ' ');
  STORE_MASK(window->letters, (bytes64)((bytes | 0x20) - 'a' < 26));
  STORE_MASK(window->digits, (bytes64)(bytes - '0' < 10));
  STORE_MASK(window->spaces, blanks | (bytes64)(bytes == '\t') | (bytes64)(bytes - '\v' < 2));
  STORE_MASK(window->blanks, blanks);
  STORE_MASK(window->breaks, (bytes64)(bytes == '\n') | (bytes64)(bytes == '\r'));
  STORE_MASK(window->apostrophes, (bytes64)(bytes == '\''));
  STORE_MASK(window->high, (bytes64)(bytes >= 0x80));
}

SLUICE_CLONES
void sluice_classify_details(const uint8_t *text, sluice_split_details *details) {
  bytes64 bytes;
  memcpy(&bytes, text, 64);
  STORE_MASK(details->uppers, (bytes64)(bytes - 'A' < 26));
  STORE_MASK(details->slashes, (bytes64)(bytes == '/'));
  STORE_MASK(details->controls, ((bytes64)(bytes < ' ') & ~(bytes64)(bytes - '\t' < 5)) | (bytes64)(bytes == 0x7f));
  STORE_MASK(
    details->digits, (bytes64)((bytes | 1) == 0xb3) | (bytes64)(bytes == 0xb9) | (bytes64)(bytes - 0xbc < 3));
}

typedef uint32_t words16 __attribute__((ext_vector_type(16)));

SLUICE_CLONES
void sluice_minhash(
  const uint64_t *grams, size_t count, const uint32_t *multipliers, const uint32_t *offsets, size_t permutationCount,
  uint32_t *minima) {
  size_t permutation = 0;
  // Two vectors at a time: enough independent work for the multiplier, few enough registers for AVX2.
  for (; permutation + 32 <= permutationCount; permutation += 32) {
    words16 a0, a1, b0, b1, least0 = (words16)(UINT32_MAX), least1 = (words16)(UINT32_MAX);
    memcpy(&a0, multipliers + permutation, 64);
    memcpy(&a1, multipliers + permutation + 16, 64);
    memcpy(&b0, offsets + permutation, 64);
    memcpy(&b1, offsets + permutation + 16, 64);
    for (size_t i = 0; i < count; i++) {
      words16 value = (words16)((uint32_t)(grams[i] >> 32));
      least0 = __builtin_elementwise_min(least0, a0 * value + b0);
      least1 = __builtin_elementwise_min(least1, a1 * value + b1);
    }
    memcpy(minima + permutation, &least0, 64);
    memcpy(minima + permutation + 16, &least1, 64);
  }
  for (; permutation < permutationCount; permutation += 16) {
    words16 a, b, least = (words16)(UINT32_MAX);
    memcpy(&a, multipliers + permutation, 64);
    memcpy(&b, offsets + permutation, 64);
    for (size_t i = 0; i < count; i++) {
      words16 value = (words16)((uint32_t)(grams[i] >> 32));
      least = __builtin_elementwise_min(least, a * value + b);
    }
    memcpy(minima + permutation, &least, 64);
  }
}

SLUICE_CLONES
size_t sluice_collapse_whitespace(
  const uint8_t *text, size_t count, uint8_t *output, size_t *written, uint64_t *afterSpace) {
  size_t position = 0;
  uint8_t *target = output + *written;
  uint64_t carry = *afterSpace & 1;
  // Two bytes of the next block are looked at, because white space beyond ASCII has up to three bytes.
  for (; position + 66 <= count; position += 64) {
    bytes64 first, second, third;
    memcpy(&first, text + position, 64);
    memcpy(&second, text + position + 1, 64);
    memcpy(&third, text + position + 2, 64);
    // U+0085 U+00A0; U+1680; U+2000–200A U+2028 U+2029 U+202F; U+205F; U+3000.
    bytes64 others = (bytes64)(first == 0xC2) & ((bytes64)(second == 0x85) | (bytes64)(second == 0xA0));
    others |= (bytes64)(first == 0xE1) & (bytes64)(second == 0x9A) & (bytes64)(third == 0x80);
    others |= (bytes64)(first == 0xE2) & (bytes64)(second == 0x80) &
      ((bytes64)(third - 0x80 < 11) | (bytes64)(third - 0xA8 < 2) | (bytes64)(third == 0xAF));
    others |= (bytes64)(first == 0xE2) & (bytes64)(second == 0x81) & (bytes64)(third == 0x9F);
    others |= (bytes64)(first == 0xE3) & (bytes64)(second == 0x80) & (bytes64)(third == 0x80);
    uint64_t othersMask, spaces;
    STORE_MASK(othersMask, others);
    if (othersMask) break;
    bytes64 isSpace = (bytes64)(first == ' ') | (bytes64)(first - 9 < 5);
    STORE_MASK(spaces, isSpace);
    bytes64 replaced = (first & ~isSpace) | (isSpace & ' ');
    uint64_t kept = ~(spaces & (spaces << 1 | carry));
    carry = spaces >> 63;
    if (kept == ~(uint64_t)0) {
      memcpy(target, &replaced, 64);
      target += 64;
      continue;
    }
    uint8_t block[128];
    memcpy(block, &replaced, 64);
    while (kept) {
      int start = __builtin_ctzll(kept);
      uint64_t rest = ~(kept >> start);
      int length = rest ? __builtin_ctzll(rest) : 64;
      if (length > 64 - start) length = 64 - start;
      // Whole 64 bytes, of which the next copy overwrites what is too much.
      memcpy(target, block + start, 64);
      target += length;
      kept = start + length == 64 ? 0 : kept >> (start + length) << (start + length);
    }
  }
  *written = (size_t)(target - output);
  *afterSpace = carry;
  return position;
}

SLUICE_CLONES
size_t sluice_count_byte(const uint8_t *text, size_t count, uint8_t wanted) {
  size_t total = 0;
  size_t position = 0;
  while (count - position >= 64) {
    // Counts of a byte a lane: 255 blocks at most before they are summed.
    size_t blocks = (count - position) / 64;
    if (blocks > 255) blocks = 255;
    bytes64 counts = (bytes64)(0);
    for (size_t block = 0; block < blocks; block++, position += 64) {
      bytes64 bytes;
      memcpy(&bytes, text + position, 64);
      counts -= (bytes64)(bytes == wanted);
    }
    for (int lane = 0; lane < 64; lane++) total += counts[lane];
  }
  for (; position < count; position++) total += text[position] == wanted;
  return total;
}

static inline __attribute__((always_inline)) uint64_t unit_fold(uint64_t left, uint64_t right) {
  unsigned __int128 product = (unsigned __int128)left * right;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// The constants of UnitHash.
#define UNIT_K0 0x6a09e667f3bcc908
#define UNIT_K1 0xbb67ae8584caa73b
#define UNIT_K2 0x3c6ef372fe94f82b

/// The hash of the lowered bytes of a word.
static inline __attribute__((always_inline)) uint64_t unit_hash(const uint8_t *bytes, size_t length) {
  uint64_t first, second, hash;
  if (__builtin_expect(length > 16, 0)) {
    hash = UNIT_K0;
    size_t done = 0;
    for (; done + 8 <= length; done += 8) {
      memcpy(&first, bytes + done, 8);
      hash = unit_fold(hash ^ first, UNIT_K1);
    }
    if (done < length) {
      memcpy(&first, bytes + done, 8);
      hash = unit_fold(hash ^ (first & ~(uint64_t)0 >> (64 - 8 * (length - done))), UNIT_K1);
    }
  } else {
    // Without branches on the length, which is different from word to word.
    size_t firstLength = length < 8 ? length : 8;
    memcpy(&first, bytes, 8);
    memcpy(&second, bytes + 8, 8);
    hash = unit_fold(UNIT_K0 ^ (first & ~(uint64_t)0 >> (64 - 8 * firstLength)), UNIT_K1);
    uint64_t longer = unit_fold(hash ^ (second & ~(uint64_t)0 >> ((128 - 8 * length) & 63)), UNIT_K1);
    hash = length > 8 ? longer : hash;
  }
  return unit_fold(hash ^ length, UNIT_K2);
}

SLUICE_CLONES
size_t sluice_ascii_words(
  const uint8_t *lowered, const uint64_t *word, size_t from, size_t to, uint32_t offset, uint64_t *hashes,
  uint32_t *starts, uint32_t *ends) {
  size_t count = 0;
  size_t last = to / 64;
  uint64_t mask = ~(uint64_t)0 << (from % 64);
  uint64_t carry = 0;
  // Where the word started that is open at the end of a block.
  size_t start = 0;
  for (size_t block = from / 64; block <= last; block++, mask = ~(uint64_t)0) {
    if (block == last) mask &= ~(~(uint64_t)0 << (to % 64));
    uint64_t bits = word[block] & mask;
    // Starts and ends in turn.
    uint64_t changes = bits ^ (bits << 1 | carry);
    if (carry && changes) {
      size_t end = 64 * block + (size_t)__builtin_ctzll(changes);
      changes &= changes - 1;
      hashes[count] = unit_hash(lowered + start, end - start);
      starts[count] = offset + (uint32_t)start;
      ends[count] = offset + (uint32_t)end;
      count++;
    }
    for (size_t left = (size_t)__builtin_popcountll(changes) / 2; left > 0; left--) {
      start = 64 * block + (size_t)__builtin_ctzll(changes);
      changes &= changes - 1;
      size_t end = 64 * block + (size_t)__builtin_ctzll(changes);
      changes &= changes - 1;
      hashes[count] = unit_hash(lowered + start, end - start);
      starts[count] = offset + (uint32_t)start;
      ends[count] = offset + (uint32_t)end;
      count++;
    }
    if (changes) start = 64 * block + (size_t)__builtin_ctzll(changes);
    carry = bits >> 63;
  }
  return count;
}

typedef uint64_t longs8 __attribute__((ext_vector_type(8)));
typedef _Bool bits8 __attribute__((ext_vector_type(8)));

#define ROTATED(v, n)                                                                                         \
  __builtin_shufflevector(v, v, (n) & 7, ((n) + 1) & 7, ((n) + 2) & 7, ((n) + 3) & 7, ((n) + 4) & 7,            \
                          ((n) + 5) & 7, ((n) + 6) & 7, ((n) + 7) & 7)

SLUICE_CLONES
size_t sluice_intersection(
  const uint64_t *left, size_t leftCount, const uint64_t *right, size_t rightCount, size_t needed) {
  size_t common = 0;
  size_t i = 0;
  size_t j = 0;
  // Eight of each, all with all (after Inoue, Ohara and Taura 2014); the eight with the smaller last value are done.
  while (i + 8 <= leftCount && j + 8 <= rightCount) {
    size_t rest = leftCount - i < rightCount - j ? leftCount - i : rightCount - j;
    if (common + rest < needed) return common;
    longs8 a, b;
    memcpy(&a, left + i, 64);
    memcpy(&b, right + j, 64);
    longs8 equal = (longs8)(a == b) | (longs8)(a == ROTATED(b, 1)) | (longs8)(a == ROTATED(b, 2)) |
      (longs8)(a == ROTATED(b, 3)) | (longs8)(a == ROTATED(b, 4)) | (longs8)(a == ROTATED(b, 5)) |
      (longs8)(a == ROTATED(b, 6)) | (longs8)(a == ROTATED(b, 7));
    bits8 flags = __builtin_convertvector(equal & 1, bits8);
    uint8_t mask;
    memcpy(&mask, &flags, 1);
    common += (size_t)__builtin_popcount(mask);
    uint64_t lastLeft = left[i + 7];
    uint64_t lastRight = right[j + 7];
    i += lastLeft <= lastRight ? 8 : 0;
    j += lastRight <= lastLeft ? 8 : 0;
  }
  while (i < leftCount && j < rightCount) {
    uint64_t a = left[i];
    uint64_t b = right[j];
    common += a == b;
    i += a <= b;
    j += b <= a;
  }
  return common;
}

typedef int16_t shorts32 __attribute__((ext_vector_type(32)));

SLUICE_CLONES
void sluice_score_trees(
  const int16_t *columns, const sluice_tree_node *nodes, const int16_t *leaves, size_t treeCount, int32_t *sums) {
  for (size_t tree = 0; tree < treeCount; tree++, nodes += 15, leaves += 16) {
    shorts32 possible = (shorts32)(-1);
    for (size_t i = 0; i < 15; i++) {
      shorts32 feature;
      memcpy(&feature, columns + 32 * (size_t)nodes[i].feature, sizeof feature);
      // Where the feature is above the threshold only these leaves stay; elsewhere all of them.
      possible &= (shorts32)(feature <= nodes[i].threshold) | (int16_t)nodes[i].leavesAbove;
    }
    uint16_t flags[32];
    memcpy(flags, &possible, sizeof flags);
    for (size_t lane = 0; lane < 32; lane++) sums[lane] += leaves[__builtin_ctz(flags[lane] | 0x8000u)];
  }
}
