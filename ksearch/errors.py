"""What can go wrong, as one tree; the edges (command line, web) word it for a person.

    KsearchError
    ├── ArgumentError    an argument of a call that is none of its values; also a ValueError
    ├── ReadError        a document that cannot be read (path, reason)
    ├── WordListError    a dictionary or a file of synonyms with a line that says nothing sensible
    │                    (path, line, reason)
    ├── ColumnError      a mapping of columns that names no field, or cannot be read (where, reason)
    ├── OverwriteError   a file to be written holds what ksearch did not write (path, option)
    ├── QueryError       a query that cannot be answered (query, position, reason)
    ├── IndexMissingError   there is no index in that folder (path)
    ├── IndexLockedError    another process is writing to it (path)
    ├── IndexDamagedError   a file of the index is not as it was written (path, reason)
    ├── IndexVersionError   the files are of a format this version cannot read (path, found)
    ├── AttributesMissingError  the index is from before articles could be asked for by name (path)
    ├── AnalysisMismatchError  the index was made with another analysis (path, found, expected)
    ├── DictionaryMismatchError  the index was made with another dictionary (path, dictionary)
    ├── NativeLibraryError  the compiled part of ksearch is absent or outdated (path)
    └── ExtraMissingError   a package that only this needs is not installed (package, extra)

Every error carries its facts as attributes, and its text is one sentence that says what, where
and what to do.
"""

from __future__ import annotations

import errno
import shlex
from pathlib import Path

__all__ = [
    "AnalysisMismatchError",
    "ArgumentError",
    "AttributesMissingError",
    "ColumnError",
    "DictionaryMismatchError",
    "ExtraMissingError",
    "IndexDamagedError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexVersionError",
    "KsearchError",
    "NativeLibraryError",
    "OverwriteError",
    "QueryError",
    "ReadError",
    "WordListError",
    "reason_of",
]

# What the system says in its own words, with what to do.
_SAID = {
    errno.ENOENT: "there is no such file or folder",
    errno.EACCES: "permission denied: ask whoever owns it, or name another",
    errno.EROFS: "it lies on a disk that is read-only: name another",
    errno.ENOSPC: "the disk is full: make room, and run the same command again",
    errno.EISDIR: "it is a folder: name a file",
    errno.ENOTDIR: "a file lies where a folder would have to: name another",
}


class KsearchError(Exception):
    """The root of every error that ksearch raises on purpose."""


class ArgumentError(KsearchError, ValueError):
    """An argument that is none of the values that the call takes."""


class ReadError(KsearchError):
    """A document that cannot be read: it is named, and the others are read all the same."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class WordListError(KsearchError):
    """A line of a dictionary or of a file of synonyms that cannot be used; lines count from 1."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class ColumnError(KsearchError):
    """What a person says of the columns of a table cannot be used; ``where`` is what was said."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class OverwriteError(KsearchError):
    """The file that is to be written holds something that this option did not write."""

    def __init__(self, path: Path, option: str) -> None:
        super().__init__(
            f"{path} holds something that {option} did not write, and would be lost: "
            "name another file, or delete it first"
        )
        self.path = path
        self.option = option


class QueryError(KsearchError):
    """A query that cannot be answered; ``position`` is a code-point offset into ``query``."""

    def __init__(self, query: str, reason: str, position: int = 0) -> None:
        super().__init__(reason)
        self.query = query
        self.reason = reason
        self.position = position


class IndexMissingError(KsearchError):
    """There is no index in that folder."""

    def __init__(self, path: Path) -> None:
        if path.exists() and not path.is_dir():
            super().__init__(f"{path} is a file, no folder with an index: name a folder")
        else:
            command = shlex.join(["ksearch", "index", "--index", str(path)])
            super().__init__(
                f"there is no index in {path}: name another folder with --index, or make one with "
                f"`{command} PATH`"
            )
        self.path = path


class IndexLockedError(KsearchError):
    """Another process is writing to the index."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"another process is writing to the index in {path}: try again later, or with --wait"
        )
        self.path = path


class IndexDamagedError(KsearchError):
    """A file of the index is not as it was written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} is damaged ({reason}): restore it from a copy, "
            f"or delete the folder {path.parent} and index the sources again"
        )
        self.path = path
        self.reason = reason


class IndexVersionError(KsearchError):
    """The files are of a format that this version of ksearch cannot read."""

    def __init__(self, path: Path, found: int, readable: str) -> None:
        super().__init__(
            f"{path} has format {found}, this ksearch reads {readable}: "
            "run `ksearch rebuild` with the version that wrote it, or index the sources again"
        )
        self.path = path
        self.found = found


class AttributesMissingError(KsearchError):
    """Publishers, authors, sections and months are asked for, and the index has none written."""

    def __init__(self, path: Path) -> None:
        command = shlex.join(["ksearch", "rebuild", "--index", str(path)])
        super().__init__(
            f"the index in {path} is from before publishers, authors, sections and months could be "
            f"asked for: run `{command}`"
        )
        self.path = path


class AnalysisMismatchError(KsearchError):
    """The index was made with another analysis (Kiwi, model, options or our own version)."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        command = shlex.join(["ksearch", "rebuild", "--index", str(path)])
        super().__init__(
            f"the index in {path} was made with another analysis ({found}, now {expected}): "
            f"run `{command}`"
        )
        self.path = path
        self.found = found
        self.expected = expected


class DictionaryMismatchError(KsearchError):
    """The index holds articles that were analysed with another dictionary, or with none."""

    def __init__(self, path: Path, dictionary: Path) -> None:
        command = shlex.join(
            ["ksearch", "rebuild", "--index", str(path), "--dictionary", str(dictionary)]
        )
        super().__init__(
            f"the articles in {path} were analysed with another dictionary than {dictionary}: "
            f"run `{command}`, which analyses them again"
        )
        self.path = path
        self.dictionary = dictionary


class NativeLibraryError(KsearchError):
    """The compiled part of ksearch is absent, or made of other C files than lie beside it.

    The first is a source tree that was never installed, the second one that has changed since.
    """

    def __init__(self, path: Path, *, is_stale: bool = False) -> None:
        if is_stale:
            super().__init__(
                f"{path} was compiled from other C files than lie beside it: "
                "run `python -m ksearch.native.build`"
            )
        else:
            super().__init__(
                f"the compiled library is absent from {path}: "
                "install ksearch with `pip install .`, which compiles it"
            )
        self.path = path
        self.is_stale = is_stale


class ExtraMissingError(KsearchError):
    """A package is not installed that only this needs, and that an extra of ksearch brings."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"this needs the package {package}: install it with `pip install {package}` "
            f"(or ksearch with its extra: `pip install '.[{extra}]'`)"
        )
        self.package = package
        self.extra = extra


def reason_of(error: OSError) -> str:
    """What the system says of a file, with what to do about it.

    >>> reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'there is no such file or folder'
    """
    return _SAID.get(error.errno or 0, error.strerror or str(error))
