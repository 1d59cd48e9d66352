"""The box of files: bytes in, bytes out, nothing outside it, nothing left behind."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from errors import NotFoundError, StoreError
from store.files import FileBox

pytestmark = pytest.mark.unit
OWNER, OTHER, FILE = "a" * 32, "b" * 32, "c" * 32


@pytest.fixture
def box(tmp_path: Path) -> FileBox:
    return FileBox(tmp_path / "files")


def test_bytes_come_back_and_only_this_user_may_read_them(box: FileBox) -> None:
    box.put(OWNER, FILE, b"\x00words\xff")
    assert box.get(OWNER, FILE) == b"\x00words\xff"
    assert box.sizes(OWNER) == {FILE: 7}
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (box.root, *sorted(box.root.rglob("*")))]
    assert modes == [0o700, 0o700, 0o600]


def test_a_file_of_one_owner_is_not_anothers(box: FileBox) -> None:
    box.put(OWNER, FILE, b"words")
    with pytest.raises(NotFoundError):
        box.get(OTHER, FILE)
    assert box.delete(OTHER, [FILE]) == (0, 0)
    assert box.get(OWNER, FILE) == b"words"


@pytest.mark.parametrize(
    "name", ["", "..", "../" + "a" * 32, "/etc/passwd", "a" * 15, "A" * 32, "a" * 32 + "\n"]
)
def test_what_is_no_id_is_no_path(box: FileBox, name: str) -> None:
    for work in (
        lambda: box.put(name, FILE, b""),
        lambda: box.put(OWNER, name, b""),
        lambda: box.get(OWNER, name),
        lambda: box.delete(OWNER, [name]),
        lambda: box.delete_owner(name),
    ):
        with pytest.raises(ValueError, match="hexadecimal"):
            work()
    assert list(box.root.rglob("*")) == []


def test_it_is_on_the_disk_before_put_returns(box: FileBox, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append(os.readlink(f"/proc/self/fd/{fd}")))
    box.put(OWNER, FILE, b"words")
    owner = box.root / OWNER
    assert synced == [str(owner / FILE), str(owner), str(box.root)]


def test_a_full_disk_is_a_typed_failure_and_leaves_no_half_file(
    box: FileBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError) as failed:
        box.put(OWNER, FILE, b"words")
    assert "disk may be full" in failed.value.message
    assert box.sizes(OWNER) == {}


def test_a_file_is_never_written_over(box: FileBox) -> None:
    box.put(OWNER, FILE, b"first")
    with pytest.raises(StoreError):
        box.put(OWNER, FILE, b"second")
    assert box.get(OWNER, FILE) == b"first"


def test_deleting_says_how_many_files_of_how_many_bytes_there_were(box: FileBox) -> None:
    for number in range(3):
        box.put(OWNER, f"{number:032x}", b"12345")
    assert box.delete(OWNER, [f"{0:032x}", f"{9:032x}"]) == (1, 5)
    assert box.delete_owner(OWNER) == (2, 10)
    assert box.delete_owner(OWNER) == (0, 0)
    assert list(box.root.iterdir()) == []


def test_the_sweep_removes_what_nobody_speaks_of_and_leaves_what_is_not_ours(box: FileBox) -> None:
    for owner in (OWNER, OTHER):
        box.put(owner, FILE, b"words")
    (box.root / "README").write_text("an operator's note")
    assert box.sweep({(OWNER, FILE), (OTHER, "d" * 32)}) == 1
    assert box.get(OWNER, FILE) == b"words"
    assert not (box.root / OTHER).exists()
    assert (box.root / "README").exists()


def test_a_box_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")
    with pytest.raises(StoreError) as failed:
        FileBox(tmp_path / "files")
    assert "Check that the disk has room" in failed.value.message
