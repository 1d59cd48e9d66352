"""The transcript as its owner wants it read: corrected, doubtful words marked."""

from __future__ import annotations

from collections.abc import Sequence

import postprocess
from interview.transcript import corrected
from postprocess import MergedTurn
from store.port import Store
from store.rows import InterviewRow

DOUBTFUL = 0.5
"""Words the recogniser was less sure of than this are marked."""


def transcript(store: Store, row: InterviewRow) -> tuple[MergedTurn, ...]:
    """The merged turns with the owner's corrections; what was heard stays in ``heard``."""
    return as_corrected(store, row, postprocess.merge(store.events(row.owner_id, row.id)))


def as_corrected(store: Store, row: InterviewRow, heard: Sequence[MergedTurn]) -> tuple[MergedTurn, ...]:
    """The same for who has read the turns already, as :func:`postprocess.merge` gives them."""
    kept = store.corrections(row.owner_id, row.id)
    return corrected(heard, {one.turn: one.text for one in kept})


def marked(turn: MergedTurn) -> list[tuple[str, bool]]:
    """The turn's text in pieces, each with whether its word is doubtful.

    A recogniser that is sure of nothing, because it gives no confidence, leaves nothing doubtful.
    """
    if turn.heard or not any(word.confidence for word in turn.words):
        return [(turn.text, False)]
    pieces, told, at = list[tuple[str, bool]](), 0, 0
    for word in turn.words:
        found = turn.text.find(word.text.strip(), at)
        if found < 0:
            continue
        at = found + len(word.text.strip())
        if word.confidence is not None and word.confidence < DOUBTFUL:
            pieces += [(turn.text[told:found], False), (turn.text[found:at], True)]
            told = at
    return [piece for piece in (*pieces, (turn.text[told:], False)) if piece[0]]


def changed_since(store: Store, row: InterviewRow) -> bool:
    """Whether the transcript was corrected after the newest feedback, or after it was found too short."""
    versions = store.feedback_versions(row.owner_id, row.id)
    feedback = store.feedback(row.owner_id, row.id)
    if feedback is not None and feedback.status == "too_short":
        since = feedback.updated_at
    elif versions:
        since = versions[0].created_at
    else:
        return False
    return any(one.corrected_at > since for one in store.corrections(row.owner_id, row.id))
