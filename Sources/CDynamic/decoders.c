// The three libraries have had stable binary interfaces for decades; their structures are declared here, so that
// building needs none of their headers.
#include "decoders.h"
#include "dynamic.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// zlib 1.x: z_stream.
typedef struct {
  const unsigned char *next_in;
  unsigned int avail_in;
  unsigned long total_in;
  unsigned char *next_out;
  unsigned int avail_out;
  unsigned long total_out;
  const char *msg;
  void *state;
  void *zalloc;
  void *zfree;
  void *opaque;
  int data_type;
  unsigned long adler;
  unsigned long reserved;
} zlib_stream;

// bzip2 1.0: bz_stream.
typedef struct {
  char *next_in;
  unsigned int avail_in;
  unsigned int total_in_low, total_in_high;
  char *next_out;
  unsigned int avail_out;
  unsigned int total_out_low, total_out_high;
  void *state;
  void *bzalloc;
  void *bzfree;
  void *opaque;
} bzip2_stream;

// liblzma 5: lzma_stream.
typedef struct {
  const uint8_t *next_in;
  size_t avail_in;
  uint64_t total_in;
  uint8_t *next_out;
  size_t avail_out;
  uint64_t total_out;
  const void *allocator;
  void *internal;
  void *reserved_pointers[4];
  uint64_t seek_position;
  uint64_t reserved_integer;
  size_t reserved_sizes[2];
  int reserved_enums[2];
} xz_stream;

static const char *(*zlib_version)(void);
static int (*inflate_init)(zlib_stream *, int, const char *, int);
static int (*inflate_step)(zlib_stream *, int);
static int (*inflate_reset)(zlib_stream *);
static int (*inflate_end)(zlib_stream *);
static int (*bzip2_init)(bzip2_stream *, int, int);
static int (*bzip2_step)(bzip2_stream *);
static int (*bzip2_end)(bzip2_stream *);
static int (*xz_init)(xz_stream *, uint64_t, uint32_t);
static int (*xz_step)(xz_stream *, int);
static void (*xz_end)(xz_stream *);

static int zlib_found, bzip2_found, xz_found;

static void load_libraries(void) {
  static const char *const zlib_names[] = {"libz.so.1", "libz.so", NULL};
  static const char *const bzip2_names[] = {"libbz2.so.1.0", "libbz2.so.1", "libbz2.so", NULL};
  static const char *const xz_names[] = {"liblzma.so.5", "liblzma.so", NULL};
  void *library = sluice_dynamic_open(zlib_names);
  if (library) {
    zlib_version = (const char *(*)(void))sluice_dynamic_symbol(library, "zlibVersion");
    inflate_init = (int (*)(zlib_stream *, int, const char *, int))sluice_dynamic_symbol(library, "inflateInit2_");
    inflate_step = (int (*)(zlib_stream *, int))sluice_dynamic_symbol(library, "inflate");
    inflate_reset = (int (*)(zlib_stream *))sluice_dynamic_symbol(library, "inflateReset");
    inflate_end = (int (*)(zlib_stream *))sluice_dynamic_symbol(library, "inflateEnd");
    zlib_found = zlib_version && inflate_init && inflate_step && inflate_reset && inflate_end;
  }
  library = sluice_dynamic_open(bzip2_names);
  if (library) {
    bzip2_init = (int (*)(bzip2_stream *, int, int))sluice_dynamic_symbol(library, "BZ2_bzDecompressInit");
    bzip2_step = (int (*)(bzip2_stream *))sluice_dynamic_symbol(library, "BZ2_bzDecompress");
    bzip2_end = (int (*)(bzip2_stream *))sluice_dynamic_symbol(library, "BZ2_bzDecompressEnd");
    bzip2_found = bzip2_init && bzip2_step && bzip2_end;
  }
  library = sluice_dynamic_open(xz_names);
  if (library) {
    xz_init = (int (*)(xz_stream *, uint64_t, uint32_t))sluice_dynamic_symbol(library, "lzma_stream_decoder");
    xz_step = (int (*)(xz_stream *, int))sluice_dynamic_symbol(library, "lzma_code");
    xz_end = (void (*)(xz_stream *))sluice_dynamic_symbol(library, "lzma_end");
    xz_found = xz_init && xz_step && xz_end;
  }
}

int sluice_decoder_available(int format) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load_libraries);
  switch (format) {
  case SLUICE_DECODER_GZIP:
  case SLUICE_DECODER_DEFLATE:
    return zlib_found;
  case SLUICE_DECODER_BZIP2:
    return bzip2_found;
  case SLUICE_DECODER_XZ:
    return xz_found;
  default:
    return 0;
  }
}

struct sluice_decoder {
  int format;
  int open;
  uint64_t memory_limit;
  const char *message;
  union {
    zlib_stream zlib;
    bzip2_stream bzip2;
    xz_stream xz;
  } stream;
};

sluice_decoder *sluice_decoder_open(int format, uint64_t memory_limit) {
  if (!sluice_decoder_available(format)) return NULL;
  sluice_decoder *decoder = calloc(1, sizeof *decoder);
  if (!decoder) return NULL;
  decoder->format = format;
  decoder->memory_limit = memory_limit;
  decoder->message = "";
  return decoder;
}

static int uses_zlib(const sluice_decoder *decoder) {
  return decoder->format == SLUICE_DECODER_GZIP || decoder->format == SLUICE_DECODER_DEFLATE;
}

static void close_stream(sluice_decoder *decoder) {
  if (!decoder->open) return;
  if (uses_zlib(decoder)) inflate_end(&decoder->stream.zlib);
  if (decoder->format == SLUICE_DECODER_BZIP2) bzip2_end(&decoder->stream.bzip2);
  if (decoder->format == SLUICE_DECODER_XZ) xz_end(&decoder->stream.xz);
  decoder->open = 0;
}

int sluice_decoder_reset(sluice_decoder *decoder) {
  int ready = 0;
  if (uses_zlib(decoder) && decoder->open) {
    ready = inflate_reset(&decoder->stream.zlib) == 0;
  } else if (decoder->format == SLUICE_DECODER_XZ && decoder->open) {
    ready = xz_init(&decoder->stream.xz, decoder->memory_limit, 0) == 0;
  } else {
    close_stream(decoder);
    memset(&decoder->stream, 0, sizeof decoder->stream);
    switch (decoder->format) {
    case SLUICE_DECODER_GZIP:
      // 15 window bits, and 16 for "gzip, with its checksums verified".
      ready = inflate_init(&decoder->stream.zlib, 15 + 16, zlib_version(), (int)sizeof(zlib_stream)) == 0;
      break;
    case SLUICE_DECODER_DEFLATE:
      // Negative for "no header".
      ready = inflate_init(&decoder->stream.zlib, -15, zlib_version(), (int)sizeof(zlib_stream)) == 0;
      break;
    case SLUICE_DECODER_BZIP2:
      ready = bzip2_init(&decoder->stream.bzip2, 0, 0) == 0;
      break;
    case SLUICE_DECODER_XZ:
      ready = xz_init(&decoder->stream.xz, decoder->memory_limit, 0) == 0;
      break;
    }
    decoder->open = ready;
  }
  return ready ? SLUICE_DECODER_PROGRESS : SLUICE_DECODER_NO_MEMORY;
}

static int step_gzip(sluice_decoder *decoder, const void *input, unsigned input_count, size_t *consumed,
                     void *output, unsigned output_count, size_t *produced) {
  zlib_stream *stream = &decoder->stream.zlib;
  stream->next_in = input;
  stream->avail_in = input_count;
  stream->next_out = output;
  stream->avail_out = output_count;
  int result = inflate_step(stream, 0);
  *consumed = input_count - stream->avail_in;
  *produced = output_count - stream->avail_out;
  switch (result) {
  case 0:  // Z_OK
  case -5: // Z_BUF_ERROR: nothing to do just now
    return SLUICE_DECODER_PROGRESS;
  case 1: // Z_STREAM_END
    return SLUICE_DECODER_MEMBER_END;
  case -4: // Z_MEM_ERROR
    return SLUICE_DECODER_NO_MEMORY;
  default:
    decoder->message = stream->msg ? stream->msg : "the deflate stream is not valid";
    return SLUICE_DECODER_DAMAGED;
  }
}

static int step_bzip2(sluice_decoder *decoder, const void *input, unsigned input_count, size_t *consumed,
                      void *output, unsigned output_count, size_t *produced) {
  bzip2_stream *stream = &decoder->stream.bzip2;
  stream->next_in = (char *)input;
  stream->avail_in = input_count;
  stream->next_out = output;
  stream->avail_out = output_count;
  int result = bzip2_step(stream);
  *consumed = input_count - stream->avail_in;
  *produced = output_count - stream->avail_out;
  switch (result) {
  case 0: // BZ_OK
    return SLUICE_DECODER_PROGRESS;
  case 4: // BZ_STREAM_END
    return SLUICE_DECODER_MEMBER_END;
  case -3: // BZ_MEM_ERROR
    return SLUICE_DECODER_NO_MEMORY;
  case -5: // BZ_DATA_ERROR_MAGIC
    decoder->message = "a block does not begin as bzip2 blocks do";
    return SLUICE_DECODER_DAMAGED;
  default:
    decoder->message = "a block does not decode or its checksum differs";
    return SLUICE_DECODER_DAMAGED;
  }
}

static int step_xz(sluice_decoder *decoder, const void *input, size_t input_count, size_t *consumed,
                   void *output, size_t output_count, size_t *produced) {
  xz_stream *stream = &decoder->stream.xz;
  stream->next_in = input;
  stream->avail_in = input_count;
  stream->next_out = output;
  stream->avail_out = output_count;
  int result = xz_step(stream, 0);
  *consumed = input_count - stream->avail_in;
  *produced = output_count - stream->avail_out;
  switch (result) {
  case 0:  // LZMA_OK
  case 2:  // LZMA_NO_CHECK
  case 3:  // LZMA_UNSUPPORTED_CHECK
  case 10: // LZMA_BUF_ERROR: nothing to do just now
    return SLUICE_DECODER_PROGRESS;
  case 1: // LZMA_STREAM_END
    return SLUICE_DECODER_MEMBER_END;
  case 5: // LZMA_MEM_ERROR
    return SLUICE_DECODER_NO_MEMORY;
  case 6: // LZMA_MEMLIMIT_ERROR
    return SLUICE_DECODER_MEMORY_LIMIT;
  case 7: // LZMA_FORMAT_ERROR
    decoder->message = "the stream does not begin as xz streams do";
    return SLUICE_DECODER_DAMAGED;
  case 8: // LZMA_OPTIONS_ERROR
    decoder->message = "the stream uses a filter that liblzma does not know";
    return SLUICE_DECODER_DAMAGED;
  default:
    decoder->message = "a block does not decode or its checksum differs";
    return SLUICE_DECODER_DAMAGED;
  }
}

int sluice_decoder_step(sluice_decoder *decoder, const void *input, size_t input_count, size_t *consumed,
                        void *output, size_t output_count, size_t *produced) {
  const size_t most = 1u << 30;
  *consumed = 0;
  *produced = 0;
  if (!decoder->open) return SLUICE_DECODER_NO_MEMORY;
  if (input_count > most) input_count = most;
  if (output_count > most) output_count = most;
  switch (decoder->format) {
  case SLUICE_DECODER_GZIP:
  case SLUICE_DECODER_DEFLATE:
    return step_gzip(decoder, input, (unsigned)input_count, consumed, output, (unsigned)output_count, produced);
  case SLUICE_DECODER_BZIP2:
    return step_bzip2(decoder, input, (unsigned)input_count, consumed, output, (unsigned)output_count, produced);
  default:
    return step_xz(decoder, input, input_count, consumed, output, output_count, produced);
  }
}

const char *sluice_decoder_message(const sluice_decoder *decoder) { return decoder->message; }

void sluice_decoder_close(sluice_decoder *decoder) {
  if (!decoder) return;
  close_stream(decoder);
  free(decoder);
}
