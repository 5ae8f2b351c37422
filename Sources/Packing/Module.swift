// Packing: see the module's files.
