"""A brief comes from metadata that somebody outside wrote."""

from __future__ import annotations

import json

import pytest

from dispatch.brief import MOST_BYTES, DispatchRefusedError, brief_of

pytestmark = pytest.mark.unit


def test_the_jobs_metadata_comes_before_the_rooms() -> None:
    assert brief_of('{"role": "Baker"}', '{"role": "Cook"}').role == "Baker"
    assert brief_of("  ", '{"role": "Cook"}').role == "Cook"


@pytest.mark.parametrize(
    ("metadata", "fields"),
    [
        ("no JSON", ("json",)),
        ("[]", ("json",)),
        ("{}", ("role",)),
        ('{"role": ""}', ("role",)),
        ('{"role": "Baker", "level": "god", "length": 3}', ("level", "length")),
        ('{"role": "Baker", "my secret words": 1}', ("unknown",)),
    ],
)
def test_it_refuses_what_is_no_brief_and_names_only_our_own_fields(
    metadata: str, fields: tuple[str, ...]
) -> None:
    with pytest.raises(DispatchRefusedError) as refused:
        brief_of(metadata, "")
    assert refused.value.fields == fields
    assert refused.value.__cause__ is None


def test_it_refuses_none_at_all() -> None:
    with pytest.raises(DispatchRefusedError):
        brief_of("", " ")


@pytest.mark.parametrize("more", [0, 1])
def test_it_reads_as_much_as_livekit_carries_and_no_more(more: int) -> None:
    bare = json.dumps({"role": "Baker", "resume_text": ""})
    text = json.dumps({"role": "Baker", "resume_text": "x" * (MOST_BYTES - len(bare) + more)})
    if more:
        with pytest.raises(DispatchRefusedError):
            brief_of(text, "")
    else:
        assert brief_of(text, "").role == "Baker"
