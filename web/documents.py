"""The owner's library of résumés and job descriptions."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("documents", __name__)
