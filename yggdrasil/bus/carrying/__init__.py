"""The way: facts in batches, from a broker's exchange to the queues of their hearers."""
