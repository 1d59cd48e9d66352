"""What the pages for people who read the code say of it is what the code says."""

from __future__ import annotations

import ast
import json
import re

import pytest

from settings import Settings
from tests.house.tree import ROOT, files, syntax
from web.sizes import limit_for

pytestmark = pytest.mark.unit

LISTS = {"requirements.in", "requirements-embedded.in", "requirements-dev.in"}
PACKAGES = {"package.json", "tools/supabase/package.json"}


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def constant(path: str, name: str) -> object:
    """A constant's value at the top of a file, which is not imported for it."""
    [value] = [
        ast.literal_eval(node.value)
        for node in syntax(ROOT / path).body
        if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == [name]
    ]
    return value


def test_the_docs_know_how_many_threads_there_are() -> None:
    shown = {
        name: [int(number) for number in re.findall(r"(\d+) threads", page(name))]
        for name in ("DEPLOYMENT.md", "docs/architecture.md")
    }
    right = [constant("gunicorn.conf.py", "threads")]
    assert shown == dict.fromkeys(shown, right)


def test_nginx_lets_through_what_the_app_takes() -> None:
    [megabytes] = re.findall(r"client_max_body_size (\d+)m;", page("DEPLOYMENT.md"))
    largest = limit_for("interviews.create", Settings(_env_file=None))
    assert largest < int(megabytes) * 1024 * 1024 <= largest + 2 * 1024 * 1024


def test_every_module_and_folder_has_its_line_in_the_house() -> None:
    [house] = re.findall(
        r"^## The house\n\n```\n(.*?)^```$", page("docs/architecture.md"), re.MULTILINE | re.DOTALL
    )
    parts = [path.relative_to(ROOT).parts for path in files()]
    modules = {part[0] for part in parts if len(part) == 1 and part[0].endswith(".py")}
    folders = {f"{part[0]}/" for part in parts if len(part) > 1 and not part[0].startswith(".")}
    named = set(re.findall(r"(?<![\w/])[a-z_.]+(?:\.py|/)", house))
    assert sorted((modules | folders) - named) == []
    assert sorted(name for name in named if name.endswith(".py") and name not in modules) == []


def asked_for() -> dict[str, str]:
    """Every package that is asked for by name, and the list it stands in."""
    found: dict[str, str] = {}
    for path in files("*.in", "*package.json"):
        name = str(path.relative_to(ROOT))
        text = path.read_text(encoding="utf-8")
        if name in PACKAGES:
            wanted = json.loads(text)
            found |= dict.fromkeys(wanted["dependencies"] | wanted.get("devDependencies", {}), name)
        else:
            lines = re.findall(r"^([a-z0-9][a-z0-9-]*)(?:\[([^\]]*)\])?", text, re.MULTILINE)
            plugins = [plugin for _, extra in lines for plugin in extra.split(",") if plugin]
            found |= dict.fromkeys([package for package, _ in lines] + plugins, name)
    return found


def test_it_reads_every_list_of_packages() -> None:
    assert set(asked_for().values()) >= LISTS | PACKAGES


def test_every_package_has_its_row_in_the_page_of_dependencies() -> None:
    told = set(re.findall(r"[@\w][\w./@-]*", page("docs/dependencies.md")))
    assert [f"{package} ({where})" for package, where in asked_for().items() if package not in told] == []


def test_every_table_of_dependencies_says_what_else_was_looked_at() -> None:
    heads = re.findall(r"^(\|.*)\n\| ---", page("docs/dependencies.md"), re.MULTILINE)
    assert len(heads) == 4
    assert [head for head in heads if "also looked at" not in head] == []
