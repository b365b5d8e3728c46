"""The telling side: the relay of each home, and who takes over from it."""
