"""Emulators of the speech and language vendors; :func:`running` starts them."""

from .audio import Text
from .chat import Call, Given, Question, Reply
from .hearing import Heard, Word
from .script import KEY, Asked, Delays, Fault
from .server import Vendors, running
from .service import Service

__all__ = [
    "KEY",
    "Asked",
    "Call",
    "Delays",
    "Fault",
    "Given",
    "Heard",
    "Question",
    "Reply",
    "Service",
    "Text",
    "Vendors",
    "Word",
    "running",
]
