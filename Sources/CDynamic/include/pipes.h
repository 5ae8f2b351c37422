// Calls of the C library that Swift's import of it leaves out.
#pragma once

/// A pipe whose ends no other program started meanwhile inherits; 0, or -1 with errno set.
int sluice_pipe(int ends[2]);
