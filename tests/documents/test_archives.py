"""What a DOCX may unpack to, at its limits, judged by its table of contents."""

from __future__ import annotations

import os
import random
import zipfile
import zlib

import pytest

from documents import limits, word
from documents.raw import UnreadableError
from tests.documents.files import archive

pytestmark = pytest.mark.unit


def checked(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> str:
    try:
        word.check_archive(archive(members, method))
    except UnreadableError as error:
        return error.code
    return "ok"


@pytest.mark.parametrize(("over", "says"), [(-1, "ok"), (0, "ok"), (1, "bomb")])
def test_a_docx_may_have_five_hundred_members(over: int, says: str) -> None:
    members = {f"m{n}": b"" for n in range(limits.MAX_MEMBERS - 1 + over)}
    assert checked(members) == says


@pytest.mark.parametrize(("over", "says"), [(-1, "ok"), (0, "ok"), (1, "bomb")])
def test_a_member_may_have_ten_megabytes(over: int, says: str) -> None:
    data = bytes(limits.MAX_MEMBER_BYTES + over)
    assert checked({"word/big.xml": data}, zipfile.ZIP_STORED) == says


@pytest.mark.parametrize(("over", "says"), [(-1, "ok"), (0, "ok"), (1, "bomb")])
def test_a_docx_may_unpack_to_fifty_megabytes(over: int, says: str) -> None:
    most = limits.MAX_MEMBER_BYTES
    members = {f"m{n}": bytes(most) for n in range(4)}
    members["m4"] = bytes(limits.MAX_UNPACKED_BYTES - 4 * most - len(b"<w/>") + over)
    assert checked(members, zipfile.ZIP_STORED) == says


def shrinking(kept: int, packed_beside: int, over: int) -> bytes:
    """Bytes that are ``over`` bytes longer than a hundred times what they and ``packed_beside`` shrink to."""
    core = random.Random(7).randbytes(kept)  # noqa: S311 - the same each time
    zeros = 99 * kept
    for _ in range(200):
        packer = zlib.compressobj(wbits=-15)
        packed = len(packer.compress(core + bytes(zeros)) + packer.flush())
        off = kept + zeros - limits.MAX_RATIO * (packed + packed_beside) - over
        if off == 0:
            return core + bytes(zeros)
        zeros -= off
    raise AssertionError("there is no such size")


@pytest.mark.parametrize(("over", "says"), [(-1, "ok"), (0, "ok"), (1, "bomb")])
def test_a_docx_may_shrink_a_hundredfold(over: int, says: str) -> None:
    main = len(b"<w/>")
    packed_main = 2 + main  # what deflating so short a text makes of it
    data = shrinking(8_000, packed_main, over - main)
    assert len(data) < limits.SMALL_MEMBER_BYTES
    assert checked({"word/big.xml": data}) == says


@pytest.mark.parametrize(("over", "says"), [(-1, "ok"), (0, "ok"), (1, "bomb")])
def test_a_large_member_may_shrink_a_hundredfold_whatever_lies_beside_it(over: int, says: str) -> None:
    data = shrinking(20_000, 0, over)
    assert len(data) > limits.SMALL_MEMBER_BYTES
    assert checked({"word/big.xml": data, "word/noise": os.urandom(500_000)}) == says


def test_a_small_member_may_shrink_as_it_likes_beside_others() -> None:
    noise = {"word/noise": os.urandom(500_000)}
    for over, says in ((0, "ok"), (1, "bomb")):
        assert checked({"word/blank.bmp": bytes(limits.SMALL_MEMBER_BYTES + over)} | noise) == says
