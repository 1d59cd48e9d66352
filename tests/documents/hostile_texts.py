"""Plain files that mean harm, and files that aren't what they say; each class makes its ``n``-th one."""

from __future__ import annotations

from collections.abc import Callable

from tests.documents.hostile_archives import MIB, dice

MOST = 5 * MIB


def nothing_but_nul(n: int) -> bytes:
    return (
        b"\x00" * 9,
        b"a\x00b" * 1000,
        bytes(MOST),
        b"\x00" + b"a" * 5000,
        b"a" * 5000 + b"\x00",
        b"\x00\n",
    )[n]


def too_long(n: int) -> bytes:
    return b"word " * (20_001 * (1, 2, 4, 8, 16, 50)[n])


def wide(n: int) -> bytes:
    name = ("utf-16", "utf-32", "utf-16-le", "utf-32-be", "utf-16-be", "utf-7")[n]
    data = ("Kept a ledger for Müller. " * 50).encode(name)
    return data[:-1] if n % 2 else data


def no_encoding(n: int) -> bytes:
    return dice("bytes", n).randbytes((100, 5_000, 100_000, MIB, MOST, 3)[n]).replace(b"\x00", b"\x01")


def controls(n: int) -> bytes:
    one = (
        "\x1b[2J\x1b]0;owned\x07",
        "\u202egpj.exe",
        "\x08\x08\x08",
        "\x9b31m",
        "\u2066\u2069" * 50,
        "\x0c\x0b",
    )[n]
    return f"Kept a ledger. {one * 300} Then left.".encode("utf-8", "surrogatepass")


def one_line(n: int) -> bytes:
    return (b"a", b"\xc3\xa9", b"-", b"\xf0\x9f\x92\xa9", b"\xcc\x81", b"<")[n] * (MOST // 4)


def piled_up(n: int) -> bytes:
    """Marks on marks, and words that normalising makes longer."""
    one = ("e" + "\u0301" * 500, "\ufdfa", "\u0344" * 40, "\u1e9b\u0323", "\U0001f468\u200d" * 50, "\ufb03")[
        n
    ]
    return ((one + " ") * (90_000 // len(one))).encode()


def slow_patterns(n: int) -> bytes:
    one = ("a-\n", "\n \n", " \t", "A B C D ", "S K I L L S\n\n", "\u00ad\n")[n]
    return ((one * (99_000 // len(one))) + "x").encode()


def headings(n: int) -> bytes:
    one = ("SKILLS\nx\n", "Experience\n\n", "A\n", "• \n", "EDUCATION\n" * 3, "— Summary —\ny\n")[n]
    return (one * (99_000 // len(one))).encode()


def markup(n: int) -> bytes:
    """Words that would do something where they aren't escaped; they are text and nothing else."""
    return (
        b"<script>alert(1)</script><img src=x onerror=alert(1)>",
        b"{{ 7*7 }}{% include '/etc/passwd' %}${7*7}#{7*7}",
        b"'; DROP TABLE documents; --",
        b"=cmd|' /C calc'!A0\n@SUM(1)",
        b"../../../../etc/passwd%00.pdf",
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    )[n]


def other_kinds(n: int) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n" + bytes(500),
        b"\x7fELF\x02\x01\x01" + bytes(500),
        b"MZ\x90\x00" + bytes(500),
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500),
        b"\xca\xfe\xba\xbe" + bytes(500),
        b"\x1f\x8b\x08" + bytes(500),
    )[n]


CLASSES: dict[str, Callable[[int], bytes]] = {
    f"txt {make.__name__.replace('_', ' ')}": make
    for make in (
        *(
            nothing_but_nul,
            too_long,
            wide,
            no_encoding,
            controls,
            one_line,
            piled_up,
            slow_patterns,
            headings,
        ),
        *(markup, other_kinds),
    )
}
