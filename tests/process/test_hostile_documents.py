"""Hostile documents posted to a real gunicorn: each answered with a reason or with text that does nothing.

One file of each class always; all of them, which takes minutes, with ``make torture``.
"""

from __future__ import annotations

import html
import re
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import pytest

from documents import limits
from tests.documents.files import docx, pdf
from tests.documents.hostile import CLASSES, EACH, Hostile, corpus

from .meter import ReaderMeter, readers, removed_files_held
from .web_app import Gunicorn

pytestmark = pytest.mark.process

ANSWERED_WITHIN_S = 10.0
MAY_GROW_BYTES = 20 * 1024 * 1024
JSON = {"Accept": "application/json"}
READ_IT = "Kept a ledger."  # what the honest part of many of them says
PASSWD = re.compile(r"root:x?:0:0")
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Answer:
    """What came of one file; ``page`` shows its text, empty when it was refused."""

    file: Hostile
    status: int
    said: str
    took_s: float
    page: str = ""


@dataclass
class Sitting:
    """All the answers, and what they cost."""

    answers: list[Answer] = field(default_factory=list)
    peaks: dict[int, int] = field(default_factory=dict)
    grew_bytes: int = 0
    left: list[str] = field(default_factory=list)


def upload(client: httpx.Client, name: str, data: bytes) -> httpx.Response:
    return client.post("/documents", data={"kind": "resume"}, files={"file": (name, data)}, headers=JSON)


def answer(client: httpx.Client, file: Hostile) -> Answer:
    data = file.data()
    began = time.monotonic()
    got = upload(client, file.name, data)
    took_s = time.monotonic() - began
    if got.status_code != httpx.codes.CREATED:
        return Answer(file, got.status_code, got.json()["error"]["message"], took_s)
    there = got.json()["href"]
    page = client.get(there)
    client.post(f"{there}/delete", headers=JSON).raise_for_status()
    return Answer(file, got.status_code, "", took_s, page.text if page.status_code == 200 else "no page")


def warm_up(client: httpx.Client) -> None:
    """Everything that stays in memory is there afterwards: libraries, threads' stacks, the largest upload."""
    honest = [pdf(READ_IT), docx(READ_IT), READ_IT.encode()] * 4
    for data in honest:
        there = upload(client, "honest", data).raise_for_status().json()["href"]
        client.get(there).raise_for_status()
        client.post(f"{there}/delete", headers=JSON).raise_for_status()
    for _ in range(2):
        assert upload(client, "large.txt", b"\x00" + bytes(5 * 1024 * 1024 - 1)).status_code == 422


def sit(gunicorn: Gunicorn, tmp: Path, each: int) -> Sitting:
    sitting = Sitting()
    with gunicorn.signed_in() as client:
        warm_up(client)
        web = gunicorn.worker()
        before = web.memory_info().rss
        with ReaderMeter(web) as meter:
            sitting.answers = [answer(client, file) for file in corpus(each)]
        sitting.grew_bytes = web.memory_info().rss - before
    assert gunicorn.worker() == web, "it is the same process still"
    sitting.peaks = meter.peaks
    sitting.left = left_over(web, tmp)
    return sitting


def left_over(web: psutil.Process, tmp: Path) -> list[str]:
    """Files and processes that nobody wants any more; every document was deleted again."""
    files = [str(path) for place in ("tmp", "files") for path in (tmp / place).rglob("*") if path.is_file()]
    return files + removed_files_held(web.pid, tmp) + [f"reader {pid}" for pid in readers(web)]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(1, id="one of each class"),
        pytest.param(EACH, id="all of them", marks=pytest.mark.torture),
    ],
)
def sitting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    tmp = tmp_path_factory.mktemp("hostile")
    (tmp / "tmp").mkdir()
    settings = {"LIMIT_UPLOADS": "100000 per hour", "TMPDIR": str(tmp / "tmp"), "LOG_LEVEL": "DEBUG"}
    gunicorn = Gunicorn(tmp, settings=settings)
    try:
        yield sit(gunicorn, tmp, request.param)
    finally:
        gunicorn.stop()


def test_there_are_three_hundred_in_thirty_classes_at_least() -> None:
    assert len(CLASSES) >= 30
    assert len({file.name for file in corpus()}) >= 300


def test_each_is_refused_with_a_reason_or_read_and_none_is_a_failure_of_ours(sitting: Sitting) -> None:
    reasons = set(limits.MESSAGES.values())
    odd = [
        (one.file.name, one.status, one.said)
        for one in sitting.answers
        if one.status != httpx.codes.CREATED and not (400 <= one.status < 500 and one.said in reasons)
    ]
    assert odd == []
    statuses = {one.status for one in sitting.answers}
    assert statuses == {201, 422}, "both happen, else the files aren't what they were made for"


def test_each_is_answered_in_ten_seconds(sitting: Sitting) -> None:
    assert [
        (one.file.name, round(one.took_s, 1)) for one in sitting.answers if one.took_s > ANSWERED_WITHIN_S
    ] == []


def harm(one: Answer) -> list[str]:
    """What a page does with a hostile text but show it."""
    text = html.unescape(one.page)
    found = [f"U+{ord(sign):04X}" for sign in set(text) if sign in TURNING or _is_control(sign)]
    if PASSWD.search(text):
        found.append("a file of this computer")
    if re.search(r"<script>|<img src=x|<!DOCTYPE a|javascript:", one.page.partition("<main")[2]):
        found.append("markup")
    if one.file.kind == "txt markup" and not _shown_as_written(one.file.data().decode(), text):
        found.append("words that were changed")
    return [f"{one.file.name}: {what}" for what in found]


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t\r"


def _shown_as_written(written: str, text: str) -> bool:
    return all(line in text for line in written.splitlines())


def test_what_is_read_from_them_is_text_and_nothing_else(sitting: Sitting) -> None:
    read = [one for one in sitting.answers if one.status == httpx.codes.CREATED]
    assert any(READ_IT in one.page for one in read)
    assert [problem for one in read for problem in harm(one)] == []


def test_a_reader_never_has_more_than_its_memory(sitting: Sitting) -> None:
    assert len(sitting.peaks) > len(sitting.answers) // 2, "the meter saw them"
    assert max(sitting.peaks.values()) > limits.MEMORY_BYTES // 4, "some tried"
    assert max(sitting.peaks.values()) <= limits.MEMORY_BYTES == 512 * 1024 * 1024


def test_the_web_process_hardly_grows(sitting: Sitting) -> None:
    assert sitting.grew_bytes < MAY_GROW_BYTES


def test_no_file_and_no_reader_is_left(sitting: Sitting) -> None:
    assert sitting.left == []
