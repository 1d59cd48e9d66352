"""``python generate_token.py ROOM NAME``: a token and an address for one candidate of dispatch mode.

The token joins one room with a microphone, and asks LiveKit to send our agent there with the brief.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dispatch.invitation import InvitationError, Wish, address, invite
from settings import Settings
from wiring import refusing_in_one_sentence


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Invite one candidate to an interview in dispatch mode.")
    parser.add_argument("room", help="the room's name")
    parser.add_argument("name", help="the candidate's name")
    parser.add_argument("--role", default="", help="the job the interview is for")
    parser.add_argument("--brief", type=Path, help="a JSON file with the fields of a brief")
    parser.add_argument("--minutes", type=int, default=10, help="how long the token opens the room (1 to 60)")
    return parser.parse_args()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InvitationError("The file of the brief can't be read. Name another.") from None


def main() -> int:
    """Print the token, then the address."""
    asked = _asked()
    with refusing_in_one_sentence():
        settings = Settings()
        brief = _read(asked.brief) if asked.brief else ""
        wish = Wish(room=asked.room, name=asked.name, role=asked.role, brief=brief, minutes=asked.minutes)
        token = invite(settings, wish)
    sys.stdout.write(f"{token}\n{address(settings, token)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
