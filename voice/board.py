"""What the room page shows, kept as the worker's participant attributes."""

from __future__ import annotations

import asyncio
import json

from livekit import rtc


class Board:
    """Coalesces attribute changes, so a burst of them is one message to the room."""

    def __init__(self, room: rtc.Room) -> None:
        self._room = room
        self._wanted: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._changed = asyncio.Event()
        room.on("reconnected", self._changed.set)

    def show(self, **attributes: str | int | float) -> None:
        """Set attributes by their name without the ``mf.`` prefix."""
        self._wanted.update({f"mf.{name}": str(value) for name, value in attributes.items()})
        self._changed.set()

    def notice(self, code: str = "", text: str = "") -> None:
        """Tell the candidate something on screen; no arguments clears it."""
        self.show(notice=json.dumps({"code": code, "text": text}) if code else "")

    def unnotice(self, code: str, text: str) -> None:
        """Take a notice away if it still stands, alone or at the end of others."""
        shown = json.loads(self._wanted.get("mf.notice") or "{}")
        if shown.get("code") == code and shown.get("text", "").endswith(text):
            self.notice()

    async def run(self) -> None:
        """Publish changes until cancelled; what changes while disconnected goes out on the return."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            news = {name: value for name, value in self._wanted.items() if self._shown.get(name) != value}
            if not news or not self._room.isconnected():
                continue
            await self._room.local_participant.set_attributes(news)
            self._shown.update(news)
