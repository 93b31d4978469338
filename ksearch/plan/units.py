"""In which ways may a word or a quotation stand in an article?

Comes in: what was typed, and the analysis. Goes out: its unit. The chains of a word, those that
decide at once first:

    정부의        정부 is a content term of the article, or the letters stand as typed
    스마트시티    the whole noun is, or 스마트 stands and 시티 at most three code points behind it
    아파트값은    so; or 아파트값 stands, or 아파트 and close behind it a lone 값
    늘어난다고    늘어나다 is a content term, or the letters stand as typed
    김의겸은      김의겸 stands, or the letters as typed: 김 alone is a misreading
    美대통령      so; or 미국 and 대통령 are content terms

A chain that another one includes is left out: what was typed as 스마트시티를 is 스마트 and 시티 as
well. A quotation has the chains of its letters, with its spaces and without.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from ksearch.analysis import Analyzer, Origin, TermSpan
from ksearch.analysis.net import PARTICLES
from ksearch.plan.letters import Held, Letters, linked
from ksearch.plan.nodes import Chain, Scored, Spot, Unit

__all__ = [
    "SLACK",
    "asks",
    "loosened",
    "noun_unit",
    "quotation_unit",
    "row_unit",
    "stem",
    "stemmed",
    "widened",
    "word_unit",
]

# Between two parts of a compound that is written apart: a space, a quote, a particle and a space.
SLACK = 3
# Of so many spaces of a quotation any may be left out; of more none or all.
MOST_JOINED = 3
# A part of one syllable says too little to be shown where its word does not stand.
MIN_LONE_PART = 2
SAID = b"\1"
_DIGIT = re.compile(r"\d")
# What a noun under an affix or a number without its unit is worth, of a term in full.
BASE_SHARE = 0.5
# What 동훈 is worth where 한동훈은 was typed: at a half, and in full, questions found less.
MISREAD_SHARE = 0.75
# What one bigram is worth; of several in a word each is worth less, but all together more, by the
# square root of how many there are: a long foreign name is not told four times.
NET_SHARE = 0.6
# What a term of another spelling is worth: who typed this one wants it first.
OTHER_SHARE = 0.9
# What a word that asks is worth: an article answers it with other words, and the few that have it
# (누구, 무엇) are no better answers.
ASKING_SHARE = 0.3
ASKING = frozenset(
    "무엇 뭐 누구 언제 어디 얼마 얼마나 몇 어느 어떤 어떻다 무슨 왜 어째서 어찌".split()  # noqa: SIM905 -- a list of words, not of quotes
)
# A name has so many syllables, and no fewer are left of one without its particle.
MIN_NAME = 3
# With what the endings and copulas begin that are behind nouns of one syllable: 말했다, 것인지.
_BEGIN_ENDINGS = frozenset("하한할함합해했이인일임입였예에된되됐될다답라랍")
_ATOMS = frozenset(origin for origin in Origin if origin.is_atom)
Piece = tuple[int, int]


def word_unit(text: str, analyzer: Analyzer) -> Unit:
    """The unit of a word; one that has no letters stands nowhere."""
    letters = Letters(text)
    spans = _analysed(letters, analyzer)
    atoms = _atoms(spans)
    typed = letters.held(0, len(text))
    parts: tuple[str, ...] = ()
    is_misread = len(atoms) == 1 and _is_misread(atoms[0], letters)
    if is_misread:
        chains, is_included = _bare(atoms[0], letters), False
    elif len(atoms) == 1:
        chains = [Chain((atoms[0].term,))]
        # A run is among the content terms wherever it is in the net.
        is_included = len(typed) == 1 and typed[0].start in letters.runs
        is_included = is_included and typed[0].term == atoms[0].term
    else:
        chains, is_included = _together(atoms, spans, letters, typed)
        parts = tuple(dict.fromkeys(a.term for a in atoms if a.end - a.start >= MIN_LONE_PART))
    chains += _read(atoms, spans, analyzer)
    if typed and not is_included:
        chains.append(Chain((), linked([typed], [0]), _marks(letters, spans)))
    chains = list(dict.fromkeys(chains))
    return Unit(text, tuple(chains), _scored(letters, spans), parts, _spots(letters, atoms))


def quotation_unit(text: str, analyzer: Analyzer) -> Unit:
    """The unit of a quotation: its letters as typed, as far from one another or without spaces."""
    letters = Letters(text)
    spans = _analysed(letters, analyzer)
    spots = _spots(letters, _atoms(spans))
    return Unit(text, _as_typed(text, letters), _scored(letters, spans), (), spots)


def _as_typed(text: str, letters: Letters) -> tuple[Chain, ...]:
    """The chains of letters as they stand, and without spaces."""
    typed = letters.held(0, len(text))
    chains = [Chain((), linked([typed], [0]))] if typed else []
    for joined in _joined(text, letters) if typed else ():
        held = Letters(joined).held(0, len(joined))
        chains.append(Chain((), linked([held], [0])))
    return tuple(chains)


def _joined(text: str, letters: Letters) -> Iterator[str]:
    """A text without some of its spaces, and without all; numbers stay apart.

    >>> list(_joined("새 건강 보험", Letters("새 건강 보험")))
    ['새 건강보험', '새건강 보험', '새건강보험']
    """
    spaces = [
        (offset + len(word), behind)
        for (word, offset), (_, behind) in pairwise(letters.words)
        if text[offset + len(word) : behind].isspace()
        and not (text[offset + len(word) - 1].isdecimal() and text[behind].isdecimal())
    ]
    every = product((False, True), repeat=len(spaces))
    ways = every if len(spaces) <= MOST_JOINED else [(True,) * len(spaces)]
    for way in ways:
        if any(way):
            made, reached = [], 0
            for (end, behind), is_joined in zip(spaces, way, strict=True):
                if is_joined:
                    made.append(text[reached:end])
                    reached = behind
            yield "".join([*made, text[reached:]])


def noun_unit(text: str, *, is_scored: bool = True) -> Unit:
    """The unit of a noun that is a term as it stands; its letters are found in compounds too."""
    letters = Letters(text)
    typed = letters.held(0, len(text))
    chains = [Chain((letters.folded,)), *([Chain((), linked([typed], [0]))] if typed else ())]
    scored = (Scored("terms", letters.folded),) if is_scored else ()
    return Unit(text, tuple(chains), scored)


def row_unit(text: str) -> Unit:
    """The unit of nouns in a row with signs between, which tell little one by one: 한·미."""
    return Unit(text, _as_typed(text, Letters(text)), ())


def loosened(unit: Unit, analyzer: Analyzer) -> Unit:
    """A word's unit that any part of it matches as well: nouns in its own letters, no syllable.

    Of the other ways to write it those parts as well that are no scraps of a number: 452 and 명 of
    3천452명 say nothing of 3,452명.
    """
    letters = Letters(unit.text)
    own = [
        term
        for term, start, end, _ in _analysed(letters, analyzer)
        if end - start >= MIN_LONE_PART and letters.own(term, start, end)
    ]
    others = [
        scored.term
        for scored in unit.scored
        if scored.like and len(scored.term) >= MIN_LONE_PART and not _DIGIT.search(scored.term)
    ]
    chains = [Chain((term,)) for term in (*own, *others)]
    return replace(unit, chains=tuple(dict.fromkeys([*chains, *unit.chains])))


def stemmed(unit: Unit, noun: str) -> Unit:
    """A word's unit read as a noun with a particle behind it.

    It scores as the noun does. What else the word was taken for may be a misreading: that counts
    less, and tells no more than the noun.
    """
    letters = Letters(noun)
    bare = noun_unit(noun)
    misread = [
        Scored(field, term, share * MISREAD_SHARE, noun)
        for field, term, share, _ in unit.scored
        if field == "terms" and term != noun
    ]
    scored = (Scored("terms", noun), *misread, *_bigrams(letters, bytes(SAID * len(noun))))
    return replace(unit, chains=tuple(dict.fromkeys([*unit.chains, *bare.chains])), scored=scored)


def widened(unit: Unit, others: Sequence[Unit]) -> Unit:
    """A word's unit that the other ways to write it match as well.

    Their terms tell no more than the word itself, however many one of them has.
    """
    chains = dict.fromkeys(unit.chains)
    scored = {(s.field, s.term): s for s in unit.scored}
    like = next((s.term for s in unit.scored if s.field == "terms"), "")
    own = _content_share(unit)
    for other in others:
        chains.update(dict.fromkeys(other.chains))
        worth = OTHER_SHARE * min(1.0, own / _content_share(other))
        for field, term, share, _ in other.scored:
            if field == "terms":
                scored.setdefault((field, term), Scored(field, term, share * worth, like))
    return replace(unit, chains=tuple(chains), scored=tuple(scored.values()))


def _content_share(unit: Unit) -> float:
    """What the content terms of a unit are worth together; of one without any, as of one term."""
    return sum([s.share for s in unit.scored if s.field == "terms"]) or 1.0


def asks(text: str, analyzer: Analyzer) -> bool:
    """Whether a word does nothing but ask.

    >>> asks("누구인가", Analyzer()), asks("대통령은", Analyzer())
    (True, False)
    """
    spans = _analysed(Letters(text), analyzer)
    return bool(spans) and all(span.term in ASKING for span in spans)


def stem(text: str, analyzer: Analyzer) -> str:
    """A word without what stands behind its last content term.

    >>> stem("콘텐츠를", Analyzer())
    '콘텐츠'
    """
    spans = _analysed(Letters(text), analyzer)
    return text[: max((span.end for span in spans), default=len(text))]


def _analysed(letters: Letters, analyzer: Analyzer) -> Sequence[TermSpan]:
    if len(letters.words) == 1 and not letters.words[0][1]:
        return analyzer.word_terms(letters.words[0][0])
    return [
        TermSpan(term, offset + start, offset + end, origin)
        for word, offset in letters.words
        for term, start, end, origin in analyzer.word_terms(word)
    ]


def _atoms(spans: Sequence[TermSpan]) -> list[TermSpan]:
    """The finest terms, one behind the other."""
    atoms: list[TermSpan] = []
    reached = 0
    ordered = spans if len(spans) == 1 else sorted(spans, key=lambda s: (s[1], s[2]))
    for span in ordered:
        if span.start >= reached and span.origin in _ATOMS:
            atoms.append(span)
            reached = span.end
    return atoms


def _is_misread(atom: TermSpan, letters: Letters) -> bool:
    """Whether one syllable is all that Kiwi makes of a word, and what is around it is no ending.

    So it reads names that it does not know (김 of 김의겸, 병 of 한병도) and others (전 of 만전을).
    """
    folded = letters.folded
    if len(letters.words) != 1 or letters.runs or not letters.own(*atom[:3]):
        return False
    if atom.origin is not Origin.MORPHEME or atom.end - atom.start > 1 or len(folded) < MIN_NAME:
        return False
    rest = folded[atom.end :]
    return atom.start > 0 or not (PARTICLES.fullmatch(rest) or rest[0] in _BEGIN_ENDINGS)


def _bare(atom: TermSpan, letters: Letters) -> list[Chain]:
    """The letters of a misread word without the particle behind it."""
    folded = letters.folded
    least = max(MIN_NAME, atom.end)
    if atom.start and PARTICLES.fullmatch(folded, atom.end):
        least = atom.end
    for end in range(least, len(folded)):
        if PARTICLES.fullmatch(folded, end):
            return [Chain((), linked([letters.held(0, end)], [0]))]
    return []


def _together(
    atoms: Sequence[TermSpan], spans: Sequence[TermSpan], letters: Letters, typed: Sequence[Held]
) -> tuple[list[Chain], bool]:
    """The chains of several atoms, and whether one of them includes the word as typed.

    Atoms in their own letters (스마트, 시티) are linked; others (밝히다) are asked of the article,
    and so are all where only one could be linked.
    """
    own: list[Piece] = []
    slacks: list[int] = []
    terms: list[str] = []
    slack = SLACK
    for term, start, end, _ in atoms:
        if letters.own(term, start, end):
            own.append((start, end))
            slacks.append(slack)
            slack = SLACK
        else:  # its letters and as much again may stand between those around it
            terms.append(term)
            slack += end - start + SLACK
    if len(own) <= 1:
        together = tuple(dict.fromkeys([atom.term for atom in atoms]))
        return ([Chain(together)] if together else []), False
    chains = []
    if not terms:
        whole = (own[0][0], own[-1][1])
        chains += [
            Chain((s.term,))
            for s in spans
            if s.origin is Origin.COMPOUND and (s.start, s.end) == whole
        ]
    lone = {held.start for held in typed if held.end - held.start == 1}
    is_included = False
    for pieces, gaps in _ways(own, slacks, letters):
        held = [letters.held(start, end) for start, end in pieces]
        chains.append(Chain(tuple(dict.fromkeys(terms)), linked(held, gaps)))
        is_included = is_included or (
            not terms
            and all(
                b[0] - a[1] <= gap for (a, b), gap in zip(pairwise(pieces), gaps[1:], strict=True)
            )
            and lone.issuperset(h.start for p in held for h in p if h.end - h.start == 1)
        )
    return chains, is_included


def _read(atoms: Sequence[TermSpan], spans: Sequence[TermSpan], analyzer: Analyzer) -> list[Chain]:
    """The chains of a word whose hanja is read: each reading once, with the first of the others."""
    hanja = [atom for atom in atoms if atom.origin is Origin.HANJA]
    readings = [span for span in spans if span.origin is Origin.READING] if hanja else []
    found: dict[tuple[str, ...], None] = {}
    for reading in readings:
        said = [reading]
        for other in readings:
            if all(other.start >= span.end or other.end <= span.start for span in said):
                said.append(other)
        if all(any(_holds(span, atom) for span in said) for atom in hanja):
            said += [a for a in atoms if not any(_holds(span, a) for span in said)]
            said.sort(key=lambda span: span.start)
            terms = [term for span in said for term in _terms_of(span, analyzer)]
            found[tuple(dict.fromkeys(terms))] = None
    return [Chain(terms) for terms in found]


def _terms_of(span: TermSpan, analyzer: Analyzer) -> list[str]:
    """The term, or its parts where texts that have it in Hangul have only those."""
    if span.origin is not Origin.READING:
        return [span.term]
    spans = analyzer.word_terms(span.term)
    is_term = any(span.term == other.term for other in spans)
    return [span.term] if is_term else [atom.term for atom in _atoms(spans)]


def _holds(span: TermSpan, atom: TermSpan) -> bool:
    return span.start <= atom.start and atom.end <= span.end


def _ways(
    own: Sequence[Piece], slacks: Sequence[int], letters: Letters
) -> list[tuple[list[Piece], list[int]]]:
    """How the atoms may be written, with the room before each piece.

    One of one syllable is found by itself only where it stands alone, or before a particle: 값 of
    아파트값 is not. So it is also joined to the atom before it, and to the atom behind it.
    """
    count = len(own)
    touches = [i > 0 and own[i - 1][1] == own[i][0] for i in range(count)]
    single = [end - start == 1 and start not in letters.runs for start, end in own]
    apart = [False] * count
    ways = [apart]
    if any(single):
        back = [touches[i] and (single[i] or (i == 1 and single[0])) for i in range(count)]
        fore = [
            touches[i] and (single[i - 1] or (i == count - 1 and single[i])) for i in range(count)
        ]
        ways = [back, fore, apart]
    found: dict[tuple[str, ...], tuple[list[Piece], list[int]]] = {}
    for joins in ways:
        pieces: list[Piece] = []
        gaps: list[int] = []
        for (start, end), slack, joined in zip(own, slacks, joins, strict=True):
            if joined:
                pieces[-1] = (pieces[-1][0], end)
            else:
                pieces.append((start, end))
                gaps.append(slack)
        # The same terms with more room between them include those with less.
        found[tuple([h.term for a, b in pieces for h in letters.held(a, b)])] = (pieces, gaps)
    return list(found.values())


def _marks(letters: Letters, spans: Sequence[TermSpan]) -> tuple[Piece, ...]:
    """Each word from its beginning to where its last content term ends."""
    begins = [offset for _, offset in letters.words]
    ends: dict[int, int] = {}
    for span in spans:
        begin = begins[bisect_right(begins, span.start) - 1]
        ends[begin] = max(span.end, ends.get(begin, 0))
    return tuple([(at, ends.get(at, at + len(word))) for word, at in letters.words])


def _scored(letters: Letters, spans: Sequence[TermSpan]) -> tuple[Scored, ...]:
    """The terms, and the bigrams inside what they stand for: particles and endings tell nothing.

    Where the terms stand for no more than half of a word, they may be a misreading (가재 as 가다):
    then all its bigrams count.
    """
    said = bytearray(len(letters.folded))
    for _, start, end, _ in spans:
        said[start:end] = SAID * (end - start)
    for word, offset in letters.words:
        size = len(word)
        if 2 * said.count(SAID, offset, offset + size) <= size:
            said[offset : offset + size] = SAID * size
    found: dict[str, float] = {}
    for term, _, _, origin in spans:
        share = BASE_SHARE if origin is Origin.BASE else 1.0
        if term in ASKING:
            share *= ASKING_SHARE
        found[term] = max(share, found.get(term, 0.0))
    worth = ASKING_SHARE if found and found.keys() <= ASKING else 1.0
    terms = [Scored("terms", term, share) for term, share in found.items()]
    return (*terms, *_bigrams(letters, said, worth))


def _bigrams(letters: Letters, said: bytes | bytearray, worth: float = 1.0) -> list[Scored]:
    """The bigrams of those letters that say something."""
    folded = letters.folded
    net = dict.fromkeys(
        folded[at : at + 2]
        for begin, end in letters.syllables
        for at in range(begin, end - 1)
        if said[at] and said[at + 1]
    )
    share = worth * NET_SHARE / max(len(net), 1) ** 0.5
    return [Scored("net", bigram, share) for bigram in net]


def _spots(letters: Letters, atoms: Sequence[TermSpan]) -> tuple[Spot, ...]:
    """The letters of each atom as typed: its first term of the net, and its last.

    One of one syllable is looked for with the letter behind it where it does not stand alone
    (살고), or where Kiwi tears a word into syllables (몬+크 of 몬크의); behind a longer one it is
    part of a word that is looked for already (값 of 아파트값). A word that asks is looked for
    nowhere.
    """
    spots: dict[tuple[str, str, int], Spot] = {}
    for before, atom in zip((None, *atoms), atoms, strict=False):
        start, end = atom.start, atom.end
        if end - start == 1 and start not in letters.runs:
            start, end = _with_neighbour(letters, atom, before)
        held = letters.held(start, end)
        if held and atom.term not in ASKING:
            first, last = held[0], held[-1]
            behind = last.term if len(held) > 1 else ""
            spot = Spot(first.term, behind, last.place - first.place, atom.term)
            spots.setdefault(spot[:3], spot)
    return tuple(spots.values())


def _with_neighbour(letters: Letters, atom: TermSpan, before: TermSpan | None) -> Piece:
    """Which letters say where a syllable stands that is an atom by itself; maybe none."""
    at = atom.start
    begin, end = next((s for s in letters.syllables if s[0] <= at < s[1]), (at, at + 1))
    if before is not None and before.end == at:
        return (at, at) if at - before.start > 1 else (at - 1, at + 1)
    is_alone = begin == at and PARTICLES.fullmatch(letters.folded, at + 1, end)
    return (at, at + 1) if is_alone or at + 1 == end else (at, at + 2)
