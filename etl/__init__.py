"""Read news articles into one SQLite file of visits, missile drills and quoted commentary."""

__version__ = "0.1.0"
