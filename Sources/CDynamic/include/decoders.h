// Streaming decoders of zlib, bzip2 and liblzma behind one interface; the libraries are opened at run time.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct sluice_decoder sluice_decoder;

enum sluice_decoder_format {
  SLUICE_DECODER_GZIP = 1,
  SLUICE_DECODER_BZIP2 = 2,
  SLUICE_DECODER_XZ = 3,
  /// Deflate as zip archives hold it, without a header and a checksum.
  SLUICE_DECODER_DEFLATE = 4,
};

enum sluice_decoder_status {
  /// Went on; more input or more room for output is needed.
  SLUICE_DECODER_PROGRESS = 0,
  /// The member, checksums included, ends at the bytes consumed so far.
  SLUICE_DECODER_MEMBER_END = 1,
  /// The bytes do not decode; see sluice_decoder_message.
  SLUICE_DECODER_DAMAGED = 2,
  /// The member needs more memory than was allowed.
  SLUICE_DECODER_MEMORY_LIMIT = 3,
  /// The operating system gave no memory.
  SLUICE_DECODER_NO_MEMORY = 4,
};

/// Non-zero when the library for a format is installed.
int sluice_decoder_available(int format);
/// A decoder, or NULL when the library is missing or memory is short. memory_limit (bytes) concerns xz.
sluice_decoder *sluice_decoder_open(int format, uint64_t memory_limit);
/// Makes ready for the next member; one of the statuses.
int sluice_decoder_reset(sluice_decoder *decoder);
/// Decodes some bytes; sets how many were consumed and produced.
int sluice_decoder_step(sluice_decoder *decoder, const void *input, size_t input_count, size_t *consumed,
                        void *output, size_t output_count, size_t *produced);
/// What was wrong, after SLUICE_DECODER_DAMAGED; never NULL.
const char *sluice_decoder_message(const sluice_decoder *decoder);
void sluice_decoder_close(sluice_decoder *decoder);
