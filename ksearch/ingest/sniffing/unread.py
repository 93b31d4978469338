"""Why is this document not read, and what can be done?

Comes in: a document of a format that holds no articles that ksearch could get at. Goes out: the
reason, as the second half of one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ksearch.ingest.sniffing.document import Document
from ksearch.ingest.sniffing.formats import Format
from ksearch.ingest.trees.prolog import read_prolog

__all__ = ["UNREAD", "why_no_workbook", "why_unread"]

UNREAD: Mapping[Format, str] = {
    Format.PDF: "it is a PDF, and pages of newspapers are not read: give the articles as text, "
    "HTML or JSON",
    Format.RTF: "it is an RTF document, which is not read: save it as text or HTML",
    Format.OFFICE: "it is a document of an office program (HWP, DOC or XLS), which is not read: "
    "save it as text or HTML, a table as XLSX or CSV",
    Format.PICTURE: "it is a picture, which is not read",
    Format.SOUND: "it is sound or film, which is not read",
    Format.ARCHIVE: "it is an archive of a kind that is not read (7z, RAR, LZ4, .Z): unpack it, "
    "or pack it as ZIP or tar",
    Format.DATABASE: "it is an SQLite database, which is not read: export its table as "
    "CSV or JSONL",
}
_SAVE = "which is not read: save it as text or HTML"
# What lies in ZIPs that are documents of their own, or what their ``mimetype`` says.
_OFFICE: Mapping[str, str] = {
    "word/": f"it is a DOCX, {_SAVE}",
    "ppt/": f"it is a PPTX, {_SAVE}",
    "xl/workbook.bin": "it is an XLSB, which is not read: save it as XLSX or CSV",
    "hwp": f"it is an HWPX, {_SAVE}",
    "epub": f"it is an EPUB, {_SAVE}",
    "opendocument.spreadsheet": "it is an ODS, which is not read: save it as XLSX or CSV",
    "opendocument": f"it is an OpenDocument, {_SAVE}",
}
_UNKNOWN = "it is a ZIP that is a document of its own, which is not read"


def why_no_workbook(names: Iterable[str], kind: str) -> str:
    """The reason for a ZIP with parts of these names that is no workbook; ``kind`` is its type.

    >>> why_no_workbook(["word/document.xml"], "")
    'it is a DOCX, which is not read: save it as text or HTML'
    """
    known = list(names)
    for mark, reason in _OFFICE.items():
        if mark in kind or any(name.startswith(mark) for name in known):
            return reason
    return _UNKNOWN


def why_unread(kind: Format, document: Document) -> str:
    """The reason for a format that is not among the readers'."""
    if kind is Format.XML:
        root = read_prolog(document.head.decode("utf-8", "replace")).root
        return f"it is XML of an unknown kind (its first element is {root})"
    return UNREAD.get(kind, f"it is {kind.value}, which this version does not read")
