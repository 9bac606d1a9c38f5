"""One article -> what was found in it, sentence by sentence, with the reasons, and what was nearly found; stores nothing."""
