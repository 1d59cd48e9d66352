"""The browser's libraries: npm installs them by package-lock.json, this copies them to static/vendor."""

from __future__ import annotations

import shutil
from pathlib import Path

from embedded.install import icons
from embedded.install.npm import npm
from embedded.install.step import ROOT, Step, call

VENDOR = ROOT / "static" / "vendor"
_MODULES = ROOT / "node_modules"
_COPIES = {
    "livekit-client/dist/livekit-client.esm.mjs": "livekit-client/livekit-client.esm.mjs",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter/inter.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "inter/inter-ext.woff2",
    "@fontsource-variable/inter/LICENSE": "inter/LICENSE",
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf": "dejavu/DejaVuSans.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf": "dejavu/DejaVuSans-Bold.ttf",
    "dejavu-fonts-ttf/LICENSE": "dejavu/LICENSE",
}


def install() -> None:
    """Install the locked packages and lay out static/vendor anew.

    Raises:
        SetupError: npm failed, or an icon isn't in the package.
    """
    program, env = npm()
    call([*program, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], env=env)
    if VENDOR.exists():
        shutil.rmtree(VENDOR)
    for source, target in _COPIES.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_MODULES / source, VENDOR / target)
    listing = (ROOT / "static" / "icons.txt").read_text(encoding="utf-8")
    text = icons.sprite(icons.names(listing), _MODULES / "lucide-static" / "icons")
    (VENDOR / "icons.svg").write_text(text, encoding="utf-8")


STEP = Step(
    name="browser libraries",
    inputs=(ROOT / "package-lock.json", ROOT / "static" / "icons.txt", Path(__file__)),
    outputs=(
        VENDOR / "icons.svg",
        VENDOR / "dejavu" / "DejaVuSans.ttf",
        VENDOR / "livekit-client" / "livekit-client.esm.mjs",
        _MODULES / "axe-core",
    ),
    run=install,
    expects="about 20 seconds",
)
