"""No address that somebody types in reaches this machine or its network, through any door.

Every connect of the process is seen by an audit hook, and a listener waits on all of loopback.
"""

from __future__ import annotations

import contextlib

import httpx
import httpx2
import openai
import pytest
from pydantic import SecretStr

import outbound
from outbound.errors import AddressRefusedError
from tests.fakes.providers import FakeProviders
from tests.fakes.wire import Listener, Wire
from tests.outbound.hostile import BASE_URLS, LIVEKIT_URLS, PUBLIC_V4, resolve
from web.probes import Outcome, probe
from web.provider_keys import LiveKitKey, OpenAIKey, ProviderKeys

pytestmark = pytest.mark.process

KEY = SecretStr("sk-a-key-that-must-go-nowhere")
ALLOWED = "*.livekit.cloud"
OUTSIDE = {(PUBLIC_V4, 443)}  # two of the tricks are, to an HTTP client, an honest host's address
HOSTILE = outbound.Guard(resolve=resolve)  # the product's judgement of addresses, a hostile zone's names


def openai_keys(url: str) -> ProviderKeys:
    return ProviderKeys(openai=OpenAIKey(KEY, url))


def livekit_keys(url: str) -> ProviderKeys:
    return ProviderKeys(
        livekit=LiveKitKey(url, KEY, SecretStr("a-secret-of-more-than-thirty-two-characters"))
    )


def test_there_are_enough_addresses() -> None:
    assert len(set(BASE_URLS)) >= 60
    assert len(set(LIVEKIT_URLS)) >= 60


@pytest.mark.parametrize("template", BASE_URLS)
def test_a_base_url_that_leads_inside_gets_a_sentence_and_no_connection(
    template: str, wire: Wire, listener: Listener
) -> None:
    url = template.replace("{port}", str(listener.port))
    verdict = probe("openai", openai_keys(url), allowed_hosts=ALLOWED, guard=HOSTILE)

    assert verdict.outcome is Outcome.REFUSED
    assert verdict.message.endswith(".")
    assert verdict.message == outbound.base_url_problem(url) or not outbound.base_url_problem(url)
    assert (wire.dialled, wire.looked_up, listener.knocks()) == ([], [], 0)


@pytest.mark.parametrize("template", BASE_URLS)
async def test_the_workers_client_reaches_nothing_inside_even_without_the_forms_check(
    template: str, wire: Wire, listener: Listener
) -> None:
    url = template.replace("{port}", str(listener.port))
    async with outbound.async_client(timeout=2.0, guard=HOSTILE) as http:
        with pytest.raises((AddressRefusedError, openai.OpenAIError, httpx2.InvalidURL, ValueError)):
            await openai.AsyncClient(
                api_key="sk-test", base_url=url or "/", http_client=http, max_retries=0
            ).models.list()

    assert set(wire.dialled) <= OUTSIDE
    assert (wire.looked_up, listener.knocks()) == ([], 0)


@pytest.mark.parametrize("template", BASE_URLS)
def test_the_web_apps_client_reaches_nothing_inside_either(
    template: str, wire: Wire, listener: Listener
) -> None:
    url = template.replace("{port}", str(listener.port))
    with (
        outbound.client(timeout=2.0, guard=HOSTILE) as http,
        pytest.raises((AddressRefusedError, httpx.HTTPError, httpx.InvalidURL)),
    ):
        http.get(url)

    assert set(wire.dialled) <= OUTSIDE
    assert (wire.looked_up, listener.knocks()) == ([], 0)


@pytest.mark.parametrize("template", LIVEKIT_URLS)
def test_a_livekit_address_off_the_list_gets_a_sentence_and_no_connection(
    template: str, wire: Wire, listener: Listener
) -> None:
    url = template.replace("{port}", str(listener.port))
    verdict = probe("livekit", livekit_keys(url), allowed_hosts=ALLOWED, guard=HOSTILE)

    assert verdict.outcome is Outcome.REFUSED
    assert verdict.message.endswith(".")
    assert (wire.dialled, wire.looked_up, listener.knocks()) == ([], [], 0)


@pytest.mark.parametrize("host", ["134744072", "0x8080808", "010.010.010.010"])
def test_a_number_in_disguise_isnt_dialled_even_when_it_is_public(host: str, wire: Wire) -> None:
    with (
        outbound.client(timeout=2.0, guard=HOSTILE) as http,
        pytest.raises((AddressRefusedError, httpx.InvalidURL)),
    ):
        http.get(f"https://{host}/")
    assert wire.dialled == []


def test_the_proof_would_see_a_connection(wire: Wire, listener: Listener) -> None:
    """The same calls with a guard that allows everything do reach the listener."""
    careless = outbound.Guard(resolve=resolve, allows=lambda _endpoint: True)
    wire.open = {("127.0.0.1", listener.port)}
    url = f"https://loop.example.com:{listener.port}/v1"
    with contextlib.suppress(httpx.HTTPError), outbound.client(timeout=0.2, guard=careless) as http:
        http.get(url)

    assert wire.dialled == [("127.0.0.1", listener.port)]
    assert listener.knocks() == 1


class Rebinding:
    """A zone that answers with a public address once, and with loopback from then on."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, _host: str, port: int) -> list[tuple[str, int]]:
        self.asked += 1
        return [(PUBLIC_V4 if self.asked == 1 else "127.0.0.1", port)]


def test_a_name_that_changes_is_dialled_where_it_was_checked(wire: Wire) -> None:
    zone = Rebinding()
    with outbound.client(timeout=2.0, guard=outbound.Guard(resolve=zone)) as http:
        with pytest.raises(httpx.ConnectError):
            http.get("https://api.example.com/")
        assert (zone.asked, wire.dialled) == (1, [(PUBLIC_V4, 443)])
        with pytest.raises(AddressRefusedError):
            http.get("https://api.example.com/")
    assert wire.dialled == [(PUBLIC_V4, 443)]


async def test_a_name_that_changes_is_dialled_by_the_worker_where_it_was_checked(wire: Wire) -> None:
    zone = Rebinding()
    async with outbound.async_client(timeout=2.0, guard=outbound.Guard(resolve=zone)) as http:
        with pytest.raises(httpx2.ConnectError):
            await http.get("https://api.example.com/")
        assert (zone.asked, wire.dialled) == (1, [(PUBLIC_V4, 443)])
        with pytest.raises(AddressRefusedError):
            await http.get("https://api.example.com/")
    assert wire.dialled == [(PUBLIC_V4, 443)]


def test_a_livekit_name_that_changes_is_dialled_where_it_was_checked(wire: Wire) -> None:
    zone = Rebinding()
    verdict = probe(
        "livekit",
        livekit_keys("wss://name.livekit.cloud"),
        allowed_hosts=ALLOWED,
        guard=outbound.Guard(resolve=zone),
    )
    assert verdict.outcome is Outcome.UNREACHABLE
    assert (zone.asked, wire.dialled) == (1, [(PUBLIC_V4, 443)])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("path", ["/v1/models", "/v1/chat/completions"])
def test_a_test_call_follows_no_redirect(
    status: int, path: str, providers: FakeProviders, wire: Wire, listener: Listener
) -> None:
    wire.open = {("127.0.0.1", providers.port)}
    providers.redirect(path, status, f"https://127.0.0.1:{listener.port}/")
    keys = ProviderKeys(openai=OpenAIKey(SecretStr(providers.key), "https://llm.example.com/v1"))

    verdict = probe("openai", keys, allowed_hosts="", guard=providers.guard())

    assert verdict.outcome is Outcome.WRONG_URL
    assert set(wire.dialled) == wire.open
    assert listener.knocks() == 0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_the_workers_client_follows_no_redirect(
    status: int, providers: FakeProviders, wire: Wire, listener: Listener
) -> None:
    wire.open = {("127.0.0.1", providers.port)}
    providers.redirect("/v1/models", status, f"https://127.0.0.1:{listener.port}/")
    async with outbound.async_client(timeout=5.0, guard=providers.guard()) as http:
        client = openai.AsyncClient(
            api_key=providers.key, base_url="https://llm.example.com/v1", http_client=http, max_retries=0
        )
        with pytest.raises(outbound.AnswerRefusedError):
            await client.models.list()
        with pytest.raises(outbound.AnswerRefusedError):
            await http.get("https://llm.example.com/v1/models", follow_redirects=True)

    assert set(wire.dialled) == wire.open
    assert listener.knocks() == 0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_livekit_test_follows_no_redirect(
    status: int, providers: FakeProviders, wire: Wire, listener: Listener
) -> None:
    wire.open = {("127.0.0.1", providers.port)}
    providers.redirect("/twirp/livekit.RoomService/ListRooms", status, f"https://127.0.0.1:{listener.port}/")
    verdict = probe(
        "livekit",
        livekit_keys("wss://name.livekit.cloud"),
        allowed_hosts=ALLOWED,
        guard=providers.guard(),
    )

    assert verdict.outcome is Outcome.WRONG_URL
    assert set(wire.dialled) == wire.open
    assert listener.knocks() == 0


def test_a_proxy_of_the_environment_is_passed_by(
    monkeypatch: pytest.MonkeyPatch, providers: FakeProviders, wire: Wire, listener: Listener
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{listener.port}")
    wire.open = {("127.0.0.1", providers.port)}
    keys = ProviderKeys(
        openai=OpenAIKey(SecretStr(providers.key)),
        livekit=LiveKitKey("wss://name.livekit.cloud", *providers.livekit_pair),
    )
    for provider in ("openai", "livekit"):
        assert probe(provider, keys, allowed_hosts=ALLOWED, guard=providers.guard()).ok
    assert set(wire.dialled) == wire.open
