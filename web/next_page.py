"""Where a person goes after signing in: a page of this site, and nowhere else."""

from __future__ import annotations

import re

from flask import request, url_for

PARAMETER = "next"
_LONGEST = 512
_PATH = re.compile(r"/(?!/)[!-\[\]-~]*")  # visible ASCII without a backslash: browsers drop or bend the rest
_NOT_AGAIN = ("/sign-in", "/sign-out")


def safe_path(wanted: str | None) -> str:
    """``wanted`` when it is a plain path of this site with perhaps a query, else an empty text."""
    if not wanted or len(wanted) > _LONGEST or not _PATH.fullmatch(wanted):
        return ""
    if "//" in wanted or wanted.startswith(_NOT_AGAIN):
        return ""
    return wanted


def this_page() -> str | None:
    """The page that is asked for now, to come back to; None for the dashboard and for what is no page."""
    path = safe_path(request.full_path.removesuffix("?"))
    return path if request.method == "GET" and path not in ("", url_for("pages.dashboard")) else None
