"""A whole interview with failures, on the whole app with an owner's own keys: no secret is told anywhere."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from simulation import personas
from tests.room import search
from tests.room.scene import OWNERS, Scene, gunicorn, opened
from tests.room.visitor import Seat, Visitor
from tests.room.waiting import until

pytestmark = pytest.mark.room

HEARING, SPEAKING = "/v1/audio/transcriptions", "/v1/audio/speech"
WORDS = "I repaired the clock of the old lighthouse."


async def save_keys(scene: Scene) -> None:
    """Every provider's, through its form, and each tested: with its fault first, then for good."""
    web, livekit = scene.web, scene.house.services.livekit_url
    forms = {name: {f"{name}_api_key": OWNERS[name]} for name in ("openai", "deepgram", "assemblyai")}
    pair = {"livekit_api_key": OWNERS["livekit key"], "livekit_api_secret": OWNERS["livekit secret"]}
    for name, form in {**forms, "livekit": {**pair, "livekit_url": livekit}}.items():
        assert (await web.post(f"/settings/keys/{name}", form)).json() == {"saved": name}
    paths = ("/v1/models", "/v1/listen", "/v2/transcript", "/v3/token")
    for fault in (401, 0):
        scene.vendors.faults = dict.fromkeys(paths, fault)
        for name in (*forms, "livekit"):
            verdict = (await web.post(f"/settings/keys/{name}/test")).json()
            assert verdict["ok"] is (not fault or name == "livekit"), verdict
    likes = {"hearing": "openai", "speaking": "openai", "voice": "nova"}
    assert (await web.post("/settings/preferences", likes)).json()["hearing"] == "openai"


async def fail_and_recover(scene: Scene, seat: Seat) -> None:
    """OpenAI refuses in the middle, to the worker and to the web app, and comes back."""
    await seat.guest.hears_a_question()
    await seat.guest.press("answer", text="Yes, I am ready to begin.")
    await seat.guest.hears_a_question()
    scene.vendors.faults = {HEARING: 401, SPEAKING: 500}
    await seat.guest.say("I have been a gardener for eleven years.")
    await seat.guest.press("answer", text=WORDS)
    await until(lambda: "voice_switched" in str(scene.events()), 30, "the trouble is told and stored")
    assert scene.told() == []
    scene.vendors.faults = {}
    await until(lambda: "gardener" in str(scene.events()), 40, "the words are heard after all")


async def die(scene: Scene, seat: Seat) -> None:
    """The web app stands still, so that events stay in the spool, and the worker is killed."""
    web = psutil.Process(gunicorn(scene.house)[-1])
    web.suspend()
    try:
        await seat.guest.press("answer", text="There is nothing more to say about that clock.")
        await until(
            lambda: any(b"that clock" in content for _, content in search.files(scene.data / "spool")),
            *(20, "it is in the spool"),
        )
        [worker] = scene.house.workers()
        assert scene.told() == []
        psutil.Process(worker).kill()
        assert scene.told() == []
    finally:
        web.resume()


async def look_at_everything(scene: Scene, interview_id: str) -> None:
    """Each page about keys and about the interview, and the export, unpacked."""
    web, base = scene.web, f"/interviews/{interview_id}"
    for path in ("/settings/keys", "/settings/preferences", "/settings/account", "/dashboard", base):
        assert (await web.page(path)).status_code == 200
    for name in ("transcript", "events", "feedback"):
        assert (await web.page(f"{base}/{name}.json")).status_code == 200
    export = await web.page("/account/export.zip")
    with zipfile.ZipFile(io.BytesIO(export.content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert any(WORDS.encode() in content for content in members.values())
    web.shown += [(f"the export's {name}", content) for name, content in members.items()]


async def test_no_secret_is_told_by_a_whole_interview_with_failures(tmp_path: Path) -> None:
    async with opened(tmp_path) as scene:
        web = scene.web
        await web.sign_in()
        assert (await web.page("/sign-in/oidc")).status_code in (303, 503)
        await save_keys(scene)
        persona = personas.load("ada")
        interview_id = await web.create(persona)
        access = await web.start(interview_id)
        seat = Seat(scene.house, tmp_path, access)
        try:
            await seat.guest.join()
            await fail_and_recover(scene, seat)
            heard = await web.post(
                f"/interviews/{interview_id}/hearing-check",
                content=b"no sound",
                headers={"Content-Type": "audio/wav"},
            )
            assert heard.status_code == 503, "it isn't a recording"
            await die(scene, seat)
        finally:
            await seat.leave()
        await ended(web, interview_id)
        await look_at_everything(scene, interview_id)
        await refused_by_livekit(scene)
        assert scene.told() == []
        proves_something(scene)


async def ended(web: Visitor, interview_id: str) -> None:
    """Buried as lost, with its feedback."""
    for _ in range(600):
        if (await web.feedback(interview_id))["status"] in ("ready", "too_short", "failed"):
            break
    state = await web.state(interview_id)
    assert (state["status"], state["end_reason"]) == ("ended", "worker_lost")


async def refused_by_livekit(scene: Scene) -> None:
    """LiveKit's own error quotes the whole token."""
    web, livekit = scene.web, scene.house.services.livekit_url
    wrong = {"livekit_api_key": OWNERS["livekit key"], "livekit_api_secret": OWNERS["wrong livekit secret"]}
    assert (await web.post("/settings/keys/livekit", {**wrong, "livekit_url": livekit})).status_code == 200
    assert (await web.post("/settings/keys/livekit/test")).json()["ok"] is False
    refused = await web.post(f"/interviews/{await web.create(personas.load('ada'))}/start", json={"tab": "t"})
    assert refused.status_code == 503


def proves_something(scene: Scene) -> None:
    """The keys were there and in use, and the search finds what may be found."""
    with closing(sqlite3.connect(scene.data / "mockflow.db", timeout=10)) as db:
        fields = {str(row[0]) for row in db.execute("SELECT field FROM provider_keys")}
    assert {"livekit_api_secret", "openai_api_key", "deepgram_api_key", "assemblyai_api_key"} <= fields
    asked = {one.path for one in scene.vendors.asked}
    assert {HEARING, SPEAKING, "/v1/models", "/v1/listen", "/v2/transcript"} <= asked
    places = dict(scene.places())
    words = search.hits(places.items(), {"words": WORDS.encode(), "cookie key": scene.secrets["cookie key"]})
    assert f"words in {scene.data / 'mockflow.db'}" in words
    assert f"cookie key in {scene.data / 'secrets' / 'cookie.key'}" in words
    logs = {Path(name).name: content for name, content in places.items() if "/logs/" in name}
    assert {"web.log", "web.stderr.log", "worker.log", "workers.log"} <= logs.keys()
    assert b'"level": "debug"' in logs["worker.log"]
