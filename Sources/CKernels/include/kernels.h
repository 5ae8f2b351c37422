// SIMD kernels with run-time dispatch; each has a scalar twin in Swift that the tests compare it with.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "unicode_table.h"

#if defined(__x86_64__) && defined(__linux__)
#define SLUICE_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define SLUICE_CLONES
#endif

/// Asks for the cache line at `address`, which need not be readable, ahead of its use.
static inline void sluice_prefetch(const void *address) { __builtin_prefetch(address); }

/// Classifies `blockCount` blocks of 64 bytes: `lowered` gets the bytes with A–Z as a–z; bit i of `word[b]` is set where
/// byte 64·b + i is an ASCII letter, digit or underscore, bit i of `high[b]` where it is not ASCII.
void sluice_classify_ascii(
  const uint8_t *text, size_t blockCount, uint8_t *lowered, uint64_t *word, uint64_t *high);

/// What the split patterns ask of 64 bytes: bit i of a mask speaks of byte i.
typedef struct {
  /// a–z and A–Z, 0–9.
  uint64_t letters, digits;
  /// U+0020, tab, vertical tab and form feed; of these U+0020; line feed and carriage return.
  uint64_t spaces, blanks, breaks;
  uint64_t apostrophes;
  /// Bytes that are not ASCII.
  uint64_t high;
} sluice_split_window;

/// Classifies the 64 bytes at `text`.
void sluice_classify_window(const uint8_t *text, sluice_split_window *window);

/// What some of the patterns ask besides.
typedef struct {
  /// A–Z.
  uint64_t uppers;
  uint64_t slashes;
  /// ASCII's controls but for white space.
  uint64_t controls;
  /// Bytes that are ² ³ ¹ ¼ ½ ¾ in Latin-1.
  uint64_t digits;
} sluice_split_details;

/// Classifies the 64 bytes at `text`.
void sluice_classify_details(const uint8_t *text, sluice_split_details *details);

/// MinHash under affine permutations of 32-bit values: minima[p] = min over i of multipliers[p] · (grams[i] >> 32) +
/// offsets[p] mod 2³². `permutationCount` is a multiple of 16; all minima are 2³² − 1 where `count` is 0.
void sluice_minhash(
  const uint64_t *grams, size_t count, const uint32_t *multipliers, const uint32_t *offsets, size_t permutationCount,
  uint32_t *minima);

/// Copies `text` to `output` with each run of ASCII white space as one space. Stops before the first block of 64 bytes
/// that holds other white space, and where fewer than 66 bytes are left; returns the number of bytes read, adds what it
/// wrote to `*written`. `*afterSpace` says whether a space was written last (then and when it returns). `output` has
/// room for `count` + 64 bytes behind `*written`.
size_t sluice_collapse_whitespace(
  const uint8_t *text, size_t count, uint8_t *output, size_t *written, uint64_t *afterSpace);

/// Number of bytes of `text` that are `wanted`.
size_t sluice_count_byte(const uint8_t *text, size_t count, uint8_t wanted);

/// The words of a stretch of ASCII as `sluice_classify_ascii` has classified it: for each run of word bits in
/// from..<to, which stands alone there, the hash of its lowered bytes (`UnitHash` of TextAnalysis) and `offset` plus
/// where it starts and ends. `word` is readable up to `word[to / 64]`, `lowered` 16 bytes beyond the last word's start
/// and 8 beyond its end; the outputs have room for (to - from) / 2 + 1 words. Returns the number of words.
size_t sluice_ascii_words(
  const uint8_t *lowered, const uint64_t *word, size_t from, size_t to, uint32_t offset, uint64_t *hashes,
  uint32_t *starts, uint32_t *ends);

/// Number of values that two ascending sets have in common; any smaller number as soon as it is certain that there are
/// fewer than `needed`.
size_t sluice_intersection(
  const uint64_t *left, size_t leftCount, const uint64_t *right, size_t rightCount, size_t needed);

/// A node of a decision tree of at most sixteen leaves.
typedef struct {
  uint16_t feature;
  int16_t threshold;
  /// The leaves, a bit each, that stay possible where the feature is above the threshold.
  uint16_t leavesAbove;
} sluice_tree_node;

/// Adds to sums[i], for 32 rows, what each of `treeCount` trees says of row i. Feature f of row i is
/// columns[32 · f + i]; each tree has fifteen nodes, all of which are asked, and sixteen leaves, of which the first that
/// stays possible counts.
void sluice_score_trees(
  const int16_t *columns, const sluice_tree_node *nodes, const int16_t *leaves, size_t treeCount, int32_t *sums);
