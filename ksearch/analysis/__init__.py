"""Which terms does a text have?

Text is parted into words, a word into its content morphemes and the parts of its compounds, and a
net of syllable bigrams lies below. Each distinct word is analysed once, by itself, and remembered
in a lexicon, so that the same word has the same terms in every text and every query.
"""

from ksearch.analysis.analyzer import ANALYSIS_VERSION, Analyzer, fingerprint
from ksearch.analysis.dictionary import UserDictionary, read_dictionary
from ksearch.analysis.hanja import hanja_endings, in_hangul
from ksearch.analysis.kiwi import Tagger
from ksearch.analysis.lexicon import Lexicon
from ksearch.analysis.lexicon_file import LexiconFile, write_lexicon
from ksearch.analysis.readings import sino_korean_syllables
from ksearch.analysis.scan import WordScan, scan_words
from ksearch.analysis.starter import starter_lexicon, starter_words
from ksearch.analysis.synonyms import Synonyms, read_synonyms
from ksearch.analysis.terms import Origin, TermSpan
from ksearch.analysis.wordlist_file import (
    saved_dictionary,
    saved_synonyms,
    write_dictionary,
    write_synonyms,
)
from ksearch.analysis.words import words

__all__ = [
    "ANALYSIS_VERSION",
    "Analyzer",
    "Lexicon",
    "LexiconFile",
    "Origin",
    "Synonyms",
    "Tagger",
    "TermSpan",
    "UserDictionary",
    "WordScan",
    "fingerprint",
    "hanja_endings",
    "in_hangul",
    "read_dictionary",
    "read_synonyms",
    "saved_dictionary",
    "saved_synonyms",
    "scan_words",
    "sino_korean_syllables",
    "starter_lexicon",
    "starter_words",
    "words",
    "write_dictionary",
    "write_lexicon",
    "write_synonyms",
]
