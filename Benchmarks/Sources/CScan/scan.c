#include "scan.h"
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

static const uint8_t *skip_string(const uint8_t *at, const uint8_t *end) {
  while (at < end && *at != '"') at += *at == '\\' ? 2 : 1;
  return at < end ? at : NULL;
}

static int64_t scan_lines(const uint8_t *at, const uint8_t *end, uint8_t *out) {
  int64_t total = 0;
  while (at < end) {
    const uint8_t *line_end = memchr(at, '\n', end - at);
    if (!line_end) line_end = end;
    while (at < line_end) {
      if (*at != '"') {
        at++;
        continue;
      }
      const uint8_t *name = at + 1;
      const uint8_t *close = skip_string(name, line_end);
      if (!close) return -1;
      at = close + 1;
      if (close - name != 4 || memcmp(name, "text", 4) != 0 || at >= line_end || *at != ':') continue;
      at += 2;
      uint8_t *write = out;
      while (at < line_end && *at != '"') {
        const uint8_t *quote = memchr(at, '"', line_end - at);
        if (!quote) return -1;
        const uint8_t *escape = memchr(at, '\\', quote - at);
        size_t run = (escape ? escape : quote) - at;
        memcpy(write, at, run);
        write += run;
        at += run;
        if (escape) {
          *write++ = at[1] == 'n' ? '\n' : at[1];
          at += 2;
        }
      }
      total += write - out;
      at = line_end;
    }
    at = line_end + 1;
  }
  return total;
}

int64_t scan_text_fields(const uint8_t *stored, size_t count) {
  ZSTD_DCtx *context = ZSTD_createDCtx();
  uint8_t *lines = NULL, *text = NULL;
  size_t capacity = 0;
  int64_t total = 0;
  while (count > 0 && total >= 0) {
    size_t frame = ZSTD_findFrameCompressedSize(stored, count);
    unsigned long long size = ZSTD_getFrameContentSize(stored, count);
    if (ZSTD_isError(frame) || size >= ZSTD_CONTENTSIZE_ERROR) return -1;
    if (size > capacity) {
      capacity = size;
      lines = realloc(lines, capacity);
      text = realloc(text, capacity);
    }
    size_t got = ZSTD_decompressDCtx(context, lines, capacity, stored, frame);
    if (ZSTD_isError(got)) return -1;
    int64_t bytes = scan_lines(lines, lines + got, text);
    total = bytes < 0 ? -1 : total + bytes;
    stored += frame;
    count -= frame;
  }
  ZSTD_freeDCtx(context);
  free(lines);
  free(text);
  return total;
}
