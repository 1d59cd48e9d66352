"""``flask keys new`` and ``flask keys rotate``: what an operator does at a terminal.

``flask`` finds this module by ``.flaskenv``. It opens the vault and the store, and starts nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from flask.cli import AppGroup

import logs
from embedded.problem import usable_settings
from errors import AppError
from settings import Settings
from store.rotation import rotate
from store.vault import new_master_key
from wiring import open_store, open_vault

keys = AppGroup("keys", help="The master keys that seal provider keys.")


@contextmanager
def _one_sentence() -> Iterator[None]:
    try:
        yield
    except AppError as error:
        raise click.ClickException(error.message) from error


@keys.command("new")
def new_key() -> None:
    """Print a fresh master key for MASTER_KEYS."""
    click.echo(new_master_key())


@keys.command("rotate")
def rotate_keys() -> None:
    """Seal every provider key under the first of MASTER_KEYS; run it again if it was interrupted."""
    with _one_sentence():
        settings = usable_settings()
        logs.configure("commands", settings.log_level)
        click.echo(_rotated(settings))


def _rotated(settings: Settings) -> str:
    """Rotate, and say what came of it."""
    vault, store = open_vault(settings), open_store(settings)
    try:
        done = rotate(store, vault)
    finally:
        store.close()
    told = f"Provider keys sealed anew under master key {vault.key_id}: {done.renewed}."
    if not done.unreadable:
        return f"{told} None is left under another."
    return (
        f"{told} Left because none of MASTER_KEYS opens them: {done.unreadable}. Add the master key they "
        "were sealed under and run this once more; otherwise their owners are asked to enter them again."
    )


def create_app() -> Flask:
    """The app that ``flask`` loads: these commands and no pages."""
    app = Flask("mockflow")
    app.cli.add_command(keys)
    return app
