"""The one family of errors that DyadWatch raises on purpose; each message names the input and what to do."""


class DyadWatchError(Exception):
    """Something a user can act on; the command prints it and ends with status 1."""


class SourceError(DyadWatchError):
    """A source cannot be found, fetched or opened."""


class UnreadableDocument(DyadWatchError):
    """A document was opened but holds no article that can be read: empty, binary, cut off or far too large."""


class ModelError(DyadWatchError):
    """The language model is missing or is not one that this version can use."""


class DatabaseError(DyadWatchError):
    """The database cannot be opened, or was written by a newer version."""


class DecisionError(DyadWatchError):
    """A decision names an event, a field or a value that is not there or cannot be."""


class LexiconError(DyadWatchError):
    """A word list that ships with DyadWatch does not hold what it must."""


class GoldError(DyadWatchError):
    """A gold record to measure with is missing, is no JSON, or lacks what it must hold."""


class AnswerError(DyadWatchError):
    """The answer of a second reader cannot be used: no JSON, refused, cut off, or never came."""


class UnusableAnswer(AnswerError):
    """An answer that is no JSON of the form asked for, is empty or broke off; asked again it may be better."""
