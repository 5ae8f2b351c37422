// Mixing: see the module's files.
