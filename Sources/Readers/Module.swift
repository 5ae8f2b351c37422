// Readers: see the module's files.
