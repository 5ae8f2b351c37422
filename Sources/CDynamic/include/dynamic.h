// Shared libraries that are opened at run time, so that the program runs without them.
#pragma once
#include "decoders.h"
#include "pipes.h"
#include <stddef.h>
#include <stdint.h>

/// Opens the first library of a NULL-terminated list of names that can be opened; NULL when none can.
void *sluice_dynamic_open(const char *const *names);
/// The address of a symbol, or NULL.
void *sluice_dynamic_symbol(void *library, const char *name);
