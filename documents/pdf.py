"""A PDF file to text, page by page, with hidden text apart."""

from __future__ import annotations

import io
import re
from collections import Counter

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from . import limits, notices
from .pdf_layers import Layers
from .pdf_layout import Run, lay_out
from .pdf_page import PdfPage
from .raw import Hidden, Raw, UnreadableError

_SCAN = 0.5  # of the page: an image this large is the page itself
_EDGE_LINES = 2
_DIGITS = re.compile(r"\d+")
_LIMITS = Configuration(
    maximum_declared_stream_length=limits.MAX_MEMBER_BYTES,
    array_based_stream_maximum_output_length=limits.MAX_MEMBER_BYTES,
    zlib_maximum_output_length=limits.MAX_MEMBER_BYTES,
    lzw_maximum_output_length=limits.MAX_MEMBER_BYTES,
    run_length_maximum_output_length=limits.MAX_MEMBER_BYTES,
    brotli_maximum_output_length=limits.MAX_MEMBER_BYTES,
    stream_decoding_work_maximum_length=limits.MAX_UNPACKED_BYTES,
    page_tree_maximum_entries=20 * limits.MAX_PAGES,
)


def read(data: bytes) -> Raw:
    """The text of a PDF file; reads no attachment, runs no script, follows no link.

    Raises:
        UnreadableError: with the reason as a code.
    """
    with apply_configuration(_LIMITS):
        try:
            return _read(data)
        except LimitReachedError as error:
            raise UnreadableError("bomb") from error
        except DependencyError as error:
            raise UnreadableError("encrypted") from error
        except PyPdfError as error:
            raise UnreadableError("damaged") from error


def _read(data: bytes) -> Raw:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("encrypted")
    if len(reader.pages) > limits.MAX_PAGES:
        raise UnreadableError("too_many_pages")
    layers = Layers(reader)
    raw = Raw([], paged=True)
    told: dict[str, list[int]] = {notices.PAGES_WITHOUT_TEXT: [], notices.SCANNED_TEXT: []}
    images = unreadable = False
    for number, page in enumerate(reader.pages, 1):
        found = PdfPage(page, layers).read()
        runs, is_scan = _scan_as_text(found)
        raw.pages.append(lay_out(run for run in runs if not run.why))
        raw.hidden += _hidden(runs, number)
        if is_scan:
            told[notices.SCANNED_TEXT].append(number)
        elif not raw.pages[-1].strip():
            told[notices.PAGES_WITHOUT_TEXT].append(number)
        images, unreadable = images or found.image_area > 0, unreadable or found.unreadable
        if sum(map(len, raw.pages)) > 4 * limits.MAX_CHARACTERS:
            raise UnreadableError("too_long")
    if not raw.hidden and not any(page.strip() for page in raw.pages) and (images or unreadable):
        raise UnreadableError("unreadable_fonts" if unreadable else "image_only")
    raw.notices = [f"{code}:{','.join(map(str, pages))}" for code, pages in told.items() if pages]
    raw.notices += [notices.UNREADABLE_FONTS] * unreadable
    raw.pages = without_repeats(raw.pages)
    return raw


def _scan_as_text(page: PdfPage) -> tuple[list[Run], bool]:
    """The page's runs; on a scanned page the invisible ones are the text of what is seen."""
    if page.image_area < _SCAN or any(not run.why for run in page.runs):
        return page.runs, False
    layer = [run for run in page.runs if run.why == "invisible"]
    if not layer:
        return page.runs, False
    seen = [Run(**{**vars(run), "why": ""}) if run in layer else run for run in page.runs]
    return seen, True


def _hidden(runs: list[Run], page: int) -> list[Hidden]:
    """What can't be seen, drawn together when it was drawn in a row for the same reason."""
    groups: list[list[Run]] = []
    for run in runs:
        if not run.why:
            continue
        if groups and groups[-1][-1].why == run.why and groups[-1][-1].order + 1 == run.order:
            groups[-1].append(run)
        else:
            groups.append([run])
    return [Hidden(lay_out(group), group[0].why, page) for group in groups]


def without_repeats(pages: list[str]) -> list[str]:
    """Pages without the header and footer lines that repeat on most of them, which the first one keeps.

    Numbers don't count: ``Page 2`` repeats ``Page 1``.
    """
    if len(pages) < 2:
        return pages
    edges = Counter(key for page in pages for key in {_key(line) for line in _edge_lines(page.split("\n"))})
    repeated = {key for key, count in edges.items() if key and count > max(1, len(pages) // 2)}
    seen: set[str] = set()
    kept = []
    for page in pages:
        lines = page.split("\n")
        dropped = {index for index in _edges(lines) if _key(lines[index]) in repeated & seen}
        seen |= {_key(lines[index]) for index in _edges(lines)}
        kept.append("\n".join(line for index, line in enumerate(lines) if index not in dropped))
    return kept


def _edges(lines: list[str]) -> list[int]:
    """Where the first and last lines with something on them are; nowhere when there is nothing between."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    if len(full) <= 2 * _EDGE_LINES:
        return []
    return [*full[:_EDGE_LINES], *full[-_EDGE_LINES:]]


def _edge_lines(lines: list[str]) -> list[str]:
    return [lines[index] for index in _edges(lines)]


def _key(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split())).casefold()
