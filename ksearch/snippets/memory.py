"""What was sought and looked up with one analysis?

Comes in: units, and what C asks of words. Goes out: units as C reads them, made once, and answers,
which are remembered in C (``native/snippet_memory.c``). Everything is forgotten at once when it has
become too much.
"""

from __future__ import annotations

import secrets
import weakref
from array import array
from itertools import chain
from weakref import WeakKeyDictionary

from ksearch.analysis import Analyzer
from ksearch.analysis.net import syllable_spans
from ksearch.analysis.words import fold
from ksearch.plan import Unit
from ksearch.snippets.compiling import FOLDED, TERM, compiled
from ksearch.snippets.kernels import kernels
from ksearch.snippets.seeking import sought

__all__ = ["Memory", "memory_of"]

# Bytes of words with their answers, at some 80 a word; terms that words are asked for; and units of
# about 2 kB, twice as many as a plan remembers.
MOST_BYTES = 16_000_000
MOST_TERMS = 50_000
MOST_UNITS = 8_192
_NONE = 0xFFFFFFFF
_QUESTION = 3  # numbers of a question: what is asked for, and of which code points
Span = tuple[int, int]


class Memory:
    """What is remembered. Threads may share it."""

    def __init__(self) -> None:
        self.handle: int | None = kernels().ks_memory_new(secrets.randbits(64))
        if self.handle is None:
            raise MemoryError
        weakref.finalize(self, kernels().ks_memory_free, self.handle)
        self._units: dict[int, tuple[Unit, bytes]] = {}
        self._asked: dict[int, str] = {}

    @property
    def is_full(self) -> bool:
        """Whether it is time to forget everything."""
        size: int = kernels().ks_memory_size(self.handle)
        return size > MOST_BYTES or len(self._asked) > MOST_TERMS

    def compiled(self, unit: Unit) -> bytes:
        """What to look for to show a unit, as C reads it."""
        known = self._units.get(id(unit))
        # While a unit is held here, its id is nobody else's.
        if known is not None and known[0] is unit:
            return known[1]
        made = compiled(sought(unit), self._ask)
        if len(self._units) >= MOST_UNITS:
            self._units = {}
        self._units[id(unit)] = (unit, made)
        return made

    def answer(
        self,
        codes: array[int],
        questions: array[int],
        count: int,
        classes: int,
        analyzer: Analyzer,
    ) -> None:
        """Answer what C asks of words of a text: from the lexicons in C, the rest here.

        ``classes`` is the address of a table (see ``class_table``).

        Raises:
            IndexDamagedError: a lexicon is not as it was written.
            MemoryError: there is not enough memory.
        """
        with analyzer.lexicon.sources() as sources:
            left = kernels().ks_memory_resolve(
                self.handle,
                codes.buffer_info()[0],
                questions.buffer_info()[0],
                count,
                classes,
                *sources,
            )
        if left == _NONE:
            raise MemoryError
        for at in range(0, _QUESTION * left, _QUESTION):
            asked, start, end = questions[at : at + _QUESTION]
            letters = codes[start:end].tobytes()
            word = letters.decode("utf-32-le", "surrogatepass")
            spans = array("I", chain.from_iterable(_spans(self._asked[asked], word, analyzer)))
            if not kernels().ks_memory_answer(
                self.handle, asked, letters, len(word), spans.tobytes(), len(spans) // 2
            ):
                raise MemoryError

    def _ask(self, what: str) -> int:
        text = what.encode("utf-8", "surrogatepass")
        number: int = kernels().ks_memory_ask(self.handle, text, len(text))
        if number == _NONE:
            raise MemoryError
        self._asked[number] = what
        return number


def _spans(what: str, word: str, analyzer: Analyzer) -> list[Span]:
    """Where a term stands in a word, at most once at a place; all of it where that is no place."""
    kind, text = what[0], what[1:]
    if kind == TERM:
        spans = [(start, end) for term, start, end, _ in analyzer.word_terms(word) if term == text]
        return list({start: (start, end) for start, end in spans if start < end}.values())
    # Letters behind a syllable, which stands alone before a particle; or a run of foreign letters.
    is_so = fold(word) == text if kind == FOLDED else bool(syllable_spans(_SYLLABLE + word))
    return [(0, len(word))] if is_so else []


_SYLLABLE = "가"
_MEMORY: WeakKeyDictionary[Analyzer, Memory] = WeakKeyDictionary()


def memory_of(analyzer: Analyzer) -> Memory:
    """What is remembered for an analyzer."""
    memory = _MEMORY.get(analyzer)
    if memory is None or memory.is_full:
        memory = _MEMORY[analyzer] = Memory()
    return memory
