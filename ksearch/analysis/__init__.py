"""Which terms does a text have?

Text is parted into words, a word into its content morphemes and the parts of its compounds, and a
net of syllable bigrams lies below. Each distinct word is analysed once, by itself, and remembered
in a lexicon, so that the same word has the same terms in every text and every query.
"""

from ksearch.analysis.analyzer import ANALYSIS_VERSION, Analyzer, fingerprint
from ksearch.analysis.kiwi import Tagger
from ksearch.analysis.lexicon import Lexicon
from ksearch.analysis.lexicon_file import LexiconFile, write_lexicon
from ksearch.analysis.scan import WordScan, scan_words
from ksearch.analysis.starter import starter_lexicon
from ksearch.analysis.synonyms import Synonyms, read_synonyms
from ksearch.analysis.terms import Origin, TermSpan
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
    "WordScan",
    "fingerprint",
    "read_synonyms",
    "scan_words",
    "starter_lexicon",
    "words",
    "write_lexicon",
]
