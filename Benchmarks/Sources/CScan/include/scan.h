// The C twin of the document scanner: zstd to the bytes of every "text" field.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Decompresses all frames of `stored` and walks its JSON lines; returns the number of unescaped bytes in the strings
/// of the member "text", or -1 when the file is not what it should be. Unescapes into a buffer of its own, as a reader
/// must.
int64_t scan_text_fields(const uint8_t *stored, size_t count);
