"""Outside text on a terminal: nothing that an article or a file name holds may steer it."""


def plain(text: str) -> str:
    """`text` on one line, without control characters, escapes and marks that turn the direction of writing."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
