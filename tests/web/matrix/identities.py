"""The twelve who ask; expiry comes in two kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import update

from auth_helpers import SIGN_IN
from store.rows import UserRow
from store.sqlite.tables import sign_ins
from tests.web.conftest import PageClient

from .scene import Scene, begin, end

Kind = Literal["owner", "stranger", "nobody", "forged", "worker"]
COOKIE = "mockflow"


@dataclass(frozen=True)
class Identity:
    """Who asks.

    Attributes:
        kind: which column of the table they are in. ``forged`` has a cookie that isn't ours: no page was
            ever made for it, so there is no token to send.
        known: whether they know the owner's ids.
        cookie: what they send as the session's cookie.
        bearer: what they send as a worker's token.
        worker: the answer of the worker API to that token.
    """

    kind: Kind
    known: bool = True
    cookie: str = ""
    bearer: str = ""
    worker: int = 401

    def client(self, scene: Scene) -> PageClient:
        """A fresh browser of theirs."""
        client = scene.house.client(sends_token=self.kind != "forged")
        if self.cookie:
            client.set_cookie(COOKIE, self.cookie)
        return client

    @property
    def headers(self) -> Mapping[str, str]:
        """What goes with every request."""
        return {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}


def signed_in(scene: Scene, user: UserRow) -> str:
    """The cookie of a sign-in that was just made."""
    cookie = scene.house.client(user).get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def owner(scene: Scene) -> Identity:
    return Identity("owner", cookie=signed_in(scene, scene.house.alice))


def stranger(scene: Scene) -> Identity:
    return Identity("stranger", known=False, cookie=signed_in(scene, scene.house.charlie))


def stranger_who_knows_the_ids(scene: Scene) -> Identity:
    return Identity("stranger", cookie=signed_in(scene, scene.house.charlie))


def anonymous(_scene: Scene) -> Identity:
    return Identity("nobody")


def signed_out(scene: Scene) -> Identity:
    """The owner's cookie, copied before they signed out."""
    client = scene.house.client(scene.house.alice)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert client.post("/sign-out").status_code == 303
    return Identity("nobody", cookie=cookie.value)


def unused_too_long(scene: Scene) -> Identity:
    """12 hours and a minute without a request."""
    return _aged(scene, seen_at=datetime.now(UTC) - timedelta(hours=12, minutes=1))


def too_old(scene: Scene) -> Identity:
    """7 days and a minute after the sign-in, though it was used all the time."""
    return _aged(scene, created_at=datetime.now(UTC) - timedelta(days=7, minutes=1))


def _aged(scene: Scene, **times: datetime) -> Identity:
    cookie = signed_in(scene, scene.house.alice)
    with scene.house.store._db.write() as connection:
        connection.execute(update(sign_ins).values(**times))
    return Identity("nobody", cookie=cookie)


def tampered(scene: Scene) -> Identity:
    """The owner's cookie with one character of its signature changed."""
    cookie = signed_in(scene, scene.house.alice)
    return Identity("forged", cookie=cookie[:-2] + ("A" if cookie[-2] != "A" else "B") + cookie[-1])


def signed_by_an_old_key(scene: Scene) -> Identity:
    """A live sign-in of the owner's, signed with the key before the present one."""
    app = Flask("before")
    app.secret_key = b"the key before the present one.."
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    signed = serializer.dumps({SIGN_IN: scene.house.store.create_sign_in(scene.house.alice.id)})
    return Identity("forged", cookie=str(signed))


def deleted_account(scene: Scene) -> Identity:
    """Somebody whose account is gone; their browser doesn't know yet."""
    dora = scene.house.store.upsert_user(subject="issuer|dora", name="Dora", email="")
    cookie = signed_in(scene, dora)
    scene.house.store.delete_user(dora.id)
    return Identity("nobody", cookie=cookie)


def worker_of_this_interview(scene: Scene) -> Identity:
    """A worker of the owner's; it opens its own door and no page."""
    begin(scene.house, scene.ready, token="this")
    return Identity("worker", bearer="this", worker=200)


def worker_of_another(scene: Scene) -> Identity:
    """A worker of the stranger's; what it posts belongs to the stranger's interview."""
    charlie = scene.house.charlie
    other = scene.house.store.create_interview(
        owner_id=charlie.id, brief=scene.house.interview().brief, plan=scene.ready.plan
    )
    begin(scene.house, other, token="other")
    return Identity("worker", bearer="other", worker=200)


def worker_after_the_end(scene: Scene) -> Identity:
    """A worker of the owner's, a day and a minute after its interview ended."""
    begin(scene.house, scene.ready, token="late")
    end(scene.house, scene.ready, ago=timedelta(hours=24, minutes=1))
    return Identity("worker", bearer="late", worker=410)


IDENTITIES: Mapping[str, Callable[[Scene], Identity]] = {
    make.__name__: make
    for make in (
        *(owner, stranger, stranger_who_knows_the_ids, anonymous, signed_out, unused_too_long, too_old),
        *(tampered, signed_by_an_old_key, deleted_account),
        *(worker_of_this_interview, worker_of_another, worker_after_the_end),
    )
}
