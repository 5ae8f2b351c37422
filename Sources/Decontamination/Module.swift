// Decontamination: see the module's files.
