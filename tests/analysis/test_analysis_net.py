"""The net says completely what stands where."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from ksearch.analysis import Analyzer, Origin, words
from ksearch.analysis.net import net_spans, syllable_spans
from ksearch.analysis.words import keyed, runs_of
from tests.samples import HANJA, LATIN, NOUNS, PARTICLES, UNITS, full_width, hangul, numbers

pieces = st.one_of(
    st.sampled_from([*NOUNS, *LATIN, *HANJA, *PARTICLES, *UNITS, "𠮷𠀀", "𝐀", "ㅋㅋ", "٣", "İ"]),
    st.sampled_from(LATIN).map(full_width),
    numbers,
    hangul,
    st.text(st.characters(categories=["L", "N"]), max_size=3),
)
texts = st.lists(pieces, min_size=1, max_size=5).map("".join)


@given(texts)
@example("3,452명은")
@example("A1가A")
def test_every_letter_of_a_word_is_covered_by_its_net(text: str) -> None:
    """Bigrams, lone syllables and runs leave nothing out, and stand as they say."""
    analyzer = Analyzer()
    for word, _ in words(text):
        spans = analyzer.net_terms(word)
        assert {at for s in spans for at in range(s.start, s.end)} == set(range(len(word)))
        assert list(spans) == sorted(spans, key=lambda s: (s.start, -s.end))
        folded = keyed(word).folded
        for span in spans:
            assert span.term == folded[span.start : span.end].replace(",", "")
            assert span.start <= span.anchor < span.end


@given(texts)
def test_each_run_of_a_word_is_in_its_net(text: str) -> None:
    """A number or foreign run is one term, with its origin, whatever stands around it."""
    for word, _ in words(text):
        folded = keyed(word).folded
        found = [s for s in net_spans(folded) if s.origin in {Origin.NUMBER, Origin.LATIN}]
        assert [(s.term, s.start, s.end, s.origin is Origin.NUMBER) for s in found] == [
            (run.text, run.start, run.end, run.is_number) for run in runs_of(folded)
        ]


def test_a_number_with_commas_is_anchored_from_its_end() -> None:
    """What follows 3,452 and 3452 is as far from the anchor of either."""
    for word in ("3,452명", "3452명"):
        number, unit = Analyzer().net_terms(word)
        assert (number.term, unit.term, unit.anchor - number.anchor) == ("3452", "명", 4)


@given(texts)
def test_lone_syllables_are_those_of_the_key(text: str) -> None:
    """Masks change neither which syllables stand alone nor where in the key they are."""
    for word, _ in words(text):
        parsed = keyed(word)
        masks = [at for at, letter in enumerate(parsed.key) if letter in "0A"]
        moved = [
            span.start
            + sum(
                run.end - run.start - 1
                for at, run in zip(masks, parsed.runs, strict=True)
                if at < span.start
            )
            for span in syllable_spans(parsed.key)
        ]
        assert moved == [span.start for span in syllable_spans(parsed.folded)]
