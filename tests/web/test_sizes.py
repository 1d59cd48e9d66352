"""How much a request may bring: limits at -1, 0 and +1, announced or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from web import csrf, sizes

from .conftest import JSON, House
from .matrix.routes import ROUTES, Route
from .matrix.scene import Scene, furnish

pytestmark = pytest.mark.unit

ROOMY = {
    "/interviews": 2 * 5 * sizes.MIB + sizes.FORM_TEXTS,
    "/documents": 5 * sizes.MIB + sizes.FORM_TEXTS,
    "/interviews/<interview_id>/hearing-check": 2 * sizes.MIB,
    "/worker/events": 2 * sizes.MIB,
}
UNSAFE = tuple(route for route in ROUTES if route.method in csrf.UNSAFE_METHODS)


class Endless:
    """A body whose end is far away: reading it all would take the memory of the box."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "all of it was asked for at once"
        self.taken += size
        return b" " * size


@pytest.fixture
def scene(house: House) -> Scene:
    return furnish(house)


def send(scene: Scene, route: Route, size: int, content_type: str = "application/json") -> int:
    client = scene.house.client(scene.house.alice)
    url = scene.url(route, known=True)
    return client.open(url, method=route.method, data=b" " * size, content_type=content_type).status_code


@pytest.mark.parametrize("route", UNSAFE, ids=lambda route: route.path)
@pytest.mark.parametrize(("over", "refused"), [(-1, False), (0, False), (1, True)])
def test_each_route_has_its_size(scene: Scene, route: Route, over: int, refused: bool) -> None:
    status = send(scene, route, ROOMY.get(route.path, sizes.SMALL) + over)
    reads_no_body = route.path == "/worker/events" and status == 401  # the guard was first
    assert (status == 413) == refused or reads_no_body


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "application/x-www-form-urlencoded"]
)
def test_a_body_without_a_length_is_cut_off(house: House, alice: FlaskClient, content_type: str) -> None:
    body = Endless()
    answer = alice.post(
        f"/interviews/{house.interview().id}/start",
        content_type=content_type,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input": body, "wsgi.input_terminated": True},
    )
    assert answer.status_code in (413, 422), "refused, or read as far as it may be and not understood"
    assert body.taken < 10 * sizes.SMALL


def form(**fields: str) -> dict[str, Any]:
    """A multipart form in memory; the test client would put a large one into a file."""
    part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = "".join(part.format(*field) for field in fields.items()) + "--x--\r\n"
    return {"data": body.encode(), "content_type": "multipart/form-data; boundary=x"}


def test_texts_beside_a_file_have_a_size_of_their_own(alice: FlaskClient) -> None:
    for size, status in ((sizes.FORM_TEXTS - 2000, 422), (sizes.FORM_TEXTS + 1, 413)):
        sent = form(role="Baker", job_description="x" * size)
        assert alice.post("/interviews", **sent).status_code == status


def test_a_form_has_few_parts(alice: FlaskClient) -> None:
    for parts, status in ((40, 303), (60, 413)):
        sent = form(role="Baker", **{f"field{number}": "x" for number in range(parts)})
        assert alice.post("/interviews", **sent).status_code == status


def test_where_files_are_taken_the_answer_names_their_size(make_house: Callable[..., House]) -> None:
    house = make_house(max_upload_bytes=3 * sizes.MIB)
    client = house.client(house.alice)
    for path, form_path in (("/documents", "/documents"), ("/interviews", "/interviews/new")):
        told = client.post(path, data={"kind": "x" * 8 * sizes.MIB}).get_data(as_text=True)
        assert "a file may have up to 3 MB. Go back, what you typed is still there, and choose a" in told
        assert f'href="{form_path}">Go back to the form</a>' in told
    error = client.post("/interviews", data={"role": "x" * 8 * sizes.MIB}, headers=JSON).get_json()["error"]
    assert (error["label"], error["href"]) == ("too_large", "/interviews/new")
    told = client.post("/settings/preferences", data={"voice": "x" * sizes.SMALL}).get_data(as_text=True)
    assert "What you sent is too large for this page. Go back, make it shorter" in told
