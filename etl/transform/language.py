"""The only module that knows spaCy: text goes in, parsed text comes out.

Lean on purpose (measured: six times as fast as the default pipeline): tagger and parser only, no named entities, and
numpy's BLAS instead of blis, whose wheel runs its generic kernel on many machines.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from etl import DEFAULT_MODEL
from etl.errors import ModelError

NEEDED = ("tagger", "parser")


class Language:
    """A loaded English pipeline; one a process."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """Load `model`, a package name or a folder.

        Raises ModelError where it is not installed or has no tagger and parser.
        """
        set_current_ops(NumpyOps(use_blis=False))
        try:
            self._nlp = spacy.load(model, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
        except OSError as error:
            raise ModelError(
                f"language model {model!r} cannot be loaded ({error}); install it with pip, or name another with --pipeline"
            ) from error
        missing = [name for name in NEEDED if name not in self._nlp.pipe_names]
        if missing:
            raise ModelError(f"language model {model!r} has no {' and no '.join(missing)}; choose an English pipeline")

    @staticmethod
    def check(model: str) -> None:
        """Raise ModelError where `model` is neither an installed package nor a folder; cheap, loads nothing."""
        if not (spacy.util.is_package(model) or Path(model).is_dir()):
            raise ModelError(
                f"language model {model!r} is not installed; install it with pip, or name another with --pipeline"
            )

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """Parse texts in one batch; token.tag_, token.dep_ and token.head are set, lemmas and entities are not."""
        return list(self._nlp.pipe(texts, batch_size=128))
