"""Simulated interviews whose questions come from a model behind an HTTP endpoint, by livekit's plugin."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.text.fake import decide
from tests.fakes.vendors import Call, Given, Question, Reply, Vendors

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.process


def plain(question: Question) -> Given:
    """What a plain model does with what it is told."""
    text, moves = decide(question.said("system"))
    return Reply(text, (Call("transition_stage"),) if moves and "transition_stage" in question.tools else ())


def held(vendors: Vendors, path: Path, monkeypatch: pytest.MonkeyPatch, count: int, seed: int) -> int:
    """The exit code of so many interviews; their JSON is in ``path``."""
    vendors.chat.answer_with(plain)
    monkeypatch.setenv("INTERVIEWER_KEY", vendors.chat.key)
    options = ["--model", "gpt-4o-mini", "--base-url", vendors.chat.url, "--key-from", "INTERVIEWER_KEY"]
    rest = ["--count", str(count), "--seed", str(seed), "--json", str(path)]
    command = [sys.executable, "-m", "simulation", *options, *rest]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode


def test_every_kind_of_person_is_well_interviewed(
    vendors: Vendors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert held(vendors, tmp_path / "held.json", monkeypatch, 14, 1) == 0
    figures = json.loads((tmp_path / "held.json").read_text())
    assert figures["with_repeated_question"] == figures["criteria_failed"] == 0
    assert figures["cooperative_without_exception"] == figures["cooperative"] == 11
    assert len(vendors.chat.asked) > 14 * 8


@pytest.mark.torture
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hundred_are(vendors: Vendors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    path = Path(os.environ.get("TORTURE_JSON", str(tmp_path / "held.json")))
    assert held(vendors, path, monkeypatch, 100, seed) == 0
    figures = json.loads(path.read_text())
    assert figures["cooperative_without_exception"] >= 0.95 * figures["cooperative"]
    assert figures["with_repeated_question"] == 0
