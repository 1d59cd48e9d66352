"""Word files that mean harm; each class makes its ``n``-th file, always the same."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

from tests.documents.files import archive, body, docx, with_part

MIB = 1024 * 1024
RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CENTRAL = b"PK\x01\x02"


def dice(name: str, n: int) -> random.Random:
    """Chance that falls the same way each time."""
    return random.Random(f"{name} {n}")  # noqa: S311 - the same each time is the point


def _text(size: int, seed: int) -> bytes:
    """Words that shrink about fivefold, so that no ratio gives them away."""
    chance = dice("text", seed)
    words = [f"w{chance.getrandbits(20):x}" for _ in range(4000)]
    return " ".join(chance.choices(words, k=size // 6)).encode()[:size]


def ratio_bomb(n: int) -> bytes:
    return with_part(
        b"<w>" + b" " * ((n + 1) * MIB) + b"</w>", ("word/document.xml", "word/styles.xml")[n % 2]
    )


def nested_zip(n: int) -> bytes:
    inner = archive({"a": bytes(MIB)})
    for _ in range(n + 1):
        inner = archive({f"word/embeddings/{copy}.docx": inner for copy in range(4)})
    return archive({"word/embeddings/deep.docx": inner}, zipfile.ZIP_STORED)


def many_members(n: int) -> bytes:
    return archive({f"word/media/{number}": b"" for number in range(500 + n * 4000)}, zipfile.ZIP_STORED)


def huge_member(n: int) -> bytes:
    return with_part(body("<w:p><w:r><w:t>" + "x" * 16 + "</w:t></w:r></w:p>") + _text(10 * MIB + n, n))


def lying_sizes(n: int) -> bytes:
    """The table of contents says little; the data says much."""
    data = bytearray(with_part(body("<w:p/>") + b" " * 8 * MIB))
    at = data.find(_CENTRAL)
    while at >= 0:
        if b"word/document.xml" in data[at + 46 : at + 80]:
            struct.pack_into("<I", data, at + 24, (16, 0, 1000, 0xFFFFFFFF, 0x7FFFFFFF, 70_000)[n % 6])
        at = data.find(_CENTRAL, at + 4)
    return bytes(data)


def overlap(n: int) -> bytes:
    """Many entries of the table of contents that all mean one member."""
    data = archive({"word/kernel.xml": bytes(200_000)})
    start, end = data.index(_CENTRAL), data.index(b"PK\x05\x06")
    table = data[start:end]
    copies = 20 + 60 * n
    entries = bytearray(table)
    for number in range(copies):
        entries += table.replace(b"kernel", f"kern{number:02d}".encode()[:6])
    total = (2 + copies * 2).to_bytes(2, "little")
    tail = bytearray(data[end:])
    tail[8:12] = total + total
    tail[12:16] = len(entries).to_bytes(4, "little")
    return data[:start] + bytes(entries) + bytes(tail)


def xxe(n: int) -> bytes:
    target = (
        "file:///etc/hostname",
        "http://127.0.0.1:9/x",
        "/etc/passwd",
        "php://x",
        "ftp://127.0.0.1",
        "",
    )[n]
    kind = "% a" if n % 2 else "a"
    return with_part(
        f'<!DOCTYPE w [<!ENTITY {kind} SYSTEM "{target}">]>'.encode() + body("<w:p>&a;</w:p>")[21:]
    )


def laughs(n: int) -> bytes:
    if n % 2:
        entities = b'<!ENTITY a "' + b"ha" * 50_000 * n + b'">'
        return with_part(b"<!DOCTYPE w [" + entities + b"]><w>" + b"&a;" * 50_000 + b"</w>")
    levels = "".join(f'<!ENTITY l{k + 1} "{f"&l{k};" * 10}">' for k in range(6 + n))
    last = f"&l{6 + n};"
    return with_part(
        f'<!DOCTYPE w [<!ENTITY l0 "ha">{levels}]><w a="{last if n else ""}">{last}</w>'.encode()
    )


def external_dtd(n: int) -> bytes:
    where = (
        "http://127.0.0.1:9/evil.dtd",
        "file:///dev/zero",
        "//127.0.0.1/share",
        "evil.dtd",
        "x:",
        "data:,",
    )[n]
    return with_part(f'<!DOCTYPE w SYSTEM "{where}">'.encode() + body("<w:p/>")[21:])


def huge_attributes(n: int) -> bytes:
    if n % 2:
        many = " ".join(f'a{number}="{number}"' for number in range(60_000 * n))
        return with_part(f"<w {many}/>".encode())
    return with_part(b'<w a="' + _text((n + 3) * MIB, n) + b'"/>')


def deep_nesting(n: int) -> bytes:
    depth = (200, 255, 1_000, 20_000, 100_000, 230)[n]
    tag = ("w:tbl><w:tr><w:tc", "w:sdt", "w:p", "w:r", "w:txbxContent", "w:hyperlink")[n]
    closing = "".join(f"</{part}>" for part in reversed(tag.replace(">", "").split("<")))
    inner = "<w:p><w:r><w:t>Deep</w:t></w:r></w:p>"
    return with_part(body(f"<{tag}>" * depth + inner + closing * depth))


def many_elements(n: int) -> bytes:
    chance = dice("elements", n)
    one = ("<w:p/>", "<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "<w:tr/>", "<x{}/>", '<w:p w:a="{}"/>', "<w:r/>")[
        n
    ]
    room = 9 * MIB // (len(one) + 5)
    return with_part(body("".join(one.format(f"{chance.getrandbits(16):x}") for _ in range(room))))


def traversal(n: int) -> bytes:
    name = (
        "../../../../tmp/evil",
        "/etc/cron.d/evil",
        "..\\..\\evil",
        "C:\\evil.bat",
        "word/../../evil",
        "a" * 60_000,
    )[n]
    return archive({name: b"evil", **{f"{'../' * k}x": b"" for k in range(n)}})


def links(n: int) -> bytes:
    """Members that claim to be links, devices and pipes."""
    out = io.BytesIO(docx("Kept a ledger."))
    with zipfile.ZipFile(out, "a") as made:
        member = zipfile.ZipInfo(f"word/link{n}.xml")
        member.external_attr = (0o120777, 0o060666, 0o020666, 0o010666, 0o104777, 0o140777)[n] << 16
        made.writestr(member, "/etc/passwd")
    return out.getvalue()


def locked(n: int) -> bytes:
    data = bytearray(docx("Kept a ledger."))
    for mark, offset in ((b"PK\x03\x04", 6), (_CENTRAL, 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= (1, 1, 9, 0x41, 1, 1)[n]
            at = data.find(mark, at + 4)
    return bytes(data)


def macros(n: int) -> bytes:
    kind = (
        "document.macroEnabled",
        "template.macroEnabledTemplate",
        "template",
        "document.glossary",
        "x",
        "",
    )[n]
    good = zipfile.ZipFile(io.BytesIO(docx("Kept a ledger."))).read(TYPES)
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return with_part(good.replace(main, f"application/vnd.ms-word.{kind}.main+xml".encode()), TYPES)


def cut(n: int) -> bytes:
    data = docx("Kept a ledger.", *["A line of text."] * 50)
    return data[: (4, 30, 400, len(data) // 2, len(data) - 23, len(data) - 1)[n]]


def flipped(n: int) -> bytes:
    data, chance = bytearray(docx("Kept a ledger.", *["A line."] * 50)), dice("flipped", n)
    for _ in range(1 + n * 20):
        data[chance.randrange(4, len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def relations(n: int) -> bytes:
    kind = ("header", "header", "styles", "footnotes", "image", "header")[n]
    target = (
        "file:///etc/passwd",
        "document.xml",
        "../../../etc/passwd",
        "missing.xml",
        "http://127.0.0.1:9",
        "",
    )[n]
    mode = ' TargetMode="External"' if n in (0, 4) else ""
    many = "".join(
        f'<Relationship Id="r{k}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for k in range(1 + n * 100)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return with_part(f'<Relationships xmlns="{space}">{many}</Relationships>'.encode(), RELS)


def odd_xml(n: int) -> bytes:
    text = body("<w:p><w:r><w:t>Kept a ledger.</w:t></w:r></w:p>").decode()
    makes: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode("utf-16"),
        lambda: text.replace('"1.0"?', '"1.0" encoding="utf-7"?').encode(),
        lambda: text.encode() + b"<more/>",
        lambda: b"\xff\xfe\x00" + text.encode(),
        lambda: text.replace("Kept", "&#x110000;&#0;").encode(),
        lambda: text.replace("Kept", "\x00\x01").encode(),
    )
    return with_part(makes[n]())


def methods(n: int) -> bytes:
    """Ways to shrink that Word never uses, and some that don't exist."""
    data = bytearray(archive({"word/x": _text(50_000, n)}, (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)[n % 2]))
    if n > 1:
        data[8:10] = data[data.index(_CENTRAL) + 10 : data.index(_CENTRAL) + 12] = struct.pack("<H", 90 + n)
    return bytes(data)


CLASSES: dict[str, Callable[[int], bytes]] = {
    f"docx {make.__name__.replace('_', ' ')}": make
    for make in (
        *(ratio_bomb, nested_zip, many_members, huge_member, lying_sizes, overlap, xxe, laughs, external_dtd),
        *(huge_attributes, deep_nesting, many_elements, traversal, links, locked, macros, cut, flipped),
        *(relations, odd_xml, methods),
    )
}
