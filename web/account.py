"""The account: export, sign out everywhere, deletion with a receipt."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("account", __name__)
