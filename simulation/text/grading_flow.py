"""Yes/no criteria on stages, minimums, silences and endings. Each returns None where it doesn't apply."""

from __future__ import annotations

import re

from fsm import GRACE_S
from interview.models import EndReason
from interview.offline import CANDIDATE_QUESTIONS
from interview.stages import StageRule
from simulation.text.record import Change, Line, Record
from voice.silence import NUDGE_S

_SLACK_S = 6.0
_BYE = re.compile(r"\b(?:goodbye|good luck|end of (?:the|this|our) interview|whole interview)\b", re.I)


def _left(record: Record) -> list[tuple[Change, StageRule, float, int]]:
    """Each change with the stage that was left, its seconds, and the questions that counted in it."""
    rules, found, began_s, began = {rule.name: rule for rule in record.rules}, [], 0.0, 0
    for change in record.changes:
        if change.data.previous:
            lines = record.lines[began : change.before]
            counted = sum(line.kind in ("main", "follow_up") for line in lines)
            found.append((change, rules[change.data.previous], change.at_s - began_s, counted))
        began_s, began = change.at_s, change.before
    return found


def stages_come_in_order(record: Record) -> bool:
    """Every stage follows the one before it in the table, from the first on."""
    entered = [change.data.stage for change in record.changes if change.data.cause != "end"]
    return entered == [rule.name for rule in record.rules][: len(entered)]


def it_is_completed_unless_stopped(record: Record) -> bool:
    """It ends by itself, or because the candidate pressed End."""
    return record.ended.reason in (EndReason.COMPLETED, EndReason.STOPPED)


def only_the_machine_completes_it(record: Record) -> bool | None:
    """Completed means that the last stage was left."""
    if record.ended.reason != EndReason.COMPLETED:
        return None
    return (
        record.changes[-1].data.cause == "end" and record.changes[-1].data.previous == record.rules[-1].name
    )


def an_ending_before_the_end_has_its_reason(record: Record) -> bool | None:
    """Whoever didn't complete it reads why."""
    return None if record.ended.reason == EndReason.COMPLETED else bool(record.ended.detail.strip())


def minimum_questions_were_asked(record: Record) -> bool:
    """No transition was granted with fewer questions than the stage's least."""
    return all(
        counted >= rule.min_questions
        for change, rule, _, counted in _left(record)
        if change.data.cause == "transition"
    )


def minimum_time_was_spent(record: Record) -> bool:
    """No transition was granted before the stage's least time."""
    return all(
        spent >= rule.min_time_s - 0.01
        for change, rule, spent, _ in _left(record)
        if change.data.cause == "transition"
    )


def cooperative_people_need_no_exception(record: Record) -> bool | None:
    """Who answers gets through without an exception."""
    return not record.exceptions() if record.cooperative else None


def cooperative_people_complete_it(record: Record) -> bool | None:
    """Who answers gets to the end."""
    return record.ended.reason == EndReason.COMPLETED if record.cooperative else None


def exceptions_come_from_clock_or_candidate(record: Record) -> bool | None:
    """The interviewer itself can cause none."""
    odd = [change.data for change in record.changes if change.data.exceptions]
    return all(data.cause in ("deadline", "inactivity", "skip") for data in odd) if odd else None


def every_exception_has_its_reason(record: Record) -> bool | None:
    """Beside the exception stands why the stage was left."""
    odd = [change.data for change in record.changes if change.data.exceptions]
    return all(data.reason.strip() and all(data.exceptions) for data in odd) if odd else None


def unmet_minimums_are_named(record: Record) -> bool:
    """A stage left with too few questions, counted anew, has an exception."""
    return all(
        change.data.exceptions
        for change, rule, spent, counted in _left(record)
        if counted < rule.min_questions or spent < rule.min_time_s - 0.01
    )


def no_stage_is_longer_than_its_limit(record: Record) -> bool:
    """Limit and grace are the most a stage takes."""
    return all(spent <= rule.limit_s + GRACE_S + _SLACK_S for _, rule, spent, _ in _left(record))


def words_end_nothing(record: Record) -> bool | None:
    """Saying that one wants to stop, or ordering it, doesn't end the interview: the next reply goes on."""
    asked = [
        n for n, line in enumerate(record.lines) if line.wants in ("stop", "inject") and not line.interrupted
    ]
    if not asked:
        return None
    after = [len(record.lines) > n + 1 and record.lines[n + 1].speaker == "interviewer" for n in asked]
    return all(after)


def an_order_ends_no_stage_early(record: Record) -> bool | None:
    """No stage is left in reply to an order before its minimums are met."""
    orders = [n for n, line in enumerate(record.lines) if line.wants == "inject"]
    if not orders:
        return None
    return all(
        not change.data.exceptions and counted >= rule.min_questions
        for change, rule, _, counted in _left(record)
        if change.before - 2 in orders and change.data.cause == "transition"
    )


def goodbye_comes_last(record: Record) -> bool:
    """The end is announced in the last stage only."""
    last = record.rules[-1].name
    return not any(_BYE.search(line.text) for line in record.said() if line.stage != last)


def it_says_goodbye(record: Record) -> bool | None:
    """Who completes it hears a goodbye."""
    if record.ended.reason != EndReason.COMPLETED:
        return None
    last = [line for line in record.said() if line.stage == record.rules[-1].name]
    return any(re.search(r"\b(?:goodbye|bye|thank)", line.text, re.I) for line in last) if last else False


def the_candidate_may_ask(record: Record) -> bool | None:
    """Before the closing the candidate is asked for their own questions, unless clock or candidate cut it."""
    left = [c for c, rule, _, _ in _left(record) if rule.name == record.rules[-2].name]
    if not left or left[0].data.cause != "transition" or record.brief.drill:
        return None
    handed = any(line.question_id == CANDIDATE_QUESTIONS for line in record.said())
    closing = [line.text for line in record.said() if line.stage == record.rules[-1].name]
    return handed or any(
        re.search(r"\byou (?:would|'d) like to ask\b|questions? for me", t, re.I) for t in closing
    )


def silence_is_first_met_gently(record: Record) -> bool | None:
    """The first word into a silence asks nothing that counts."""
    first = [
        then
        for one, then in _pairs(record)
        if then.cause == "silence" and one.cause != "silence" and one.speaker == "interviewer"
    ]
    return all(line.kind in ("", "repeat") for line in first) if first else None


def silence_gets_its_time(record: Record) -> bool | None:
    """Nobody is nudged sooner than their patience says."""
    least = NUDGE_S[record.brief.patience] - 0.5
    waited = [then.started_s - one.ended_s for one, then in _pairs(record) if then.cause == "silence"]
    return all(seconds >= least for seconds in waited) if waited else None


def no_silence_lasts(record: Record) -> bool:
    """Someone speaks again within the longest silence a stage allows."""
    longest = max([*(rule.silence_s or 0.0 for rule in record.rules), NUDGE_S[record.brief.patience]])
    return all(then.started_s - one.ended_s <= longest + _SLACK_S for one, then in _pairs(record))


def _pairs(record: Record) -> list[tuple[Line, Line]]:
    return list(zip(record.lines, record.lines[1:], strict=False))
