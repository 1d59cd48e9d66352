"""The settings page of preferences."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("preferences_page", __name__)
