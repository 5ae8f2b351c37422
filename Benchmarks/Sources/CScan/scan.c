#include "scan.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#define EACH_BYTE 0x0101010101010101ULL

static uint8_t escaped(uint8_t letter) {
  if (letter == 'n') return '\n';
  switch (letter) {
    case 't': return '\t';
    case 'r': return '\r';
    case 'b': return '\b';
    case 'f': return '\f';
    case '"': case '\\': case '/': return letter;
    default: return 0;
  }
}

// Length of the well-formed UTF-8 sequence at `at`, which is not ASCII; 0 when there is none.
static size_t sequence(const uint8_t *at, size_t left) {
  uint8_t lead = at[0];
  if (lead >= 0xc2 && lead < 0xe0) return left >= 2 && (at[1] & 0xc0) == 0x80 ? 2 : 0;
  if (lead >= 0xe0 && lead < 0xf0) {
    if (left < 3 || (at[1] & 0xc0) != 0x80 || (at[2] & 0xc0) != 0x80) return 0;
    return (lead == 0xe0 && at[1] < 0xa0) || (lead == 0xed && at[1] > 0x9f) ? 0 : 3;
  }
  if (lead < 0xf0 || lead > 0xf4 || left < 4) return 0;
  if ((at[1] & 0xc0) != 0x80 || (at[2] & 0xc0) != 0x80 || (at[3] & 0xc0) != 0x80) return 0;
  return (lead == 0xf0 && at[1] < 0x90) || (lead == 0xf4 && at[1] > 0x8f) ? 0 : 4;
}

// The four digits behind "\u"; -1 when they are none.
static int32_t code_unit(const uint8_t *at, size_t left) {
  if (left < 6 || at[0] != '\\' || at[1] != 'u') return -1;
  int32_t unit = 0;
  for (int i = 2; i < 6; i++) {
    uint8_t digit = at[i], letter = digit | 0x20;
    if (digit >= '0' && digit <= '9') unit = unit << 4 | (digit - '0');
    else if (letter >= 'a' && letter <= 'f') unit = unit << 4 | (letter - 'a' + 10);
    else return -1;
  }
  return unit;
}

static uint8_t *put(uint32_t scalar, uint8_t *out) {
  if (scalar < 0x80) {
    *out++ = scalar;
    return out;
  }
  if (scalar >= 0x10000) {
    *out++ = 0xf0 | scalar >> 18;
    *out++ = 0x80 | (scalar >> 12 & 0x3f);
  } else if (scalar >= 0x800) {
    *out++ = 0xe0 | scalar >> 12;
  } else {
    *out++ = 0xc0 | scalar >> 6;
    *out++ = 0x80 | (scalar & 0x3f);
    return out;
  }
  *out++ = 0x80 | (scalar >> 6 & 0x3f);
  *out++ = 0x80 | (scalar & 0x3f);
  return out;
}

// Checks the string behind an opening quote and writes its content. Returns the closing quote, or NULL.
static const uint8_t *scan_string(const uint8_t *at, const uint8_t *end, uint8_t *out, size_t *written) {
  uint8_t *write = out;
  while (at < end) {
    if (end - at >= 8) {
      uint64_t word;
      memcpy(&word, at, 8);
      memcpy(write, &word, 8);
      uint64_t quote = (word ^ EACH_BYTE * '"') - EACH_BYTE, backslash = (word ^ EACH_BYTE * '\\') - EACH_BYTE;
      uint64_t marks = ((word - EACH_BYTE * 0x20) | quote | backslash | word) & EACH_BYTE * 0x80;
      if (!marks) {
        at += 8;
        write += 8;
        continue;
      }
      size_t plain = (size_t)__builtin_ctzll(marks) >> 3;
      at += plain;
      write += plain;
    } else if (*at >= 0x20 && *at < 0x80 && *at != '"' && *at != '\\') {
      *write++ = *at++;
      continue;
    }
    if (*at == '"') {
      *written = write - out;
      return at;
    }
    if (*at >= 0x80) {
      size_t length = sequence(at, end - at);
      if (length == 0) return NULL;
      for (size_t i = 0; i < length; i++) write[i] = at[i];
      at += length;
      write += length;
    } else if (*at == '\\' && end - at >= 2) {
      uint8_t simple = escaped(at[1]);
      if (simple) {
        *write++ = simple;
        at += 2;
        continue;
      }
      int32_t unit = code_unit(at, end - at);
      if (unit < 0) return NULL;
      at += 6;
      if ((unit & 0xf800) == 0xd800) {
        int32_t low = unit < 0xdc00 ? code_unit(at, end - at) : -1;
        if (low >= 0 && (low & 0xfc00) == 0xdc00) {
          unit = 0x10000 + ((unit & 0x3ff) << 10 | (low & 0x3ff));
          at += 6;
        } else {
          unit = 0xfffd;
        }
      }
      write = put(unit, write);
    } else {
      return NULL;
    }
  }
  return NULL;
}

// Bytes of the content of the object's member "text"; -1 when there is none or a string is malformed.
static int64_t scan_line(const uint8_t *at, const uint8_t *end, uint8_t *text, uint8_t *other) {
  int64_t found = -1;
  int depth = 0, wanted = 0;
  while (at < end) {
    uint8_t byte = *at++;
    if (byte == '{' || byte == '[') depth++;
    if (byte == '}' || byte == ']') depth--;
    if (byte == ',') wanted = 0;
    if (byte != '"') continue;
    size_t count;
    const uint8_t *close = scan_string(at, end, wanted ? text : other, &count);
    if (!close) return -1;
    at = close + 1;
    if (wanted) found = count;
    wanted = depth == 1 && at < end && *at == ':' && count == 4 && memcmp(other, "text", 4) == 0;
  }
  return found;
}

// Kept from call to call, as a worker keeps its decoder. One thread only.
static ZSTD_DCtx *context;
static uint8_t *lines, *text, *other;
static size_t capacity;

// Decompresses the frame that `*stored` begins with into `lines` and moves over it. Returns its size; 0 for damage.
static size_t next_frame(const uint8_t **stored, size_t *count) {
  size_t frame = ZSTD_findFrameCompressedSize(*stored, *count);
  unsigned long long size = ZSTD_getFrameContentSize(*stored, *count);
  if (ZSTD_isError(frame) || size >= ZSTD_CONTENTSIZE_ERROR) return 0;
  if (!context) context = ZSTD_createDCtx();
  if (size > capacity) {
    capacity = size;
    lines = realloc(lines, capacity);
    text = realloc(text, capacity + 8);
    other = realloc(other, capacity + 8);
  }
  if (!context || !lines || !text || !other) return 0;
  size_t got = ZSTD_decompressDCtx(context, lines, capacity, *stored, frame);
  *stored += frame;
  *count -= frame;
  return ZSTD_isError(got) ? 0 : got;
}

int64_t scan_text_fields(const uint8_t *stored, size_t count) {
  int64_t total = 0;
  while (count > 0) {
    size_t got = next_frame(&stored, &count);
    if (got == 0) return -1;
    const uint8_t *at = lines, *end = lines + got;
    while (at < end) {
      const uint8_t *line_end = memchr(at, '\n', end - at);
      if (!line_end) line_end = end;
      int64_t bytes = scan_line(at, line_end, text, other);
      if (bytes < 0) return -1;
      total += bytes;
      at = line_end + 1;
    }
  }
  return total;
}

int64_t decompress_frames(const uint8_t *stored, size_t count) {
  int64_t total = 0;
  while (count > 0) {
    size_t got = next_frame(&stored, &count);
    if (got == 0) return -1;
    total += got;
  }
  return total;
}
