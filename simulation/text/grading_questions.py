"""Yes/no criteria on what is asked, and on the answers to what the candidate asks."""

from __future__ import annotations

from collections import Counter

from interview.models import PlannedQuestion
from simulation.text.hearing import alike, content, longest_run, questions, sentences, words
from simulation.text.record import Line, Record

_MOST_FOLLOW_UPS = 2
_COPIED = 4
_LONG_ANSWER = 20
_LONG_SENTENCE = 6


def _may_come_again(record: Record) -> set[int]:
    """Places of interviewer's turns where hearing something again is right."""
    places = {n + 1 for n, _, _ in record.replies("repeat", "rephrase", "ask", "think", "stop", "inject")}
    for n, line in enumerate(record.lines[1:], start=1):
        before = record.lines[n - 1]
        if line.speaker == "interviewer" and (line.cause == "silence" or before.interrupted):
            places.add(n)
        if line.speaker == "interviewer" and n >= 2 and record.lines[n - 2].interrupted:
            places.add(n)
    return places


def nothing_is_asked_twice(record: Record) -> bool:
    """No question comes again unless the candidate wanted that, was silent, or cut it off."""
    again, asked = _may_come_again(record), list[str]()
    for n, line in enumerate(record.lines):
        if line.speaker != "interviewer" or line.interrupted:
            continue
        here = questions(line.text)
        if n not in again and any(alike(one, old) for one in here for old in asked):
            return False
        asked += here
    return True


def no_main_question_is_counted_twice(record: Record) -> bool:
    """A planned question counts once."""
    ids = Counter(line.question_id for line in record.said() if line.kind == "main" and line.question_id)
    return all(times == 1 for times in ids.values())


def no_long_sentence_comes_twice(record: Record) -> bool:
    """Not even thanks and bridges are said twice in the same words."""
    again = _may_come_again(record)
    said = Counter(
        part.lower()
        for n, line in enumerate(record.lines)
        if line.speaker == "interviewer" and n not in again and not line.interrupted
        for part in sentences(line.text)
        if len(words(part)) >= _LONG_SENTENCE
    )
    return all(times == 1 for times in said.values())


def at_most_two_follow_ups_in_a_row(record: Record) -> bool:
    """A third follow-up to the same question never comes while a planned one waits."""
    row, stage, asked = 0, "", set[str]()
    for line in record.said():
        row = 0 if line.stage != stage or line.kind == "main" else row + (line.kind == "follow_up")
        stage = line.stage
        asked |= {line.question_id} if line.kind == "main" else set()
        waiting = [q for q in record.plan.for_stage(stage) if q.id not in asked]
        if row > _MOST_FOLLOW_UPS and waiting:
            return False
    return True


def planned_questions_come_in_order(record: Record) -> bool:
    """Within a stage the plan's order is kept."""
    for rule in record.rules:
        order = [q.id for q in record.plan.for_stage(rule.name)]
        mains = [x for x in record.said() if x.stage == rule.name and x.kind == "main"]
        places = [order.index(line.question_id) for line in mains if line.question_id in order]
        if places != sorted(places):
            return False
    return True


def a_stage_opens_with_a_planned_question(record: Record) -> bool:
    """What counts first in a stage is a question of the plan, as far as it is heard to its end."""
    for rule in record.rules[1:-1]:
        first = next((x for x in record.said() if x.stage == rule.name and (x.kind or x.interrupted)), None)
        if first is not None and first.kind != "main" and not first.interrupted:
            return False
    return True


def the_greeting_asks_no_interview_question(record: Record) -> bool:
    """Greeting is for greeting."""
    planned = [part for q in record.plan.questions for part in questions(q.text)]
    here = [part for x in record.said() if x.stage == record.rules[0].name for part in questions(x.text)]
    return not any(alike(one, other) for one in here for other in planned)


def one_question_in_a_turn(record: Record) -> bool:
    """Beyond a planned question, which may have two parts, nothing else is asked in the same turn."""
    return all(_beyond(record.plan.questions, line).count("?") <= 1 for line in record.said())


def three_sentences_in_a_turn(record: Record) -> bool:
    """At most three short sentences; a planned question is one, greeting and goodbye may take five."""
    edges = {record.rules[0].name, record.rules[-1].name}
    return all(
        len(sentences(_beyond(record.plan.questions, line))) <= (5 if line.stage in edges else 3)
        for line in record.said()
    )


def _beyond(planned: tuple[PlannedQuestion, ...], line: Line) -> str:
    text = line.text
    for q in planned:
        for wording in (q.text, q.rephrase):
            if wording and wording.lower() in text.lower():
                at = text.lower().index(wording.lower())
                return f"{text[:at]} A question? {text[at + len(wording) :]}"
    return text


def a_question_wanted_again_comes_again(record: Record) -> bool | None:
    """ "Could you repeat that?" is met with what was asked."""
    pairs = record.replies("repeat")
    if not pairs:
        return None
    return all(
        any(alike(one, old) for one in questions(then.text) for old in _before(record, n))
        for n, _, then in pairs
    )


def _before(record: Record, place: int) -> list[str]:
    return [
        part
        for line in record.lines[:place]
        if line.speaker == "interviewer"
        for part in questions(line.text)
    ]


def what_was_not_understood_is_put_differently(record: Record) -> bool | None:
    """ "What do you mean?" is met with other words, not with the same."""
    pairs = record.replies("rephrase")
    if not pairs:
        return None
    return all(then.text != record.lines[n - 1].text and then.kind != "main" for n, _, then in pairs)


def asides_are_not_counted(record: Record) -> bool | None:
    """What answers an aside is no further question."""
    pairs = record.replies("repeat", "rephrase", "think")
    return all(then.kind in ("", "repeat") for _, _, then in pairs) if pairs else None


def a_question_is_answered_first(record: Record) -> bool | None:
    """Who asks something hears a sentence that is no question before anything else."""
    pairs = record.replies("ask")
    return all(not sentences(then.text)[0].endswith("?") for _, _, then in pairs) if pairs else None


def time_to_think_is_given(record: Record) -> bool | None:
    """ "Let me think." is met with no question."""
    pairs = record.replies("think")
    return all("?" not in then.text for _, _, then in pairs) if pairs else None


def no_answer_is_accepted(record: Record) -> bool | None:
    """ "I don't know." is not pressed."""
    pairs = [pair for pair in record.replies("pass") if record.person == "thinks"]
    return all(then.kind != "follow_up" for _, _, then in pairs) if pairs else None


def _follow_ups(record: Record) -> list[tuple[str, str]]:
    """Each follow-up with the answer it follows, where that is long enough to be quoted."""
    return [
        (first.text, then.text)
        for _, first, then in record.replies("answer")
        if then.kind == "follow_up" and len(words(first.text)) >= _LONG_ANSWER
    ]


def a_follow_up_copies_no_long_run(record: Record) -> bool | None:
    """At most four words in a row are the candidate's."""
    pairs = _follow_ups(record)
    return all(longest_run(answer, asked) <= _COPIED for answer, asked in pairs) if pairs else None


def follow_ups_take_up_the_answer(record: Record) -> bool | None:
    """More than half of the follow-ups to longer answers name something of them."""
    pairs = _follow_ups(record)
    if not pairs:
        return None
    return sum(bool(content(answer) & content(asked)) for answer, asked in pairs) * 2 > len(pairs)
