// TokenShards: see the module's files.
