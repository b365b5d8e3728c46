"""Where a predecessor's documents are read from."""
