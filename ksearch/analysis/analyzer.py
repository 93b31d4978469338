"""Which terms does a word, a text have? The same for the same word, always.

Comes in: NFC text. Goes out: terms with offsets into it. The analysis of a word depends on nothing
but the word: not on its neighbours, nor on what the lexicon knew, nor on the batch it came in.
Morphemes come from Kiwi through the lexicon; numbers, Latin and the syllable net do not need Kiwi
at all. Hanja has the terms of the Hangul words that it stands for.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ksearch.analysis.dictionary import UserDictionary
from ksearch.analysis.entries import MAX_KEY, Entry
from ksearch.analysis.hanja import Spelling, read_spans, spellings
from ksearch.analysis.kiwi import Morpheme, Tagger, kiwi_version
from ksearch.analysis.lexicon import Lexicon
from ksearch.analysis.morphemes import MIN_COMPOUND, compound_parts, term_spans
from ksearch.analysis.net import net_spans, syllable_spans
from ksearch.analysis.synonyms import Synonyms
from ksearch.analysis.terms import Origin, TermSpan
from ksearch.analysis.words import HANGUL, HANJA, LATIN_MASK, NUMBER_MASK, Keyed, fold, keyed, words

__all__ = ["ANALYSIS_VERSION", "Analyzer", "fingerprint"]

# Raise it with every change that gives any word other terms: older indexes then ask for a rebuild.
ANALYSIS_VERSION = 3
# Words whose terms a process remembers; they take some 10 MB.
SEEN_WORDS = 20_000
_HANGUL = re.compile(f"[{HANGUL}]")
_HANJA = re.compile(f"[{HANJA}]")
_SYLLABLE = re.compile(f"[{HANGUL}{HANJA}]")
_MASKED = re.compile("[A0]+")
# Of few members: looking through a tuple takes less time than hashing an Origin.
_NOUNY = (Origin.MORPHEME, Origin.BASE, Origin.PART)
_RUNS = re.compile(rf"[{HANJA}]+|[A0]+|[^{HANJA}A0]+")
# A lexicon key for the parts of a noun; no word of a text begins with this character.
_PARTS = "="


def fingerprint(dictionary: UserDictionary = UserDictionary()) -> str:  # noqa: B008 -- no state
    """What terms depend on, in this process with that dictionary; equal ones give equal terms."""
    own = f"ksearch {ANALYSIS_VERSION}, {kiwi_version()}"
    return f"{own}, dictionary {dictionary.digest}" if dictionary else own


class Analyzer:
    """Terms of words and texts, through a lexicon. Safe to share between threads.

    ``synonyms`` are for who plans a query: no term depends on them.
    """

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        tagger: Tagger | None = None,
        synonyms: Synonyms | None = None,
    ) -> None:
        self.lexicon = lexicon if lexicon is not None else Lexicon()
        self.synonyms = synonyms if synonyms is not None else Synonyms()
        self._tagger = tagger if tagger is not None else Tagger()
        # The parts of the words of the person's dictionary.
        self._known_parts = self._tagger.dictionary.parts
        # A search analyses the same words again and again: its own, and those of what it shows.
        self._seen_terms = lru_cache(SEEN_WORDS)(self._word_terms)
        self._seen_net = lru_cache(SEEN_WORDS)(_net_terms)

    @property
    def dictionary(self) -> UserDictionary:
        """The words that a person wants kept as one noun."""
        return self._tagger.dictionary

    def word_terms(self, word: str) -> Entry:
        """The content terms of one word (see ``words``), offsets into the word.

        >>> [t.term for t in Analyzer().word_terms("WeGO")]
        ['wego']
        """
        return self._seen_terms(word) if len(word) <= MAX_KEY else self._word_terms(word)

    def net_terms(self, word: str) -> Entry:
        """The net terms of one word, offsets into the word."""
        return self._seen_net(word) if len(word) <= MAX_KEY else _net_terms(word)

    def all_terms(self, word: str) -> tuple[Entry, Entry]:
        """The content terms and the net terms of one word that will not be asked for again."""
        return self._word_terms(word), _net_terms(word)

    def terms(self, text: str) -> list[TermSpan]:
        """The content terms of a text, offsets into the text."""
        return [
            TermSpan(term, offset + start, offset + end, origin)
            for word, offset in words(text)
            for term, start, end, origin in self.word_terms(word)
        ]

    def learn(self, unseen: Iterable[str]) -> None:
        """Analyse the words that the lexicon does not know yet, many at a time."""
        keys = dict.fromkeys(keyed(word).key for word in unseen)
        self.learn_keys(k for k in keys if _SYLLABLE.search(k) and self.lexicon.get(k) is None)

    def learn_keys(self, unseen: Iterable[str]) -> None:
        """Analyse keys that the lexicon does not know, many at a time.

        Each holds Hangul or hanja.
        """
        korean: list[str] = []
        hanja: list[str] = []
        for key in dict.fromkeys(unseen):
            (korean if _HANGUL.search(key) else hanja).append(key)
        deque(self._learnt(korean), maxlen=0)
        self._learnt_hanja(hanja)

    def _word_terms(self, word: str) -> Entry:
        parsed = keyed(word)
        is_looked_up = _SYLLABLE.search(parsed.key)
        entry = self._entry(parsed.key) if is_looked_up else _plain_entry(parsed.key)
        return _unmask(parsed, [span for span in entry if span.origin is not Origin.SYLLABLE])

    def _entry(self, key: str) -> Entry:
        known = self.lexicon.get(key)
        if known is not None:
            return known
        learnt = self._learnt if _HANGUL.search(key) else self._learnt_hanja
        (entry,) = learnt([key])
        return entry

    def _learnt(self, keys: Sequence[str]) -> Iterator[Entry]:
        """The entry of each key, which the lexicon has from then on."""
        done = 0
        for drafts in self._drafts(keys):
            here = keys[done : done + len(drafts)]
            entries = self._read(here, self._finished(here, drafts))
            self.lexicon.add_all(zip(here, entries, strict=True))
            yield from entries
            done += len(drafts)

    def _learnt_hanja(self, keys: Sequence[str]) -> list[Entry]:
        """The entry of each key of hanja without Hangul, which the lexicon has from then on."""
        plain = [(*_plain_entry(key), *syllable_spans(key)) for key in keys]
        entries = self._read(keys, plain)
        self.lexicon.add_all(zip(keys, entries, strict=True))
        return entries

    def _read(self, keys: Sequence[str], entries: list[Entry]) -> list[Entry]:
        """The entries of keys, with the terms of what their hanja stand for."""
        spelt = {k: spellings(k) for k in keys if _HANJA.search(k) and len(k) <= MAX_KEY}
        if not spelt:
            return entries
        known = self._entries(s.word for several in spelt.values() for s in several)
        return [
            _with_spellings(key, entry, spelt[key], known) if key in spelt else entry
            for key, entry in zip(keys, entries, strict=True)
        ]

    def _entries(self, words: Iterable[str]) -> dict[str, Entry]:
        """The entry of each word in Hangul of two syllables or more."""
        found = {word: self.lexicon.get(word) for word in words if len(word) > 1}
        unknown = [word for word, entry in found.items() if entry is None]
        learnt = dict(zip(unknown, self._learnt(unknown), strict=True))
        return {word: learnt[word] if entry is None else entry for word, entry in found.items()}

    def _drafts(self, keys: Sequence[str]) -> Iterator[list[_Draft]]:
        """What Kiwi's morphemes make of each key, in pieces."""
        if all(len(key) <= MAX_KEY for key in keys):
            yield from self._tagger.tag(keys, self._draft)
            return
        cuts = [_cuts(key) for key in keys]
        pieces = [key[a:b] for key, cut in zip(keys, cuts, strict=True) for a, b in cut]
        tagged = chain.from_iterable(self._tagger.tag(pieces, term_spans))
        yield [_Draft([_moved(s, a) for a, _ in cut for s in next(tagged)]) for cut in cuts]

    def _draft(self, key: str, morphemes: Sequence[Morpheme]) -> _Draft:
        if key in self._known_parts:  # whatever Kiwi thinks of it by itself
            spans = [TermSpan(key, 0, len(key), Origin.MORPHEME)]
        else:
            spans = term_spans(key, morphemes)
        waits = any(map(self._may_have_parts, spans))
        return _Draft(spans, None if waits else _entry_of(key, spans))

    def _may_have_parts(self, span: TermSpan) -> bool:
        """Whether there may be parts: of nouns as Kiwi gave them, not of words with affixes."""
        term, start, end, origin = span
        is_long = len(term) >= MIN_COMPOUND or term in self._known_parts
        return is_long and end - start == len(term) and origin in _NOUNY

    def _finished(self, keys: Sequence[str], drafts: Sequence[_Draft]) -> list[Entry]:
        """The entries of keys: those that wait for the parts of their nouns get them."""
        waiting = [draft.spans for draft in drafts if draft.entry is None]
        parts = self._parts(s.term for spans in waiting for s in spans if self._may_have_parts(s))
        return [
            _entry_of(key, list(self._with_parts(spans, parts))) if entry is None else entry
            for key, (spans, entry) in zip(keys, drafts, strict=True)
        ]

    def _parts(self, nouns: Iterable[str]) -> dict[str, Entry]:
        """The parts of each noun that has any, offsets into the noun."""
        known: dict[str, Entry] = {}
        unknown: list[str] = []
        for noun in dict.fromkeys(nouns):
            entry = self._known_parts.get(noun)
            if entry is None:
                entry = self.lexicon.get(_PARTS + noun)
            if entry is None:
                unknown.append(noun)
            elif entry:
                known[noun] = entry
        if not unknown:
            return known
        found = self._tagger.split(unknown, _part_spans)
        # A part may have parts of its own: 세계+스마트시티+기구, then 스마트+시티.
        deeper = self._parts(s.term for spans in found for s in spans if self._may_have_parts(s))
        made = [tuple(self._with_parts(spans, deeper)) for spans in found]
        self.lexicon.add_all(
            (_PARTS + noun, entry) for noun, entry in zip(unknown, made, strict=True)
        )
        return known | {noun: entry for noun, entry in zip(unknown, made, strict=True) if entry}

    def _with_parts(
        self, spans: Iterable[TermSpan], parts: Mapping[str, Entry]
    ) -> Iterator[TermSpan]:
        for span in spans:
            inner = parts.get(span.term, ()) if self._may_have_parts(span) else ()
            is_base = span.origin is Origin.BASE
            yield span._replace(origin=Origin.COMPOUND) if inner and not is_base else span
            for term, start, end, origin in inner:
                yield TermSpan(
                    term, span.start + start, span.start + end, Origin.BASE if is_base else origin
                )


class _Draft(NamedTuple):
    """The terms of a key without the parts of its nouns; its entry, where it has none of those."""

    spans: list[TermSpan]
    entry: Entry | None = None


def _moved(span: TermSpan, shift: int) -> TermSpan:
    return span._replace(start=span.start + shift, end=span.end + shift)


def _entry_of(key: str, spans: list[TermSpan]) -> Entry:
    return (*_with_runs(key, spans), *syllable_spans(key))


def _with_spellings(
    key: str, entry: Entry, several: Sequence[Spelling], known: Mapping[str, Entry]
) -> Entry:
    """An entry with the terms of the spellings of its key, each once at a place."""
    content = [span for span in entry if span.origin is not Origin.SYLLABLE]
    found = {(span.term, span.start, span.end): span for span in content}
    for spelling in several:
        for span in read_spans(spelling, known.get(spelling.word, ()), key, content):
            found.setdefault((span.term, span.start, span.end), span)
    lone = [span for span in entry if span.origin is Origin.SYLLABLE]
    return (*sorted(found.values(), key=lambda span: span.start), *lone)


def _part_spans(noun: str, morphemes: Sequence[Morpheme]) -> list[TermSpan]:
    return [TermSpan(noun[a:b], a, b, Origin.PART) for a, b in compound_parts(noun, morphemes)]


def _net_terms(word: str) -> Entry:
    return net_spans(fold(word))


def _cuts(key: str) -> list[tuple[int, int]]:
    """Where an over-long key is cut before Kiwi sees it: its time grows faster than its input."""
    if len(key) <= MAX_KEY:
        return [(0, len(key))]
    return [(a, min(a + MAX_KEY, len(key))) for a in range(0, len(key), MAX_KEY)]


def _plain_entry(key: str) -> Entry:
    """The terms of a key without Hangul: its runs of hanja, masks and other letters."""
    spans = []
    for match in _RUNS.finditer(key):
        first = match.group()[0]
        origin = Origin.SURFACE
        if first in LATIN_MASK + NUMBER_MASK:
            origin = Origin.LATIN if first == LATIN_MASK else Origin.NUMBER
        elif _HANJA.match(first):
            origin = Origin.HANJA
        spans.append(TermSpan(match.group(), match.start(), match.end(), origin))
    return tuple(_with_runs(key, spans))


def _with_runs(key: str, spans: Iterable[TermSpan]) -> Iterable[TermSpan]:
    """Every number and foreign run is a term, also where Kiwi joined it to a noun.

    Letters and digits in a row are one term (kf94, covid19), and each run is its base.
    """
    if NUMBER_MASK not in key and LATIN_MASK not in key:
        return spans
    masked = [match.span() for match in _MASKED.finditer(key)]
    groups = [(a, b) for a, b in masked if b - a > 1]
    runs = (Origin.LATIN, Origin.NUMBER, Origin.BASE)
    ends = {at: b for a, b in groups for at in range(a, b)}
    found = [
        span for span in spans if span.origin not in runs or span.end > ends.get(span.start, 0)
    ]
    found += [TermSpan(key[a:b], a, b, Origin.LATIN) for a, b in groups]
    there = {(span.start, span.end) for span in found}
    found += [
        TermSpan(key[at], at, at + 1, Origin.BASE)
        for a, b in masked
        for at in range(a, b)
        if (at, at + 1) not in there
    ]
    return sorted(found, key=lambda span: span.start)


def _unmask(parsed: Keyed, spans: Iterable[TermSpan]) -> Entry:
    """Terms of a key as terms of the word: masks filled in, offsets moved."""
    if not parsed.runs:
        return tuple(spans)
    # offset[i]: where code point i of the key begins in the word; value[i]: what its mask hides
    offset: list[int] = []
    value: dict[int, str] = {}
    at = 0
    for run in parsed.runs:
        offset += range(at, run.start)
        value[len(offset)] = run.text
        offset.append(run.start)
        at = run.end
    offset += range(at, len(parsed.folded) + 1)
    return tuple(
        TermSpan(_filled(term, start, value), offset[start], offset[end], origin)
        for term, start, end, origin in spans
    )


def _filled(template: str, start: int, value: Mapping[int, str]) -> str:
    """The template with each mask replaced by what stands at its place in the key."""
    if NUMBER_MASK not in template and LATIN_MASK not in template:
        return template
    return "".join(
        value.get(start + i, c) if c in NUMBER_MASK + LATIN_MASK else c
        for i, c in enumerate(template)
    )
