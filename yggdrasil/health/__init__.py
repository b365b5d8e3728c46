"""Promise: the system says whether it is alive, and whether it can serve, within two seconds.

Not promised: why a server is slow, or a history; those are for metrics.
Used by: config's addresses; process supervisors and balancers.
"""
