"""Settings, exemptions and test marks are what the house says they are."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from settings import Settings
from tests.house.tree import ROOT, files, product, syntax

pytestmark = pytest.mark.unit

MARKS = {"unit", "process", "room", "browser"}
EXEMPTION = re.compile(r"#\s*(noqa\b(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[^\]]*\])?)(.*)$")


def template() -> dict[str, str]:
    text = (ROOT / "env.template").read_text(encoding="utf-8")
    return dict(re.findall(r"^#?([A-Z][A-Z0-9_]*)=(.*)$", text, re.MULTILINE))


def test_the_template_names_every_setting_and_no_other() -> None:
    assert set(template()) == {name.upper() for name in Settings.model_fields}


def test_the_template_shows_the_defaults() -> None:
    defaults = Settings(_env_file=None)
    for name, field in Settings.model_fields.items():
        default = field.get_default()
        shown = template()[name.upper()]
        if hasattr(default, "get_secret_value"):
            assert shown == "", name
        else:
            assert getattr(Settings.model_validate({name: shown}), name) == getattr(defaults, name)


def test_the_template_says_what_each_setting_is_for() -> None:
    text = (ROOT / "env.template").read_text(encoding="utf-8")
    missing = [
        name for name, f in Settings.model_fields.items() if not f.description or f.description not in text
    ]
    assert missing == []


def test_each_exemption_has_its_reason() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in product()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := EXEMPTION.search(line)) and len(match[2].strip(" -#")) < 8
    ]
    assert bare == []


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether it catches everything, alone or among others."""
    if handler.type is None:
        return True
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return bool({getattr(one, "id", "") for one in named} & {"Exception", "BaseException"})


@pytest.mark.parametrize(
    ("handler", "broad"),
    [
        ("except:", True),
        ("except Exception:", True),
        ("except BaseException as error:", True),
        ("except (OSError, BaseException):", True),
        ("except (OSError, ValueError):", False),
        ("except OSError:", False),
    ],
)
def test_it_knows_a_broad_except(handler: str, *, broad: bool) -> None:
    [tried] = ast.parse(f"try:\n    pass\n{handler}\n    pass\n").body
    assert isinstance(tried, ast.Try)
    assert is_broad(tried.handlers[0]) is broad


def test_a_broad_except_says_why() -> None:
    bare = []
    for path in product():
        source = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.ExceptHandler) and is_broad(node):
                line = source[node.lineno - 1]
                if "#" not in line:
                    bare.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert bare == []


def test_every_test_file_has_one_of_the_four_marks() -> None:
    unmarked = []
    for path in files("tests/**/test_*.py", "tests/test_*.py"):
        used = set(re.findall(r"pytest\.mark\.(\w+)", path.read_text(encoding="utf-8")))
        if not used & MARKS:
            unmarked.append(str(path.relative_to(ROOT)))
    assert unmarked == []


def test_every_requirement_is_pinned_and_hashed() -> None:
    for path in files("requirements*.txt", "tools/requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE)
        assert pins, path
        assert text.count("--hash=sha256:") >= len(pins)
        assert not re.search(r"https?://|--index|--find-links", text), path


def test_what_is_asked_for_by_hand_is_locked() -> None:
    for source in files("requirements*.in", "tools/requirements*.in"):
        locked = source.with_suffix(".txt").read_text(encoding="utf-8")
        for line in source.read_text(encoding="utf-8").splitlines():
            name = re.match(r"[a-z0-9][a-z0-9-]*", line)
            if name:
                assert f"\n{name[0]}==" in "\n" + locked, f"{source.name}: run make lock for {name[0]}"


def test_the_version_is_said_once_and_repeated_right() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f'"{project}"' in (ROOT / "web" / "health.py").read_text(encoding="utf-8")


def test_no_file_names_a_machine_or_a_registry() -> None:
    told = re.compile(r"/(?:work|root|home/\w+)/|registry\.npmjs|files\.pythonhosted|pypi\.org|proxy\.golang")
    shown = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files()
        if path.suffix in {".py", ".md", ".txt", ".in", ".json", ".toml", ".mod", ".yml", ".template", ""}
        and path.relative_to(ROOT).parts[:2] != ("tests", "house")
        and (match := told.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert shown == []
