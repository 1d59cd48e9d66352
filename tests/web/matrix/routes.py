"""Every route there is, whom it is for, and what it answers: the table that the matrix holds the app to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Audience = Literal["public", "own", "owned", "worker"]

# public: anyone; ``nobody`` is the answer to who isn't signed in
# own:    anyone who is signed in, each their own things
# owned:  one thing of one owner; to others it doesn't exist
# worker: the worker of an interview, by its bearer token
PUBLIC: Audience = "public"
OWN: Audience = "own"
OWNED: Audience = "owned"
WORKER: Audience = "worker"


@dataclass(frozen=True)
class Route:
    """One method of one route.

    Attributes:
        owner: the status the owner gets, or the worker of the interview.
        nobody: the status of a public route for who isn't signed in.
        json: whether it fails in JSON without being asked, with 401 where a page sends to the sign-in.
        of: which of the owner's interviews is meant.
        send: what the page sends along.
    """

    method: str
    path: str
    audience: Audience
    owner: int
    nobody: int = 0
    json: bool = False
    of: Literal["ready", "ended"] = "ready"
    send: dict[str, Any] = field(default_factory=dict)


HERE = {"headers": {"Origin": "http://localhost"}}
INTERVIEW = "/interviews/<interview_id>"
DOCUMENT = "/documents/<document_id>"
KEY = "/settings/keys/<provider>"

ROUTES = (
    # the way in and out
    Route("GET", "/static/<path:filename>", PUBLIC, 200, nobody=200),
    Route("GET", "/", PUBLIC, 303, nobody=200),
    Route("GET", "/sign-in", PUBLIC, 303, nobody=200),
    Route("POST", "/sign-in/local", PUBLIC, 303, nobody=303, send=HERE),
    Route("GET", "/sign-in/oidc", PUBLIC, 404, nobody=404),  # no provider is set; see WITH_PROVIDER
    Route("GET", "/sign-in/oidc/callback", PUBLIC, 404, nobody=404),
    Route("POST", "/sign-out", OWN, 303),
    Route("GET", "/api/health", PUBLIC, 200, nobody=200, json=True),
    Route("GET", "/join", PUBLIC, 200, nobody=200),
    # interviews
    Route("GET", "/dashboard", OWN, 200),
    Route("GET", "/interviews/new", OWN, 200),
    Route("GET", "/rubric/<track>", OWN, 200),
    Route("GET", "/morning-sheet", OWN, 200),
    Route("GET", "/evidence-map", OWN, 200),
    Route("POST", "/interviews", OWN, 303, send={"data": {"role": "Baker"}}),
    Route("GET", f"{INTERVIEW}/room", OWNED, 200),
    Route("POST", f"{INTERVIEW}/drill", OWNED, 303, of="ended", send={"data": {"stage": "self_intro"}}),
    Route("POST", f"{INTERVIEW}/start", OWNED, 200, json=True, send={"json": {"tab": "t", "takeover": True}}),
    Route("GET", f"{INTERVIEW}/state", OWNED, 200, json=True),
    Route("POST", f"{INTERVIEW}/end", OWNED, 202, json=True, of="ended"),
    Route(
        *("POST", f"{INTERVIEW}/hearing-check", OWNED, 200),
        json=True,
        send={"data": b"sound", "content_type": "audio/wav"},
    ),
    Route("GET", INTERVIEW, OWNED, 200, of="ended"),
    Route("GET", f"{INTERVIEW}/recording", OWNED, 200, of="ended"),
    Route("GET", f"{INTERVIEW}/transcript.json", OWNED, 200, json=True, of="ended"),
    Route("GET", f"{INTERVIEW}/events.json", OWNED, 200, json=True, of="ended"),
    Route("GET", f"{INTERVIEW}/feedback.json", OWNED, 200, json=True, of="ended"),
    Route("POST", f"{INTERVIEW}/redo", OWNED, 422, of="ended"),
    Route("POST", f"{INTERVIEW}/turns/<name>/correction", OWNED, 422, of="ended"),
    Route("GET", f"{INTERVIEW}/export.pdf", OWNED, 200, of="ended"),
    Route("GET", f"{INTERVIEW}/export.md", OWNED, 200, of="ended"),
    Route("GET", f"{INTERVIEW}/export.json", OWNED, 200, json=True, of="ended"),
    Route("POST", f"{INTERVIEW}/feedback/retry", OWNED, 303, of="ended"),
    Route("GET", f"{INTERVIEW}/delete", OWNED, 200, of="ended"),
    Route("POST", f"{INTERVIEW}/delete", OWNED, 303, of="ended"),
    # documents
    Route("GET", "/documents", OWN, 200),
    Route("POST", "/documents", OWN, 422),  # without a file
    Route("GET", DOCUMENT, OWNED, 200),
    Route("GET", f"{DOCUMENT}/original", OWNED, 200),
    Route("GET", f"{DOCUMENT}/delete", OWNED, 200),
    Route("POST", f"{DOCUMENT}/delete", OWNED, 303),
    # settings
    Route("GET", "/settings", OWN, 303),
    Route("GET", "/settings/keys", OWN, 200),
    Route("POST", KEY, OWN, 422),  # without a key
    Route("POST", f"{KEY}/delete", OWN, 303),
    Route("POST", f"{KEY}/test", OWN, 200),
    Route("GET", "/settings/preferences", OWN, 200),
    Route("POST", "/settings/preferences", OWN, 303),
    # the account
    Route("GET", "/settings/account", OWN, 200),
    Route("GET", "/account/export.zip", OWN, 200),
    Route("POST", "/account/sign-out-everywhere", OWN, 303),
    Route("GET", "/account/delete", OWN, 200),
    Route("POST", "/account/delete", OWN, 200, send={"data": {"confirm": "DELETE"}}),
    # workers
    Route("POST", "/worker/events", WORKER, 200, json=True),
)

WITH_PROVIDER = (  # the same two in a house that names a provider
    Route("GET", "/sign-in/oidc", PUBLIC, 303, nobody=303),  # home, or to the provider
    Route("GET", "/sign-in/oidc/callback", PUBLIC, 400, nobody=400),  # nobody began in this browser
)
