"""PDF files that mean harm; each class makes its ``n``-th file, always the same."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping

from pypdf import PdfWriter

from tests.documents.files import drawn_pdf, pdf, text_at, written
from tests.documents.hostile_archives import MIB, dice

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SHOWN = b"BT /F1 12 Tf 72 700 Td (Kept a ledger.) Tj ET"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"


def stream(data: bytes, entries: str = "") -> bytes:
    return f"<<{entries}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def raw(objects: Mapping[int, bytes], trailer: str = "") -> bytes:
    """A file of these objects over those of a good page; 1 is the catalogue, 3 the page, 4 its content."""
    usual = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: PAGE,
        4: stream(SHOWN),
        5: FONT,
    }
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in sorted((usual | dict(objects)).items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start, size = len(out), max(places) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        out += f"{places.get(number, 0):010d} {0:05d} {'n' if number in places else 'f'} \n".encode()
    return bytes(out) + f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()


def with_content(content: bytes, entries: str = "") -> bytes:
    return raw({4: stream(content, entries)})


def page_loop(n: int) -> bytes:
    kids = ("2 0 R", "3 0 R 2 0 R", "6 0 R", "3 0 R " * 400, "2 0 R " * 50, "9 0 R")[n]
    other = b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 6 0 R]/Count 9>>"
    return raw({2: f"<</Type/Pages/Kids[{kids}]/Count 1/Parent 2 0 R>>".encode(), 6: other})


def page_count(n: int) -> bytes:
    count, kids = (2**31, -1, 10**18, 1, 100, 51)[n], (1, 1, 1, 60_000, 100, 51)[n]
    return raw({2: f"<</Type/Pages/Kids[{'3 0 R ' * kids}]/Count {count}>>".encode()})


def form_loop(n: int) -> bytes:
    """Forms that draw themselves, each other, or twice as many at each of thirty levels."""
    objects = {3: PAGE.replace(b"/Font", b"/XObject<</X 10 0 R>>/Font"), 4: stream(b"/X Do " * (1 + n * 100))}
    levels = 1 if n == 0 else 6 + 5 * n
    for level in range(levels):
        following = 10 + (level + 1) % levels if n < 2 else 10 + level + 1
        entries = f"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {following} 0 R>>/Font<</F1 5 0 R>>>>"
        objects[10 + level] = stream(b"/X Do " * (2 + n) + SHOWN, entries)
    return raw(objects)


def object_streams(n: int) -> bytes:
    """Object streams that hold a million objects, themselves, or one another."""
    count = (10**6, 10**9, 50_000, 3, 3, 200_000)[n]
    head = b" ".join(b"%d %d" % (100 + k, k) for k in range(min(count, 200_000)))
    packed = zlib.compress(head + b" 1" * min(count, 200_000))
    extra = "/Extends 6 0 R" if n in (3, 4) else ""
    entries = f"/Type/ObjStm/N {count}/First {len(head)}/Filter/FlateDecode{extra}"
    data = raw({6: stream(packed, entries)})
    rows = b"".join(b"\x02\x00\x06\x00" + bytes([k % 256]) for k in range(300))
    table = stream(zlib.compress(rows), "/Type/XRef/W[1 2 2]/Size 300/Root 1 0 R/Filter/FlateDecode")
    return data + b"\n7 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF" % (len(data) + 1)


def flate_bomb(n: int) -> bytes:
    data = zlib.compress(bytes((20 + 30 * n) * MIB), 9)
    if n % 2:
        data = zlib.compress(data, 9)
        return with_content(data, "/Filter[/FlateDecode/FlateDecode]")
    return with_content(data, "/Filter/FlateDecode")


def filter_chain(n: int) -> bytes:
    name, step = (("ASCIIHexDecode", bytes.hex), ("LZWDecode", None), ("RunLengthDecode", None))[n % 3]
    data, count = SHOWN, (3, 16, 40)[n // 3 % 3] if step is None else 12
    if step is not None:
        for _ in range(count):
            data = step(data).encode()
    else:
        data = b"\x81\x00" * 500_000 + b"\x80" if name.startswith("Run") else b"\x80\x0b\x60\x50" * 500_000
    return with_content(data[: 4 * MIB], f"/Filter[{f'/{name}' * count}]")


def xref_loop(n: int) -> bytes:
    data = raw({}, "" if n == 2 else "/Prev 9")
    at = data.rindex(b"xref\n0")
    where = (at, 0, 10**12, -5, at + 3, len(data) + 50)[n]
    looped = data.replace(b"/Prev 9", f"/Prev {at}".encode())
    return looped[: looped.rindex(b"startxref")] + f"startxref\n{where}\n%%EOF".encode() * (
        1 + 500 * (n == 1)
    )


def actions(n: int) -> bytes:
    """Scripts, programs, files and addresses that a viewer might act on; their words are no text."""
    action = (
        "/S/JavaScript/JS(app.alert\\(1\\))",
        "/S/Launch/F(/bin/sh)",
        "/S/URI/URI(http://127.0.0.1:9/)",
        "/S/GoToR/F(//127.0.0.1/share)",
        "/S/SubmitForm/F(http://127.0.0.1:9/)",
        "/S/ImportData/F(/etc/passwd)",
    )[n]
    return raw({1: f"<</Type/Catalog/Pages 2 0 R/OpenAction<<{action}>>/AA<</WC<<{action}>>>>>>".encode()})


def fonts(n: int) -> bytes:
    """Fonts that say too much about their letters."""
    mapped = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange " + (
        b"1 beginbfrange <0000> <FFFFFF> <0000> endbfrange " * 200
        if n % 2
        else b"9 beginbfchar <00> endbfchar"
    )
    widths = "1 " * (300, 200_000, 10, 10, 1_000_000, 10)[n]
    kind = "/Subtype/Type0/Encoding/Identity-H/DescendantFonts[7 0 R]" if n > 1 else "/Subtype/TrueType"
    cid = f"<</Type/Font/Subtype/CIDFontType2/W[0 {10**9} 500 0[{widths}]]/DescendantFonts[7 0 R]>>"
    names = "/n" * (10, 100_000, 0, 0, 0, 0)[n]
    return raw(
        {
            5: f"<</Type/Font{kind}/BaseFont/X/FirstChar -9/Widths[{widths}]/ToUnicode 6 0 R"
            f"/Encoding<</Differences[0{names}]>>>>".encode(),
            6: stream(mapped),
            7: cid.encode(),
        }
    )


def locked(n: int) -> bytes:
    if n > 3:
        return raw({8: b"<</Filter/Unknown/V 99/R 99>>"}, f"/Encrypt {(8, 99)[n - 4]} 0 R/ID[<00><00>]")
    writer = PdfWriter(clone_from=io.BytesIO(pdf("Kept a ledger.")))
    writer.encrypt("open sesame", algorithm=("RC4-40", "RC4-128", "AES-128", "AES-256")[n])
    return written(writer)


def million_objects(n: int) -> bytes:
    count = 20_000 * (n + 1)
    return raw(dict.fromkeys(range(10, count), b"0" if n % 2 else b"[9 0 R]"))


def content_storm(n: int) -> bytes:
    one = (b"q ", b"BT ", b"0 0 9 9 re f ", b"(a)Tj ", b"[(a)-900(b)]TJ ", b"1e308 0 0 1e308 0 0 cm ")[n]
    return with_content(zlib.compress(b"BT /F1 9 Tf " + one * (6 * MIB // len(one))), "/Filter/FlateDecode")


def letter_storm(n: int) -> bytes:
    """Pages laid out so that finding columns is hard work."""
    chance = dice("letters", n)
    spots = (
        (chance.uniform(0, 595), chance.uniform(0, 842), f"w{chance.getrandbits(12)}")
        for _ in range(1000 * (n + 1))
    )
    page = "".join(f"BT /F1 {1 + n} Tf {x:.1f} {y:.1f} Td ({word})Tj ET " for x, y, word in spots)
    return drawn_pdf(*[page] * (1 + n))


def cut(n: int) -> bytes:
    data = pdf(*["Kept a ledger."] * 5)
    return data[: (9, 60, 500, len(data) // 2, len(data) - 40, len(data) - 3)[n]]


def flipped(n: int) -> bytes:
    data, chance = bytearray(pdf(*["Kept a ledger."] * 5)), dice("flipped pdf", n)
    for _ in range(3 + n * 30):
        data[chance.randrange(9, len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def geometry(n: int) -> bytes:
    box = ("0 0 0 0", "-1e30 0 1e30 9", "9 9 1 1", "(a) /b null", "", "0 0 1e-30 1e-30")[n]
    matrix = (
        "0 0 0 0 0 0",
        "1e200 0 0 1e200 0 0",
        "1 0 0 1 1e308 1e308",
        "1 1 1 1 1 1",
        "a b",
        "-1 0 0 -1 0 0",
    )[n]
    content = f"{matrix} cm BT /F1 1e9 Tf {matrix} Tm 1e20 Tc (Kept) Tj ET".encode()
    return raw({3: PAGE.replace(b"0 0 595 842", box.encode()), 4: stream(content)})


def wrong_types(n: int) -> bytes:
    page = (
        b"<</Type/Page/Contents 7/Resources 9>>",
        b"<</Type/Page/Contents[4 0 R 4 0 R 99 0 R null 3]/Resources[1 2]>>",
        b"<</Type/Page/Contents 4 0 R/Resources<</Font null/XObject 4 0 R/ExtGState(x)>>>>",
        b"[3 0 R]",
        b"<</Type/Page/Annots 3 0 R/Contents 4 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        b"<</Type/Page/Annots[<</Subtype/Widget/AP<</N 4 0 R>>/Rect[(a)]>>]/Contents<</A/B>>>>",
    )[n]
    return raw({3: page})


def images(n: int) -> bytes:
    kind = ("DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "FlateDecode", "Crypt")[n]
    entries = (
        f"/Subtype/Image/Width {10**9}/Height {10**9}/BitsPerComponent 16/ColorSpace/DeviceCMYK/Filter/{kind}"
    )
    page = PAGE.replace(b"/Font", b"/XObject<</I 6 0 R>>/Font")
    inline = b" BI /W 99999999 /H 99999999 /BPC 16 /CS /RGB ID xx EI"
    return raw({3: page, 4: stream(b"/I Do" + inline * (n % 2)), 6: stream(bytes(1000), entries)})


def syntax_storm(n: int) -> bytes:
    one = (b"[", b"<<", b"(", b"%", b" ", b"<</a")[n]
    if n < 3:
        return raw({6: one * 2 * MIB, 3: PAGE[:-2] + b"/X 6 0 R>>", 4: stream(one * 100_000)})
    return b"%PDF-1.7\n" + one * (4 * MIB // len(one))


CLASSES: dict[str, Callable[[int], bytes]] = {
    f"pdf {make.__name__.replace('_', ' ')}": make
    for make in (
        *(
            page_loop,
            page_count,
            form_loop,
            object_streams,
            flate_bomb,
            filter_chain,
            xref_loop,
            actions,
            fonts,
        ),
        *(locked, million_objects, content_storm, letter_storm, cut, flipped, geometry, wrong_types, images),
        syntax_storm,
    )
}


def _polyglot(n: int) -> bytes:
    head = (b"GIF89a", b"PK\x03\x04", b"\x7fELF", b"<html>", b"{\\rtf1 ", b"\xd0\xcf\x11\xe0")[n]
    return head + b" " * n * 150 + pdf("Kept a ledger.") + text_at(1, 1, "tail").encode()


CLASSES["pdf polyglot"] = _polyglot
