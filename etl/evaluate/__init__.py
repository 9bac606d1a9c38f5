"""Gold records and a database -> how many of its facts are right: figures, misses and a check of the confidences.

Reads the promised tables of a database and nothing of how they were filled; it never changes the database. `gold.py`
describes a gold record, `scoring.py` what counts as right.
"""
