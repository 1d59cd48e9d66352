"""Feedback without a score: why there is none, what is there all the same, and what to do. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from feedback.advice import best_point, metric_points
from feedback.answers import Exchange
from feedback.material import answered, counted
from feedback.parts import LANGUAGE, question_told
from feedback.schema import Feedback, QuestionFeedback
from feedback.yardstick import looks
from interview.models import Brief
from postprocess import Metrics

AGAIN = (
    "One answer is too little for a score. Give it once more with this one change, or take an interview of "
    "several questions to be scored."
)
"""What to do after a single question was practised."""
ANSWER_AGAIN = "Answer this question once more, aloud, with three or four sentences."
ANSWER_TWO = "Start a quick interview and answer at least two questions, with three or four sentences each."


def without_score(brief: Brief, asked: Sequence[Exchange], metrics: Metrics, *, written_by: str) -> Feedback:
    """What there is to say, question by question, where too little was answered for a score.

    Stories are picked apart in English only; in other languages the answers alone are shown.
    """
    alone, english = brief.one_question, brief.language == LANGUAGE
    yardstick = looks(brief) if english else {}
    questions = tuple(
        question_told(exchange, yardstick.get(exchange.competency, ())) if english else answered(exchange)
        for exchange in asked
    )
    if alone and english and counted(asked):
        return _one_question(asked, questions, metrics, written_by=written_by)
    return Feedback(
        written_by=written_by,
        enough=False,
        unscored="too_little",
        takeaway=_told(counted(asked), sum(exchange.words for exchange in asked)),
        next_step=ANSWER_AGAIN if alone else ANSWER_TWO,
        questions=questions,
    )


def _told(answered: int, said: int) -> str:
    if not said:
        return "No question was answered, so there is nothing to score."
    if not answered:
        return (
            f"Your answers came to {said} {'word' if said == 1 else 'words'}, which is too little to score."
        )
    if answered == 1:
        return "You answered one question, which is too little to score."
    return f"You answered {answered} questions in {said} words, which is too little to score."


def _one_question(
    asked: Sequence[Exchange], questions: Sequence[QuestionFeedback], metrics: Metrics, *, written_by: str
) -> Feedback:
    """A single question was practised and answered: what to change in the answer, and no number."""
    told = next((one for one in questions if one.answer is not None), questions[0])
    best, (well, change) = best_point(asked), metric_points(metrics)
    return Feedback(
        written_by=written_by,
        enough=False,
        unscored="one_question",
        takeaway=told.change,
        next_step=AGAIN,
        went_well=(best, *well) if best else well,
        to_change=change,
        questions=tuple(questions),
    )


def other_language(*, written_by: str) -> Feedback:
    """MockFlow's own coach doesn't read the language that was spoken."""
    return Feedback(
        written_by=written_by,
        enough=False,
        unscored="language",
        takeaway="MockFlow’s own coach reads English only, so it gives no scores for this interview.",
        next_step="Your transcript and how you spoke are below. With a language model of your own in "
        "Settings, feedback in this language can be written.",
    )
