// Tokenization: see the module's files.
