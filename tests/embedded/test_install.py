"""Set-up does each step once, again when its inputs change, and fails in one sentence."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from embedded.install import icons, step
from embedded.install.browser import STEP as BROWSER
from embedded.install.step import SetupError, Step, call, check_disk, is_done, mark_done

pytestmark = pytest.mark.unit


@pytest.fixture
def one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Step:
    monkeypatch.setattr(step, "CACHE", tmp_path / "cache")
    (tmp_path / "in").write_text("1")
    (tmp_path / "out").write_text("")
    return Step("a step", (tmp_path / "in",), (tmp_path / "out",), lambda: None, "no time")


def test_it_isnt_done_before_it_ran(one_step: Step) -> None:
    assert not is_done(one_step)
    mark_done(one_step)
    assert is_done(one_step)


def test_it_runs_again_when_an_input_changes(one_step: Step) -> None:
    mark_done(one_step)
    one_step.inputs[0].write_text("2")
    assert not is_done(one_step)


def test_it_runs_again_when_its_output_is_gone(one_step: Step) -> None:
    mark_done(one_step)
    one_step.outputs[0].unlink()
    assert not is_done(one_step)


def test_it_says_how_much_disk_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="Free some space"):
        check_disk(tmp_path, needed=1 << 60)


def test_it_names_a_program_that_is_missing() -> None:
    with pytest.raises(SetupError, match=r"no-such-program is missing\. Install it"):
        call(["no-such-program"], hint="Install it.")


def test_it_says_when_a_command_filled_the_disk(one_step: Step) -> None:
    with pytest.raises(SetupError, match="disk is full"):
        call(["sh", "-c", "echo write: No space left on device; exit 1"])


def test_it_points_to_the_log_when_a_command_fails(one_step: Step) -> None:
    with pytest.raises(SetupError, match=r"setup\.log"):
        call(["sh", "-c", "exit 3"])


def test_it_builds_a_sprite_with_a_symbol_for_every_icon(tmp_path: Path) -> None:
    for name in ("mic", "x"):
        (tmp_path / f"{name}.svg").write_text('<svg class="a">\n  <path d="M1 1" />\n</svg>')
    root = ET.fromstring(icons.sprite(["mic", "x"], tmp_path))  # noqa: S314 - our own text
    assert [symbol.get("id") for symbol in root] == ["mic", "x"]


def test_it_names_an_icon_that_doesnt_exist(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="unicorn"):
        icons.sprite(["unicorn"], tmp_path)


def test_it_reads_the_list_of_icons_without_its_comments() -> None:
    assert icons.names("# why\n\nmic\n x \n") == ["mic", "x"]
    assert all(path.is_file() for path in BROWSER.inputs)
