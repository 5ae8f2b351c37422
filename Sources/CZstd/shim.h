// libzstd: streaming and one-shot compression.
#pragma once
#include <zstd.h>
#include <zstd_errors.h>
