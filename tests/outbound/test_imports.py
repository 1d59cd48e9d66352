"""The guard stands alone: the web app and the worker both use it."""

from __future__ import annotations

import pytest

from tests.house.test_imports import breaches

pytestmark = pytest.mark.unit


def test_the_guard_knows_neither_web_nor_voice_nor_store() -> None:
    inside = ("web", "voice", "workers", "store", "settings", "flask", "sqlalchemy", "cryptography")
    assert breaches(["outbound"], inside) == []
