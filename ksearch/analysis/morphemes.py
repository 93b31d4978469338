"""Which terms do a word's morphemes make?

Comes in: the morphemes of a key. Goes out: term spans in the key, in order of their offsets.
Content words are terms; particles and endings are not. Affixes join their noun, since 비급여 is not
급여 and a filter by part of speech would delete the difference. A word of function morphemes only
(및, 있다) is a term as it stands, so that no word is without one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ksearch.analysis.kiwi import Morpheme
from ksearch.analysis.terms import Origin, TermSpan

__all__ = ["MIN_COMPOUND", "Spoken", "compound_parts", "term_spans"]

NOUNS = frozenset({"NNG", "NNP", "XR"})
CONTENT = NOUNS | {"NR", "MAG", "SL", "SH", "SN", "SW", "W_HASHTAG"}
STEMS = ("VV", "VA")  # also VV-I, VV-R …: how the stem is inflected
WEAK = frozenset({"NNB", "NP", "MM", "MAJ", "IC"})  # terms only where nothing stronger is
WEAK_STEMS = ("VX", "VCN")
UNITS = frozenset({"NNB", "NR"})
# Suffixes that say number or respect and nothing else: 시민들, 선생님, 김씨.
EMPTY_SUFFIXES = frozenset({"들", "님", "씨"})
# Behind these a noun means its opposite, so the bare noun is no term of the word.
NEGATIONS = frozenset({"비", "미", "무", "불", "부", "반", "탈", "몰"})
MIN_COMPOUND = 4  # shorter nouns are names and words whose halves mean nothing (이재+명)


class Spoken(NamedTuple):
    """A morpheme that Kiwi did not say: for examples and tests."""

    form: str
    tag: str
    start: int
    end: int
    oov: bool = False


def term_spans(key: str, morphemes: Sequence[Morpheme]) -> list[TermSpan]:
    """The terms of a key, without the parts of its compounds.

    >>> [t.term for t in term_spans("밝혔다", [Spoken("밝히", "VV", 0, 2),
    ...                                     Spoken("었", "EP", 1, 1)])]
    ['밝히다']
    """
    spans: list[TermSpan] = []
    position = 0
    while position < len(morphemes):
        if _is_content(morphemes[position].tag):
            position = _next_term(key, morphemes, position, spans)
        else:
            position += 1
    if not spans:
        spans = _weak_terms(morphemes)
    return spans or [TermSpan(key, 0, len(key), Origin.SURFACE)]


@cache
def _is_content(tag: str) -> bool:
    """Whether a term may begin with a morpheme of this tag; there are some sixty tags."""
    return tag == "XPN" or tag in CONTENT or tag.startswith(STEMS)


def _next_term(
    key: str, morphemes: Sequence[Morpheme], position: int, spans: list[TermSpan]
) -> int:
    """Append the terms that begin at ``position``; the position after what was used."""
    here = morphemes[position]
    tag = here.tag
    if tag in NOUNS:
        return _noun_term(here, morphemes, position + 1, spans)
    if tag == "XPN":
        return _prefixed_term(here, morphemes, position + 1, spans)
    if tag == "SN":
        return _number_term(key, morphemes, position, spans)
    if tag in CONTENT:
        spans.append(TermSpan(_form(here), here.start, here.end, _origin(here)))
    else:
        spans.append(TermSpan(_form(here) + "다", here.start, here.end, Origin.MORPHEME))
    return position + 1


def _prefixed_term(
    prefix: Morpheme, morphemes: Sequence[Morpheme], position: int, spans: list[TermSpan]
) -> int:
    noun = morphemes[position] if position < len(morphemes) else None
    if noun is None or noun.tag not in NOUNS:
        return position
    form = _form(noun)
    spans.append(TermSpan(_form(prefix) + form, prefix.start, noun.end, Origin.AFFIXED))
    if _form(prefix) not in NEGATIONS:
        spans.append(TermSpan(form, noun.start, noun.end, Origin.BASE))
    return position + 1


def _noun_term(
    noun: Morpheme, morphemes: Sequence[Morpheme], position: int, spans: list[TermSpan]
) -> int:
    suffix = morphemes[position] if position < len(morphemes) else None
    form, start, end = _form(noun), noun.start, noun.end
    if suffix is None or suffix.tag != "XSN":
        spans.append(TermSpan(form, start, end, Origin.MORPHEME))
        return position
    if suffix.form in EMPTY_SUFFIXES:
        spans.append(TermSpan(form, start, end, Origin.MORPHEME))
    else:
        spans.append(TermSpan(form + _form(suffix), start, suffix.end, Origin.AFFIXED))
        spans.append(TermSpan(form, start, end, Origin.BASE))
    return position + 1


def _number_term(
    key: str, morphemes: Sequence[Morpheme], position: int, spans: list[TermSpan]
) -> int:
    number = morphemes[position]
    end = number.end
    after = position + 1
    while after < len(morphemes) and morphemes[after].tag in UNITS:
        end = morphemes[after].end
        after += 1
    spans.append(TermSpan(key[number.start : end], number.start, end, Origin.NUMBER))
    if after > position + 1:
        spans.append(
            TermSpan(key[number.start : number.end], number.start, number.end, Origin.BASE)
        )
    return after


def _weak_terms(morphemes: Sequence[Morpheme]) -> list[TermSpan]:
    spans = []
    for m in morphemes:
        if m.tag in WEAK:
            spans.append(TermSpan(_form(m), m.start, m.end, Origin.MORPHEME))
        elif m.tag.startswith(WEAK_STEMS):
            spans.append(TermSpan(_form(m) + "다", m.start, m.end, Origin.MORPHEME))
    return spans


def _form(morpheme: Morpheme) -> str:
    """The dictionary form; names of several words in Kiwi's dictionary have spaces in them."""
    form = morpheme.form
    return form.replace(" ", "") if " " in form else form


def _origin(morpheme: Morpheme) -> Origin:
    return {"SL": Origin.LATIN, "SH": Origin.HANJA}.get(morpheme.tag, Origin.MORPHEME)


def compound_parts(noun: str, morphemes: Sequence[Morpheme]) -> list[tuple[int, int]]:
    """Where the parts of a noun stand, or nothing where the splitter's reading is no compound.

    Only parts that Kiwi knows count, of two syllables or more, but for a known noun of one syllable
    at the end (아파트+값). A prefix joins the noun behind it (신+공항). Where something other than
    nouns stands in front of a noun, the noun is kept and the rest is joined (더불어+민주당).

    >>> compound_parts("아파트값", [Spoken("아파트", "NNG", 0, 3),
    ...                          Spoken("값", "NNG", 3, 4)])
    [(0, 3), (3, 4)]
    >>> compound_parts("도널드", [Spoken("도널", "NNG", 0, 2, oov=True),
    ...                         Spoken("드", "NNG", 2, 3)])
    []
    """
    if len(morphemes) < 2 or morphemes[-1].tag not in NOUNS:  # noqa: PLR2004 -- a part and another
        return []
    tail = morphemes[-1]
    if any(m.tag not in NOUNS | {"XPN"} for m in morphemes):
        joined = [(0, tail.start), (tail.start, len(noun))]
        return joined if not tail.oov and all(end - start > 1 for start, end in joined) else []
    parts: list[tuple[int, int]] = []
    begin = 0
    for m in morphemes:
        if m.tag == "XPN":
            continue
        parts.append((begin, m.end))
        begin = m.end
    exact = all(m.end - m.start == len(_form(m)) for m in morphemes)
    whole = parts[-1][1] == len(noun) and not any(m.oov for m in morphemes) and exact
    long_enough = all(end - start > 1 for start, end in parts[:-1])
    return parts if whole and long_enough and len(parts) > 1 else []
