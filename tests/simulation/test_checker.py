"""The checker passes a true transcript and fails each kind of false one."""

from __future__ import annotations

import ast
import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simulation import checker

pytestmark = pytest.mark.unit

ANSWERS = [
    ["Yes, I am ready to start."],
    ["I have nine years of experience with payments.", "I lead a team of five engineers today."],
    ["Our database became very slow on a busy morning.", "I found the cause within twenty minutes."],
]
QUESTIONS = [
    "Hello Ada, this is a practice interview for the role of Senior Backend Engineer. Are you ready?",
    "Please tell me a little about yourself and about your work.",
    "Can you describe a problem in production that you solved yourself?",
    "Thank you for your time. Your feedback will be on the review page.",
]


def _log() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = [{"kind": "heard", "text": q, "at": 0.0} for q in QUESTIONS]
    for number, answer in enumerate(ANSWERS, 1):
        for text in answer:
            n = len(entries) - len(QUESTIONS) + 1
            entries.append({"kind": "sentence", "n": n, "answer": number, "text": text, "complete": True})
    return entries


def _transcript() -> dict[str, Any]:
    turns: list[dict[str, Any]] = []
    for number, question in enumerate(QUESTIONS):
        turns.append({"speaker": "interviewer", "text": question})
        if number < len(ANSWERS):
            turns.append({"speaker": "candidate", "text": " ".join(ANSWERS[number])})
    for number, turn in enumerate(turns):
        turn |= {"stage": "self_intro", "started_at": f"2026-01-01T00:00:{number:02}Z"}
    return {"turns": turns}


def _problems(transcript: dict[str, Any], log: list[dict[str, Any]] | None = None) -> list[str]:
    return checker.check(log or _log(), transcript)[1]


def test_it_passes_a_true_transcript() -> None:
    assert _problems(_transcript()) == []


def test_it_reads_numbers_and_punctuation_one_way() -> None:
    transcript = _transcript()
    transcript["turns"][3]["text"] = (
        "i have 9 years of experience with payments i lead a team of 5 engineers today"
    )
    assert _problems(transcript) == []


def test_it_allows_a_few_misheard_words() -> None:
    transcript = _transcript()
    transcript["turns"][5]["text"] = (
        "Our database become very slow on a busy morning. I found the course within 20 minutes."
    )
    assert _problems(transcript) == []


@pytest.mark.parametrize("gone", [0, 1])
def test_it_names_a_missing_sentence(gone: int) -> None:
    transcript = _transcript()
    transcript["turns"][3]["text"] = ANSWERS[1][1 - gone]
    assert any(ANSWERS[1][gone] in problem for problem in _problems(transcript))


def test_it_fails_when_a_short_answer_has_no_turn() -> None:
    transcript = _transcript()
    del transcript["turns"][1]
    assert any("sentence 1 is missing" in problem for problem in _problems(transcript))


def test_it_names_every_sentence_of_a_transcript_without_the_candidate() -> None:
    transcript = _transcript()
    transcript["turns"] = transcript["turns"][:1]
    problems = _problems(transcript)
    assert sum("is missing" in problem for problem in problems) == 5


def test_it_fails_on_swapped_turns() -> None:
    transcript = _transcript()
    turns = transcript["turns"]
    turns[3]["text"], turns[5]["text"] = turns[5]["text"], turns[3]["text"]
    assert _problems(transcript)


def test_it_fails_on_swapped_sentences_in_a_turn() -> None:
    transcript = _transcript()
    transcript["turns"][3]["text"] = " ".join(reversed(ANSWERS[1]))
    assert _problems(transcript)


def test_it_fails_on_garbled_words() -> None:
    transcript = _transcript()
    transcript["turns"][5]["text"] = (
        "Our data bass be came fairly low on busy warning. I found a cow in Penny minutes."
    )
    assert any("word error rate" in problem for problem in _problems(transcript))


def test_it_fails_when_two_answers_are_one_turn() -> None:
    transcript = _transcript()
    turns = transcript["turns"]
    turns[3]["text"] += " " + turns[5]["text"]
    del turns[4:6]
    assert any("more than one answer" in problem for problem in _problems(transcript))


def test_it_fails_when_the_interviewers_words_are_in_the_candidates_turn() -> None:
    transcript = _transcript()
    turns = transcript["turns"]
    turns[3]["text"] += " " + turns.pop(4)["text"]
    assert any("holds what the other one said" in problem for problem in _problems(transcript))


def test_it_fails_when_a_sentence_is_given_to_the_interviewer() -> None:
    transcript = _transcript()
    transcript["turns"][4]["text"] = ANSWERS[1][1] + " " + transcript["turns"][4]["text"]
    assert any("turn 5 (interviewer) holds" in problem for problem in _problems(transcript))


def test_it_lets_the_interviewer_quote_a_few_words() -> None:
    transcript = _transcript()
    transcript["turns"][4]["text"] = "You said a team of five engineers. " + transcript["turns"][4]["text"]
    assert _problems(transcript) == []


def test_it_fails_when_an_answer_is_in_two_turns() -> None:
    transcript = _transcript()
    turns = transcript["turns"]
    turns.insert(4, copy.deepcopy(turns[3]))
    turns[3]["text"], turns[4]["text"] = ANSWERS[1]
    assert any("are both the candidate's" in problem for problem in _problems(transcript))


def test_it_fails_when_time_runs_backwards() -> None:
    transcript = _transcript()
    transcript["turns"][4]["started_at"] = "2026-01-01T00:00:00Z"
    assert any("began before" in problem for problem in _problems(transcript))


def test_it_fails_on_a_turn_nobody_said() -> None:
    transcript = _transcript()
    stray = {"speaker": "candidate", "text": "Thanks for watching", "stage": "closing"}
    transcript["turns"].append(stray)
    assert any("never said" in problem for problem in _problems(transcript))


def test_it_forgives_a_sentence_that_was_cut_off() -> None:
    log = _log()
    log.append({"kind": "sentence", "n": 6, "answer": 3, "text": "And then I", "complete": False})
    assert _problems(_transcript(), log) == []


def test_it_never_passes_an_empty_log() -> None:
    assert _problems({"turns": []}, [{"kind": "joined", "at": 0.0}])


def test_its_exit_code_says_which(tmp_path: Path) -> None:
    log, good, bad = tmp_path / "log.jsonl", tmp_path / "good.json", tmp_path / "bad.json"
    log.write_text("\n".join(json.dumps(entry) for entry in _log()))
    good.write_text(json.dumps(_transcript()))
    bad.write_text(json.dumps({"turns": _transcript()["turns"][:2]}))
    codes = [checker.main([str(log), str(path)]) for path in (good, bad, tmp_path / "none.json")]
    assert codes == [0, 1, 2]


def test_it_imports_nothing_of_the_product() -> None:
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    assert names - set(sys.stdlib_module_names) == {"jiwer", "whisper_normalizer"}


def test_it_runs_alone_in_another_directory(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-I", checker.__file__, "--help"], cwd=tmp_path, capture_output=True, check=False
    )
    assert run.returncode == 0
