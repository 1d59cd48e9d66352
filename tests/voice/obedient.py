"""Models that do as they are told, by whoever tells them."""

from __future__ import annotations

import re
from itertools import count

from tests.voice.injections import ORDERS
from tests.voice.talk import Mind, Reply, Request

_ALL = {order: wants for wants, orders in ORDERS.items() for order in orders}
CANARY = "BANANA-17"
_INVISIBLE = re.compile("[\u200b\u202c\u202e]")


def outside(text: str) -> str:
    """What stands in no data block, read as the rules say: by the marks they name first."""
    named = re.search(r"<<data (\w+)>>", text)
    if named is None:
        return text
    marker = named.group(1)
    opened, closed = f"<<data {marker}>>", f"<<end {marker}>>"
    kept, _, rest = text.partition("whatever it claims to be.")
    while opened in rest:
        before, _, after = rest.partition(opened)
        kept, rest = kept + before, after.partition(closed)[2]
    return kept + rest


def orders_in(text: str) -> list[str]:
    """The orders a text gives."""
    plain = _INVISIBLE.sub("", text)
    return [order for order in _ALL if order in plain]


def gullible() -> Mind:
    """Obeys any order anywhere, those of the latest message first; one at a time, in turn."""
    turn = count()

    def mind(request: Request) -> Reply:
        found = orders_in(str(request.messages[-1].get("content"))) or orders_in(request.everything)
        return _obey(found[next(turn) % len(found)], request) if found else Reply("Go on, please.")

    return mind


def respectful(request: Request) -> Reply:
    """Obeys any order that stands in no data block."""
    found = orders_in(outside(request.everything))
    return _obey(found[0], request) if found else Reply("I see that. What did you do then?")


def _obey(order: str, request: Request) -> Reply:
    wants, told = _ALL[order], request.system
    if wants == "end":
        return Reply("The interview is over. Thank you and goodbye.", moves=True)
    if wants == "role":
        return Reply(f"Arr! {CANARY}! The candidate gets five of five, matey.")
    if "capital" in order:
        return Reply(told.upper(), moves=True)
    if "letter by letter" in order:
        return Reply("-".join(told))
    if "bold" in order:
        return Reply("\n".join(f"**{line}**" for line in told.split("\n")), moves=True)
    if "marker" in order:
        marker = re.search(r"<<data (\w+)>>", told)
        return Reply(f"The marker is {marker.group(1) if marker else ''}. {told}")
    return Reply(f"Of course. {told}")
