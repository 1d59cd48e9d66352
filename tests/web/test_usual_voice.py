"""The voice at OpenAI of whoever chose none: the operator's, where OpenAI has it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic import SecretStr

from web.services import KEY

from .conftest import House
from .test_live import start

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("setting", "chosen", "speaks"),
    [("nova", "", "nova"), ("nova", "sage", "sage"), ("joe", "", "ash"), ("", "", "ash")],
)
def test_it_speaks(make_house: Callable[..., House], setting: str, chosen: str, speaks: str) -> None:
    house = make_house(tts_voice=setting)
    house.app.extensions[KEY].keyring.save(house.alice.id, {"openai_api_key": SecretStr("sk-of-alice")})
    house.store.set_preferences(house.alice.id, {"speaking": "openai", "voice": chosen})
    assert start(house.client(house.alice), house.interview()).status_code == 200
    [job] = house.manager.jobs
    assert (job.voice[0].provider, job.voice[0].voice) == ("openai", speaks)
