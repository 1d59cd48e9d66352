"""Every page, wide and narrow, light and dark: usable by everyone, quiet console, nothing cut off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import NamedTemporaryFile

import pytest

from feedback.unscored import other_language
from interview.models import EndReason
from simulation.house import House
from store.rows import UserRow
from store.sqlite import SqliteStore
from tests.browser.accounts import Archive
from tests.browser.checks import MOST_TABS, ROOT, SCHEMES, SIZES, nothing_is_cut_off, tabs_to, violations
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

KEYS = {
    "livekit_url": "wss://name.livekit.cloud",
    "livekit_api_key": "APIabcdefghijkl",
    "livekit_api_secret": "a" * 43,
    "openai_api_key": "sk-proj-abcdefgh",
    "openai_base_url": "https://api.openai.com/v1",
    "deepgram_api_key": "tiny",
}
OWN_STATUS = re.compile(r"^Failed to load resource: the server responded with a status of (4|5)\d\d ")


@dataclass(frozen=True)
class Scene:
    """A page as a person finds it.

    Attributes:
        status: the answer it comes with.
        primary: its one action.
        reach: how to get there, when opening ``path`` isn't enough.
        title: words of its heading.
    """

    path: str = ""
    who: UserRow | None = None
    status: int = 200
    primary: str = "main .button-primary"
    reach: Callable[[Visitor, str], None] | None = None
    title: str = ""
    microphone: str = "refused"


def _open(visitor: Visitor, path: str) -> None:
    visitor.go(path)


def _mistaken_form(visitor: Visitor, path: str) -> None:
    visitor.go(path)
    visitor.page.get_by_label("Company").fill("Zebra & Sons")
    visitor.page.locator("#job_description").fill("We look for someone.")
    visitor.page.evaluate("document.querySelector('[data-set-up]').submit()")
    visitor.page.wait_for_url("**/interviews")
    assert visitor.page.get_by_label("Company").input_value() == "Zebra & Sons"
    assert visitor.page.locator("#job_description").input_value() == "We look for someone."


def _mistaken_keys(visitor: Visitor, path: str) -> None:
    visitor.go(path)
    page = visitor.page
    page.get_by_label("Project URL").fill("https://elsewhere.example.org")
    page.get_by_role("button", name="Save the LiveKit key").click()
    page.wait_for_url("**/settings/keys/livekit")
    assert page.get_by_label("Project URL").input_value() == "https://elsewhere.example.org"


def _no_microphone(visitor: Visitor, path: str) -> None:
    visitor.go(path)
    visitor.page.get_by_text("No microphone was found.").wait_for()


def _other_site(visitor: Visitor, path: str) -> None:
    page = visitor.page
    page.set_content(f'<form method="post" action="{visitor.url}{path}"><button>Go</button></form>')
    page.get_by_role("button").click()
    page.wait_for_url(f"**{path}")


def _too_large(visitor: Visitor, path: str) -> None:
    visitor.go(path)
    page = visitor.page
    page.get_by_label("Role", exact=True).fill("Nurse")
    with NamedTemporaryFile(suffix=".txt") as big:
        big.write(b"word " * 2_400_000)
        big.flush()
        page.locator("#resume").set_input_files(big.name)
        page.evaluate("document.querySelector('[data-set-up]').submit()")
        page.wait_for_url("**/interviews")


@pytest.fixture(scope="module")
def archive(house: House) -> Iterator[Archive]:
    store = SqliteStore(house.data_dir / "mockflow.db")
    yield Archive(house, store)
    store.close()


@pytest.fixture(scope="module")
def scenes(archive: Archive) -> dict[str, Scene]:
    """Every page there is, and who looks at it."""
    newcomer, regular, unlucky = (archive.account(name) for name in ("Newcomer", "Regular", "Unlucky"))
    ready, short = archive.reviewed(regular), archive.reviewed(regular, answers=1, most_words=6)
    writing, failed = archive.ended(regular), archive.ended(regular)
    lost = archive.ended(regular, reason=EndReason.WORKER_LOST)
    archive.store.set_feedback(writing.id, status="writing", step="Measuring your speech", percent=55)
    archive.store.set_feedback(failed.id, status="failed", percent=100)
    archive.store.set_feedback(lost.id, status="too_short", percent=100, message="Say more next time.")
    spanish, unread = archive.ended(regular), other_language(written_by="MockFlow")
    archive.store.set_feedback(
        spanish.id, status="too_short", body=unread.model_dump(mode="json"), message=unread.takeaway
    )
    waits = archive.new(regular)
    spoilt = archive.new(unlucky)
    owner, listener = archive.account("Owner"), archive.account("Listener")
    archive.give_keys(owner, **KEYS)
    archive.spoil(spoilt)
    room = f"/interviews/{waits.id}/room"
    return {
        "sign-in": Scene("/", title="Say it aloud"),
        "dashboard-empty": Scene("/dashboard", newcomer, title="Your first interview"),
        "dashboard": Scene("/dashboard", regular, title="interview is ready"),
        "set-up": Scene("/interviews/new", regular, title="What are you interviewing for?"),
        "set-up-mistake": Scene(
            "/interviews/new", regular, reach=_mistaken_form, status=422, title="What are you"
        ),
        "room-check": Scene(room, regular, title="First, your microphone."),
        "room-no-microphone": Scene(
            room, regular, reach=_no_microphone, title="First, your", microphone="none"
        ),
        "review-ready": Scene(f"/interviews/{ready.id}", regular),
        "review-recorded": Scene(f"/interviews/{archive.recorded(listener).id}", listener),
        "review-too-short": Scene(f"/interviews/{short.id}", regular, title="Too little to score."),
        "review-other-language": Scene(
            f"/interviews/{spanish.id}", regular, title="No scores in this language."
        ),
        "review-writing": Scene(
            f"/interviews/{writing.id}", regular, primary="main a, header a", title="being written"
        ),
        "review-failed": Scene(f"/interviews/{failed.id}", regular, title="isn’t there yet"),
        "review-lost": Scene(f"/interviews/{lost.id}", regular, title="Too little"),
        "rubric": Scene("/rubric/behavioral", regular, title="What is looked at"),
        "morning-sheet": Scene("/morning-sheet", regular, title="This morning"),
        "evidence-map": Scene("/evidence-map", regular, title="What you told, and what is missing"),
        "evidence-map-empty": Scene("/evidence-map", newcomer, title="What you told"),
        "settings-keys": Scene("/settings/keys", newcomer, title="Whose key pays?"),
        "settings-keys-mistake": Scene(
            "/settings/keys", newcomer, reach=_mistaken_keys, status=422, title="Whose key pays?"
        ),
        "settings-keys-filled": Scene(
            "/settings/keys", owner, primary="main [data-test-key] button", title="Whose key pays?"
        ),
        "settings-preferences": Scene("/settings/preferences", regular, title="How should it go?"),
        "settings-account": Scene("/settings/account", regular, primary="main a, main button"),
        "documents": Scene("/documents", regular),
        "403": Scene("/interviews", regular, status=403, reach=_other_site),
        "404": Scene("/nothing-here", regular, status=404),
        "413": Scene("/interviews/new", regular, status=413, reach=_too_large),
        "500": Scene(f"/interviews/{spoilt.id}", unlucky, status=500),
    }


NAMES = [
    *("sign-in", "dashboard-empty", "dashboard", "set-up", "set-up-mistake", "room-check"),
    *(
        "room-no-microphone",
        "review-ready",
        "review-recorded",
        "review-too-short",
        "review-writing",
        "review-failed",
    ),
    *(
        "review-other-language",
        "review-lost",
        "rubric",
        "morning-sheet",
        "evidence-map",
        "evidence-map-empty",
        "settings-keys",
        "settings-keys-mistake",
        "settings-keys-filled",
    ),
    *("settings-preferences", "settings-account", "documents", "403", "404", "413", "500"),
]


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visitor(name: str, house: House, visit: Visit, size: str, scenes: dict[str, Scene]) -> Visitor:
    width, height = SIZES[size]
    return visit(
        house,
        scenes[name].microphone,
        viewport={"width": width, "height": height},
        color_scheme=SCHEMES[0],
        reduced_motion="reduce",
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_for_everyone(
    name: str,
    size: str,
    visitor: Visitor,
    scenes: dict[str, Scene],
    archive: Archive,
    request: pytest.FixtureRequest,
) -> None:
    scene = scenes[name]
    if scene.who is not None:
        visitor.context.add_cookies(
            [{"name": "mockflow", "value": archive.cookie(scene.who), "url": visitor.url}]
        )
    answers: list[int] = []
    visitor.page.on(
        "response", lambda r: answers.append(r.status) if r.request.is_navigation_request() else None
    )
    (scene.reach or _open)(visitor, scene.path)
    assert answers[-1] == scene.status
    assert scene.title in visitor.page.locator("h1").first.inner_text()
    for scheme in SCHEMES:
        visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if request.config.getoption("--write-screenshots", default=False):
            picture = ROOT / "test-results" / "pages" / f"{name}-{size}-{scheme}.png"
            visitor.page.screenshot(path=picture, full_page=True)
        assert violations(visitor.page) == [], scheme
        assert nothing_is_cut_off(visitor.page) == [], scheme
    assert tabs_to(visitor.page, scene.primary) <= MOST_TABS
    own = [text for text in visitor.complaints if not (scene.status >= 400 and OWN_STATUS.match(text))]
    assert own == []
