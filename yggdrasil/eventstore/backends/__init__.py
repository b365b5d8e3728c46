"""Event stores: in memory, and in the databases of the homes."""
