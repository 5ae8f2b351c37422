// Deduplication: see the module's files.
