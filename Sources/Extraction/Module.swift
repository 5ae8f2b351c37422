// Extraction: see the module's files.
