"""How often are the words and phrases of headlines used, and how lately?

Comes in: the words of headlines, and names, with the days of their articles. Goes out: what the
next table adds to the one before it. How lately: a use of the newest day counts as five, and half
of the four more are gone with every ``HALF_LIFE`` days; a use without a date counts once.
"""

from __future__ import annotations

import secrets
import weakref
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ksearch.native import address
from ksearch.suggest.kernels import kernels
from ksearch.suggest.keystrokes import Kind

__all__ = ["HALF_LIFE", "SECONDS", "PhraseCounter", "fading"]

U4 = npt.NDArray[np.uint32]
HALF_LIFE = 90
SECONDS = 24 * 60 * 60
# From this day on freshness is counted: 2010-01-01, in days since the year 1. Any day would do.
EPOCH = 733_772


def fading(days: int) -> float:
    """What freshness is worth so many days later.

    >>> fading(90)
    0.5
    """
    return float(2.0 ** (-days / HALF_LIFE))


class PhraseCounter:
    """Counts phrases and names. One thread at a time."""

    def __init__(self) -> None:
        self._handle: int | None = kernels().ks_phrases_new(secrets.randbits(64))
        if self._handle is None:
            raise MemoryError
        self.newest = 0  # the newest day, as a number; 0 where none is known
        weakref.finalize(self, kernels().ks_phrases_free, self._handle)

    def __len__(self) -> int:
        """How many texts there are."""
        return int(kernels().ks_phrases_count(self._handle))

    @property
    def arrays(self) -> tuple[int, int | None]:
        """Where C has the keys and what is counted; they move when more is counted."""
        lib = kernels()
        return lib.ks_phrases_keys(self._handle), lib.ks_phrases_counted(self._handle)

    @property
    def unit(self) -> float:
        """What one unit of the freshness that was counted is worth on the newest day."""
        return fading(self.newest - EPOCH) if self.newest else 0.0

    def fresh(self, days: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """How fresh the uses of these days are; 0 for those of day 0, which is no day."""
        self.newest = max(self.newest, int(days.max(initial=0)))
        return np.where(days > 0, 2.0 ** ((days - EPOCH) / HALF_LIFE), 0.0)

    def count(
        self, table: int, codes: U4, tokens: Sequence[U4], fresh: npt.NDArray[np.float64]
    ) -> None:
        """Count what headlines say; ``table`` is where C has the words and their terms.

        ``tokens``: where each word of a headline starts and ends in ``codes``, its number in the
        table, and the number of its headline; ``fresh`` is by headline.

        Raises:
            MemoryError: there is not enough memory.
        """
        said = kernels().ks_phrases_headlines(
            self._handle,
            table,
            address(codes),
            *map(address, tokens),
            len(tokens[0]),
            address(fresh),
        )
        if not said:
            raise MemoryError

    def count_name(self, name: str, kind: Kind, uses: int, fresh: float) -> None:
        """Count a name that is used so often; ``fresh`` is what one use is.

        Raises:
            MemoryError: there is not enough memory.
        """
        codes = " ".join(name.split()).encode("utf-32-le", "surrogatepass")
        said = kernels().ks_phrases_name(self._handle, codes, len(codes) // 4, kind, uses, fresh)
        if not said:
            raise MemoryError
