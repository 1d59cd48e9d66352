"""The two routes of a provider's sign-in, where there is a provider: asked by everyone, with every method."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.fakes.oidc import FakeProvider, serving

from .conftest import House
from .matrix.identities import IDENTITIES
from .matrix.routes import ROUTES, WITH_PROVIDER
from .matrix.scene import furnish
from .test_matrix import ENDLESS, METHODS, ask, expected, problems
from .visit import settings_for

pytestmark = pytest.mark.process


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    with serving() as found:
        yield found


def test_these_are_all_the_routes_that_are_switched_off_without_one() -> None:
    off = {(route.method, route.path) for route in ROUTES if route.owner == 404}
    assert off == {(route.method, route.path) for route in WITH_PROVIDER}


@pytest.mark.parametrize("name", IDENTITIES)
def test_nobody_is_surprised_and_nobody_gets_in(
    make_house: Callable[..., House], provider: FakeProvider, name: str
) -> None:
    scene = furnish(make_house(**settings_for(provider), **ENDLESS))
    who, before = IDENTITIES[name](scene), scene.belongings()
    found = []
    for route in WITH_PROVIDER:
        for method in METHODS:
            usual = 200 if method == "OPTIONS" else 405
            status = expected(route, who) if method in ("GET", "HEAD") else usual
            answer = ask(scene, who, method, route)
            found += [f"{method} {route.path}: {one}" for one in problems(answer, status, route, who)]
            if status == 303:
                there = "/dashboard" if who.kind in ("owner", "stranger") else provider.issuer
                assert (answer.location or "").startswith(there)
            answer.close()
    assert found == []
    assert scene.belongings() == before
