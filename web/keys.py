"""The settings page of provider keys: save, test, replace, delete."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("keys", __name__)
