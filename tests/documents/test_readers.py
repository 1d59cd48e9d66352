"""The children that read: what misbehaving ones cost, how many there are at once, what they inherit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from document_processor import Readers, ReadersBusyError, read_document
from errors import DocumentError

pytestmark = pytest.mark.process

MOST = 5 * 1024 * 1024
DOUBLE = "tests.documents.doubles"


def children() -> list[psutil.Process]:
    """The misbehaving readers that run."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        if DOUBLE in (process.info["cmdline"] or []):
            found.append(process)
    return found


def test_the_document_after_the_last_place_waits_and_then_is_told_to_come_back() -> None:
    readers = Readers(2, wait_s=0.2)

    def hang() -> None:
        with pytest.raises(DocumentError):
            read_document(b"hangs", max_bytes=MOST, deadline_s=4.0, module=DOUBLE, readers=readers)

    def read() -> str:
        return read_document(b"environment", max_bytes=MOST, module=DOUBLE, readers=readers).text

    with ThreadPoolExecutor(2) as pool:
        hanging = [pool.submit(hang) for _ in range(2)]
        while len(children()) < 2:
            assert not any(one.done() for one in hanging)
        with pytest.raises(ReadersBusyError) as refused:
            read()
        assert (refused.value.status, len(children())) == (503, 2)
        assert "Wait a minute, then upload yours again" in refused.value.message
        readers.wait_s = 30.0
        assert read(), "it waits until one of them is done"
        for one in hanging:
            one.result()
    readers.wait_s = 0.0
    assert [bool(read()) for _ in range(3)] == [True] * 3, "every place is free again"


@pytest.mark.parametrize("mode", ["hangs", "eats", "dies", "babbles", "counts", "floods", "lingers", "forks"])
def test_a_reader_that_misbehaves_costs_one_sentence(mode: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(mode.encode(), max_bytes=MOST, deadline_s=1.5, module=DOUBLE)
    assert "paste the text" in caught.value.message
    left = children()
    psutil.wait_procs(left, timeout=3)
    assert not [process for process in left if process.is_running()]


def test_a_reader_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEKIT_API_SECRET", "canary-1")
    monkeypatch.setenv("OPENAI_API_KEY", "canary-2")
    names = read_document(b"environment", max_bytes=MOST, module=DOUBLE).text.split()
    assert set(names) <= {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT"}
