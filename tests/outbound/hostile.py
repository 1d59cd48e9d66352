"""Addresses that lead inside, or try to. ``{port}`` is where a listener waits on every loopback address."""

from __future__ import annotations

import socket
from collections.abc import Sequence

PUBLIC_V4, PUBLIC_V6 = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

# What a hostile zone answers.
NAMES: dict[str, tuple[str, ...]] = {
    "loop.example.com": ("127.0.0.1",),
    "loop6.example.com": ("::1",),
    "ten.example.com": ("10.0.0.5",),
    "home.example.com": ("192.168.1.1",),
    "metadata.example.com": ("169.254.169.254",),
    "carrier.example.com": ("100.64.0.1",),
    "azure.example.com": ("168.63.129.16",),
    "zero.example.com": ("0.0.0.0",),  # noqa: S104 - an answer, nothing is bound
    "many.example.com": ("224.0.0.1",),
    "mapped.example.com": ("::ffff:127.0.0.1",),
    "unique.example.com": ("fd00:ec2::254",),
    "link.example.com": ("fe80::1%1",),
    "nat64.example.com": ("64:ff9b::7f00:1",),
    "sixtofour.example.com": ("2002:7f00:1::1",),
    "teredo.example.com": ("2001:0:7f00:1::1",),
    "mixed.example.com": (PUBLIC_V4, "127.0.0.1"),
    "mixed6.example.com": (PUBLIC_V6, "fd00::1"),
    "127.0.0.1.nip.example.com": ("127.0.0.1",),
    "xn--bcher-kva.example.com": ("127.0.0.1",),
    "loop.livekit.cloud": ("127.0.0.1",),
    "metadata.livekit.cloud": ("169.254.169.254",),
    "mixed.livekit.cloud": (PUBLIC_V4, "10.0.0.5"),
    "localhost": ("127.0.0.1",),
    "foo.localhost": ("127.0.0.1",),
    "api.openai.com": (PUBLIC_V4,),
    "name.livekit.cloud": (PUBLIC_V4,),
    "redis": ("10.0.0.6",),
    "host.docker.internal": ("172.17.0.1",),
    "metadata.google.internal": ("169.254.169.254",),
}


def resolve(host: str, port: int) -> Sequence[tuple[str, int]]:
    """The hostile zone, and the system's own reading of numbers: no packet leaves."""
    name = host.rstrip(".").lower()
    if name in NAMES:
        return [(address, port) for address in NAMES[name]]
    if ":" in host:
        return [(host, port)]
    try:
        return [(socket.inet_ntoa(socket.inet_aton(host)), port)]
    except OSError:
        raise socket.gaierror(socket.EAI_NONAME, "no such name") from None


LOOPBACK = (
    *("127.0.0.1", "127.0.0.2", "127.255.255.254", "localhost", "LOCALHOST", "localhost.", "127.0.0.1."),
    *("foo.localhost", "0.0.0.0", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]"),  # noqa: S104 - nothing is bound
)
IN_DISGUISE = (
    *("127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "017700000001"),
    *("127.0x0.0.1", "00000177.0.0.01", "0", "2852039166", "0xa9fea9fe", "%31%32%37.0.0.1", "127.0.0.1%00"),
    *("①②⑦.⓪.⓪.①", "１２７.０.０.１", "127。0。0。1", "ⓛocalhost", "localhoſt"),
)
PRIVATE = (
    *("10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "100.100.100.200"),
    *("192.0.0.192", "168.63.129.16", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
)
V6 = (
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::7f00:1]"),
    *("[64:ff9b:1::7f00:1]", "[2002:7f00:1::1]", "[2001:0:7f00:1::1]", "[fd00:ec2::254]", "[fe80::1]"),
    *("[fe80::1%25lo]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]"),
)
BY_NAME = tuple(name for name in NAMES if name not in ("api.openai.com", "name.livekit.cloud"))
TRICKS = (
    *("good.host@127.0.0.1:{port}/v1", "good.host:443@127.0.0.1:{port}", "127.0.0.1:{port}#@good.host"),
    *("127.0.0.1:{port}?@good.host", "127.0.0.1:{port}\\@good.host/", "good.host%40127.0.0.1:{port}/"),
    *("127.0.0.1:{port} .good.host", "/127.0.0.1:{port}/", "127.0.0.1:{port}\t", "127.0.0.1:{port}\r\nX: y"),
    *("loop.example.com.:{port}/v1", "LOOP.example.com:{port}/v1", "127.0.0.1:{port}/.good.host"),
    *("good.host:22", "good.host:0", "good.host:25/v1", "good.host:65536", "good.host:80"),
)
SCHEMES = (
    *("http://127.0.0.1:{port}/v1", "ftp://127.0.0.1:{port}/", "file:///etc/passwd", "//127.0.0.1:{port}/v1"),
    *("gopher://127.0.0.1:{port}/_x", "dict://127.0.0.1:{port}/", "http+unix://%2Frun%2Fdocker.sock/"),
    *("127.0.0.1:{port}", " https://127.0.0.1:{port}/", "https:127.0.0.1:{port}", "javascript:1", ""),
)
HOSTS = tuple(dict.fromkeys((*LOOPBACK, *IN_DISGUISE, *PRIVATE, *V6, *BY_NAME)))
BASE_URLS = (
    *(f"https://{host}:{{port}}/v1" for host in HOSTS),
    *(
        f"https://{host}/v1"
        for host in ("127.0.0.1", "[::1]", "localhost", "169.254.169.254", "loop6.example.com")
    ),
    *("https://" + trick.replace("good.host", "api.openai.com") for trick in TRICKS),
    *SCHEMES,
)
LIVEKIT_URLS = (
    *(f"wss://{host}:{{port}}" for host in HOSTS),
    *(f"wss://{host}" for host in ("loop.livekit.cloud", "metadata.livekit.cloud", "mixed.livekit.cloud")),
    *("wss://" + trick.replace("good.host", "name.livekit.cloud") for trick in TRICKS),
    *("wss://livekit.cloud", "wss://evil-livekit.cloud", "wss://name.livekit.cloud.example.com"),
    *("wss://.livekit.cloud", "wss://..livekit.cloud", "wss://*.livekit.cloud", "ws://name.livekit.cloud"),
    *SCHEMES,
)
