// The C twin of the document scanner: zstd to the content of every "text" field, checked as strictly.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Decompresses all frames of `stored` and walks its JSON lines; returns the number of bytes in the strings of the
/// member "text", or -1 when the file is not what it should be. Checks every string (UTF-8, control characters,
/// escapes) and writes its content to a buffer of its own, as a reader must, in one pass.
int64_t scan_text_fields(const uint8_t *stored, size_t count);

/// Decompresses all frames of `stored` and does nothing with them; returns their bytes, or -1.
int64_t decompress_frames(const uint8_t *stored, size_t count);
