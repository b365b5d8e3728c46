"""Facts carried: over each broker in batches, from a commit to its handler; a bus at rest."""
