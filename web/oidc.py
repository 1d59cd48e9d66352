"""Signing in with Google or any OpenID Connect provider."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("oidc", __name__)
