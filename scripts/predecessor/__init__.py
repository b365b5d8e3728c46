"""Predecessors of any size, with all their faults: the same seed always makes the same one.

Shapes and proportions are those of a seeded database of the predecessor; beside what its own
services write, there is what its lack of transactions, validation and references let happen.
Read by benchmarks and tests.
"""
