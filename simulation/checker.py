"""Does the transcript hold what the candidate really said?

    python simulation/checker.py CANDIDATE_LOG.jsonl TRANSCRIPT.json

Stands alone: it imports nothing of MockFlow. It exits 0 only if each sentence of the candidate's own
log is found in the transcript's candidate turns, in order, with a word error rate of at most 0.25 a
turn, and nothing is merged across speakers. 1: the transcript is wrong. 2: a file can't be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer  # type: ignore[import-untyped]  # ships no types

MAX_WER = 0.25
MIN_FOUND = 0.5  # of a sentence's words, in their place
STRANGE_WORDS = 4  # this many words in a row that were never said here belong to someone else
LONG_SENTENCE = 6  # words; shorter ones may be quoted back by the interviewer


@dataclass
class Row:
    """One candidate turn and the sentences found in it."""

    number: int
    said: list[dict[str, Any]]
    text: str
    wer: float
    problems: list[str] = field(default_factory=list)


@cache
def _normaliser() -> EnglishTextNormalizer:
    return EnglishTextNormalizer()


def words(text: str) -> list[str]:
    """Lower-case words with numbers written one way."""
    return str(_normaliser()(text)).split()


def distance(reference: list[str], heard: list[str]) -> int:
    """Words to substitute, delete and insert."""
    if not reference or not heard:
        return len(reference) + len(heard)
    out = jiwer.process_words(" ".join(reference), " ".join(heard))
    return out.substitutions + out.deletions + out.insertions


def assign(said: list[dict[str, Any]], turns: list[str]) -> list[list[dict[str, Any]]]:
    """Share the sentences out among the turns in order, at the least total distance.

    Every complete sentence goes somewhere; one that was cut off may be left out.
    """
    spoken = [words(s["text"]) for s in said]
    heard = [words(t) for t in turns]
    optional = [not s.get("complete", True) for s in said]
    best: list[dict[int, tuple[float, list[list[int]]]]] = [{0: (0.0, [])}]
    for turn in heard:
        row: dict[int, tuple[float, list[list[int]]]] = {}
        for start, (cost, groups) in best[-1].items():
            for end in range(start, len(said) + 1):
                picked = list(range(start, end))
                kept = [i for i in picked if not optional[i]]
                for choice in [picked] if kept == picked else [picked, kept]:
                    reference = [w for i in choice for w in spoken[i]]
                    total = cost + distance(reference, turn)
                    if end not in row or total < row[end][0]:
                        row[end] = (total, [*groups, choice])
                if len([w for i in picked for w in spoken[i]]) > 3 * len(turn) + 30:
                    break
        best.append(row)
    finished = {end: cell for end, cell in best[-1].items() if all(optional[end:])}
    end = min(finished or best[-1], key=lambda e: ((len(said) - e), best[-1][e][0]))
    return [[said[i] for i in group] for group in best[-1][end][1]]


def _check_turn(number: int, said: list[dict[str, Any]], text: str) -> Row:
    spoken = [words(s["text"]) for s in said]
    reference, heard = [w for s in spoken for w in s], words(text)
    wer = distance(reference, heard) / max(len(reference), 1)
    row = Row(number, said, text, wer)
    if not said:
        row.problems.append("holds words the candidate never said")
        return row
    if wer > MAX_WER:
        row.problems.append(f"word error rate {wer:.2f} is over {MAX_WER}")
    if not heard:
        return row
    chunks = jiwer.process_words(" ".join(reference), " ".join(heard)).alignments[0]
    hits = {i for c in chunks if c.type == "equal" for i in range(c.ref_start_idx, c.ref_end_idx)}
    at = 0
    for sentence, ws in zip(said, spoken, strict=True):
        found = len(hits & set(range(at, at + len(ws))))
        at += len(ws)
        if sentence.get("complete", True) and found < MIN_FOUND * len(ws):
            row.problems.append(f'sentence {sentence["n"]} is missing: "{sentence["text"]}"')
    for c in chunks:
        if c.type == "insert" and c.hyp_end_idx - c.hyp_start_idx >= STRANGE_WORDS:
            strange = " ".join(heard[c.hyp_start_idx : c.hyp_end_idx])
            row.problems.append(f'holds words the candidate never said: "{strange}"')
    if len({s["answer"] for s in said}) > 1:
        row.problems.append("holds more than one answer: an interviewer's turn between them is lost")
    return row


def _inside(sentence: list[str], text: list[str]) -> bool:
    """Whether most of a long sentence stands, in order and close together, in ``text``."""
    size = len(sentence)
    if size < LONG_SENTENCE:
        return False
    spans = range(max(1, len(text) - size + 1))
    return any(distance(sentence, text[i : i + size]) <= MAX_WER * size for i in spans)


def _check_speakers(said: list[dict[str, Any]], heard: list[str], turns: list[dict[str, Any]]) -> list[str]:
    problems = []
    spoken = [(s["text"], words(s["text"])) for s in said]
    questions = [(text, words(text)) for text in heard]
    for number, turn in enumerate(turns, 1):
        strangers = spoken if turn["speaker"] == "interviewer" else questions
        text = words(turn["text"])
        problems += [
            f'turn {number} ({turn["speaker"]}) holds what the other one said: "{line}"'
            for line, ws in strangers
            if _inside(ws, text)
        ]
    return problems


def _check_order(turns: list[dict[str, Any]]) -> list[str]:
    problems = [] if turns and turns[0]["speaker"] == "interviewer" else ["the interviewer doesn't open it"]
    for number, (one, two) in enumerate(pairwise(turns), 2):
        same = one["speaker"] == two["speaker"] and one.get("stage") == two.get("stage")
        if same:
            problems.append(f"turns {number - 1} and {number} are both the {one['speaker']}'s")
        if one.get("started_at") and two.get("started_at") and one["started_at"] > two["started_at"]:
            problems.append(f"turn {number} began before turn {number - 1}")
    return problems


def check(log: list[dict[str, Any]], transcript: dict[str, Any]) -> tuple[list[Row], list[str]]:
    """The rows of the table, and everything that is wrong (empty: the transcript is right)."""
    said = [entry for entry in log if entry["kind"] == "sentence"]
    heard = [entry["text"] for entry in log if entry["kind"] == "heard"]
    turns = transcript["turns"]
    mine = [(n, turn["text"]) for n, turn in enumerate(turns, 1) if turn["speaker"] == "candidate"]
    problems = [] if any(s.get("complete", True) for s in said) else ["the candidate's log has no sentence"]
    if said and not mine:
        problems.append("the transcript has no candidate turn")
    groups = assign(said, [text for _, text in mine]) if mine else []
    rows = [_check_turn(n, group, text) for (n, text), group in zip(mine, groups, strict=True)]
    placed = {s["n"] for group in groups for s in group}
    problems += [
        f'sentence {s["n"]} is missing: "{s["text"]}"'
        for s in said
        if s.get("complete", True) and s["n"] not in placed
    ]
    problems += [f"turn {row.number} {problem}" for row in rows for problem in row.problems]
    return rows, problems + _check_speakers(said, heard, turns) + _check_order(turns)


def main(arguments: list[str] | None = None) -> int:
    """Read the two files, print the table, return the exit code."""
    parser = argparse.ArgumentParser(description="Compare a candidate's own log with a transcript.")
    parser.add_argument("log", type=Path)
    parser.add_argument("transcript", type=Path)
    options = parser.parse_args(arguments)
    try:
        log = [json.loads(line) for line in options.log.read_text(encoding="utf-8").splitlines() if line]
        transcript = json.loads(options.transcript.read_text(encoding="utf-8"))
        rows, problems = check(log, transcript)
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"The log or the transcript can't be read: {error!r}\n")
        return 2
    out = ["turn  sentences  words  error rate"]
    for row in rows:
        numbers = f"{row.said[0]['n']}-{row.said[-1]['n']}" if row.said else "-"
        out.append(f"{row.number:>4}  {numbers:>9}  {len(words(row.text)):>5}  {row.wer:>10.2f}")
    out += [f"WRONG: {problem}" for problem in problems]
    out.append("The transcript is wrong." if problems else "Every sentence is in the transcript.")
    sys.stdout.write("\n".join(out) + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
