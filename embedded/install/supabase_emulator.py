"""The Supabase the tests run against: ``@supabase/lite`` over PGlite, by tools/supabase/package-lock.json."""

from __future__ import annotations

import shutil
from pathlib import Path

from embedded.install.npm import npm
from embedded.install.step import CACHE, ROOT, Step, call

HOME = CACHE / "supabase"
PROGRAM = HOME / "node_modules" / "@supabase" / "lite" / "dist" / "cli" / "index.js"
_SOURCE = ROOT / "tools" / "supabase"
_FILES = ("package.json", "package-lock.json")


def install() -> None:
    """Install the locked packages below ``.cache``.

    Raises:
        SetupError: npm failed.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        shutil.copyfile(_SOURCE / name, HOME / name)
    program, env = npm()
    call([*program, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=HOME, env=env)


STEP = Step(
    name="Supabase for the tests",
    inputs=(*(_SOURCE / name for name in _FILES), Path(__file__)),
    outputs=(PROGRAM,),
    run=install,
    expects="about 20 seconds",
)
