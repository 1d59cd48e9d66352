"""Templates, style sheets and modules fit each other: nothing is named that isn't there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
MODULES = sorted((ROOT / "static" / "js").rglob("*.js"))
VENDOR = ROOT / "static" / "vendor"

ROOM_IDS = {
    *("start", "mic-check-text", "state-word", "stage-label", "question-count", "time-left"),
    *("caption-interviewer", "caption-candidate", "mute", "hold", "type", "answer-text", "answer-send"),
    *("skip", "end", "confirm", "notice", "takeover", "visualizer", "failure", "cost", "estimate"),
}


def _text(paths: list[Path]) -> str:
    return "\n".join(path.read_text() for path in paths)


def test_every_icon_used_is_in_the_sprite() -> None:
    used = set(re.findall(r'icon\("([a-z0-9-]+)"', _text(TEMPLATES)))
    used |= set(re.findall(r'icon\("([a-z-]+)" if', _text(TEMPLATES)))
    listed = set((ROOT / "static" / "icons.txt").read_text().split("\n"))
    assert used
    assert used - listed == set()


def test_the_room_keeps_every_test_id() -> None:
    room = _text([path for path in TEMPLATES if path.parent.name == "interviews"])
    assert ROOM_IDS - set(re.findall(r'data-testid="([a-z-]+)"', room)) == set()


def test_every_module_a_module_imports_exists() -> None:
    missing = [
        f"{module.name}: {target}"
        for module in MODULES
        for target in re.findall(r'from "(\.[^"]+)"', module.read_text())
        if VENDOR not in (found := (module.parent / target).resolve()).parents and not found.is_file()
    ]
    assert missing == []


def test_every_name_a_module_imports_is_exported() -> None:
    missing = []
    for module in MODULES:
        for names, target in re.findall(r'import \{([^}]+)\} from "(\.[^"]+)"', module.read_text()):
            found = (module.parent / target).resolve()
            if VENDOR in found.parents:
                continue
            exported = set(re.findall(r"export (?:async )?(?:function|const|class) (\w+)", found.read_text()))
            wanted = {name.strip() for name in names.split(",") if name.strip()}
            missing += [f"{module.name}: {name}" for name in wanted - exported]
    assert missing == []


def test_every_style_sheet_and_script_a_template_names_exists() -> None:
    named = re.findall(r"filename='((?:css|js)/[\w/.]+)'", _text(TEMPLATES))
    for sheets in re.findall(r"for sheet in \[([^\]]+)\]", _text(TEMPLATES)):
        named += [f"css/{name}.css" for name in re.findall(r'"([a-z_]+)"', sheets)]
    assert [name for name in named if not (ROOT / "static" / name).is_file()] == []


def test_every_token_used_is_defined() -> None:
    css = _text(STYLES)
    set_by_modules = set(re.findall(r'setProperty\("(--[\w-]+)"', _text(MODULES)))
    defined = set(re.findall(r"(--[\w-]+):", css)) | set_by_modules
    assert set(re.findall(r"var\((--[\w-]+)", css)) - defined == set()


def test_no_page_file_is_over_200_lines() -> None:
    long = [path.name for path in (*TEMPLATES, *STYLES, *MODULES) if len(path.read_text().splitlines()) > 200]
    assert long == []
