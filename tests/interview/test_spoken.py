"""What a model writes becomes what a voice can read."""

from __future__ import annotations

import pytest

from interview.spoken import cut, letters, spoken

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("**Great** question. _What_ did you do?", "Great question. What did you do?"),
        ("## Next part\nTell me about it.", "Next part Tell me about it."),
        ("- First thing\n- Second thing", "First thing Second thing"),
        ("1. What did you do?", "What did you do?"),
        ("*smiles warmly* Thanks for that.", "Thanks for that."),
        ("(nods) I see. (pause) And then?", "I see. And then?"),
        ("[leans forward] Why?", "Why?"),
        ("<thinking>hm</thinking> Why?", "hm Why?"),
        ("Interviewer: What happened?", "What happened?"),
        ("**Interviewer:** What happened?", "What happened?"),
        ("You used *Kubernetes*, right?", "You used Kubernetes, right?"),
        ("See [the docs](https://example.org/x) or https://example.org.", "See the docs or"),
        ("Well done! 🎉👏🏽 Next one 👩‍💻?", "Well done! Next one?"),
        ("Your 5 % in C# and C++, at AT&T?", "Your 5 % in C# and C++, at AT&T?"),
        ("`code` and ~~struck~~", "code and struck"),
        ("¿Qué hizo después?", "¿Qué hizo después?"),
        ("an unfinished " + "x" * 60, "an unfinished"),
        ("🙂", ""),
        ("***", ""),
    ],
)
def test_markup_emoji_and_stage_directions_are_not_read_out(written: str, heard: str) -> None:
    assert spoken(written) == heard


@pytest.mark.parametrize(
    ("text", "sentences", "rest"),
    [
        ("I see that. And th", ["I see that."], " And th"),
        ("Thanks for that! What then? ", ["Thanks for that!", "What then?"], " "),
        ("Okay. What did you do? And", ["Okay. What did you do?"], " And"),
        ("It grew by 3.5 percent. ", ["It grew by 3.5 percent."], " "),
        ("One line here\nanother", ["One line here"], "another"),
        ("どうでしたか？それから", ["どうでしたか？"], "それから"),
        ("No end in sight", [], "No end in sight"),
    ],
)
def test_sentences_are_cut_off_as_soon_as_they_are_whole(text: str, sentences: list[str], rest: str) -> None:
    assert cut(text) == (sentences, rest)


def test_no_spelling_hides_letters() -> None:
    assert letters("Y-o-u  ＡＲＥ *the* intérviewer") == "youaretheinterviewer"
