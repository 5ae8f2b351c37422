// Cleaning: see the module's files.
