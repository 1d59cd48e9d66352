"""A report as Markdown; what people said or a model wrote can't become markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .report import NO_FEEDBACK, TEXTS, Report
from .transcript_markdown import plain


def markdown(report: Report) -> str:
    """The whole report, UTF-8 text with a heading for each part."""
    lines = [f"# {plain(report.title)}", "", plain(report.subtitle), ""]
    lines += _feedback(report.body) if report.body else [NO_FEEDBACK, ""]
    if report.measures:
        lines += ["## How you spoke", ""]
        told = [f"{one.name}: {one.value} {one.unit}. {one.meaning}" for one in report.measures]
        lines += [f"- {plain(text)}" for text in told]
        lines += [""]
    lines += ["## Transcript", ""]
    stage = ""
    for turn in report.turns:
        if turn.stage != stage:
            stage = turn.stage
            lines += [f"### {plain(report.stage(turn))}", ""]
        lines += [f"**{report.who(turn)}**: {plain(turn.text)}", ""]
        lines += [f"Heard as: {plain(turn.heard)}", ""] if turn.heard else []
    if not report.turns:
        lines += ["Nothing was said in this interview.", ""]
    return "\n".join(lines)


def _feedback(body: Mapping[str, Any]) -> list[str]:
    lines = [f"**{plain(body.get('takeaway', ''))}**", "", plain(body.get("next_step", "")), ""]
    lines += ["## Competencies", ""] if body.get("competencies") else []
    for row in body.get("competencies", ()):
        score = f"{row['score']} of 5" if row.get("score") else "not enough evidence"
        lines += [f"### {plain(row['label'])}: {score}", ""]
        lines += [plain(row[name]) + "\n" for name in ("level", "good", "change") if row.get(name)]
        lines += [f"> {plain(one['quote'])}\n" for one in row.get("evidence", ())]
    lines += ["## Question by question", ""] if body.get("questions") else []
    for question in body.get("questions", ()):
        lines += [f"### {plain(question['asked'])}", "", *_question(question)]
    lines += [f"Written by: {plain(body.get('written_by', ''))}.", ""]
    return lines


def _question(question: Mapping[str, Any]) -> Iterator[str]:
    answer = question.get("answer")
    yield f"> {plain(answer['quote'])}\n" if answer else "You gave no answer to this one.\n"
    for part in question.get("star", ()):
        found = part.get("evidence")
        yield f"- {part['part'].capitalize()}: " + (plain(found["quote"]) if found else "missing")
    yield ""
    for name, label in TEXTS.items():
        if question.get(name):
            yield f"{label}{plain(question[name])}\n"
