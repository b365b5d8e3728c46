"""From one batch of the predecessor to documents of a home: the long way and the short one."""
