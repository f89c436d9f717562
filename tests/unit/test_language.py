"""The classes of wording against labeled sentences; `pytest -s` on this file prints how well they do."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.language import finder, prose
from pmtui.language.beginnings import any_of, beginnings
from pmtui.language.classes import Hit
from pmtui.language.finder import find, find_in_action
from pmtui.language.pattern import Pattern, Reason, Weight, WordClass
from pmtui.language.patterns import ACTIONS, PROSE
from pmtui.language.prose import own_pieces, own_words, pieces
from pmtui.model.postmortem import Postmortem
from pmtui.review.prose import sentences
from tests.strategies import texts
from tests.wording_measured import labeled, measured

FOLDER = Path(__file__).parent / "wording"
PEOPLE = ["Marta Kowalski", "Deniz Aydin", "Priya Raman", "Tom Okafor", "Ines Duarte"]


_WORDS = sorted({word for pattern in PROSE for word in re.findall(r"[a-z']{3,}", pattern.compiled.pattern)})
"""Words of the patterns; in random order, some of them form a match."""


def labeled_in(name: str) -> Iterator[tuple[str, str]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            label, _, sentence = line.partition("\t")
            yield label, sentence


def hits(label: str, sentence: str) -> list[Hit]:
    """Return the findings above the level of a hint; for a label that starts with `hint-`, the hints."""
    found = find(sentence, PEOPLE)
    if label in (WordClass.VAGUE, WordClass.PEOPLE, "ok-action"):
        found += find_in_action(sentence)
    return [hit for hit in found if hit.is_soft == label.startswith("hint-")]


def scored(name: str) -> tuple[float, float, list[str]]:
    """Return precision, recall, and the harmless sentences that were flagged."""
    right = missed = 0
    wrong: list[str] = []
    for label, sentence in labeled_in(name):
        found = hits(label, sentence)
        if label.startswith("ok"):
            wrong += [f"{found[0].words}: {sentence}"] if found else []
        elif found:
            right += 1
        else:
            missed += 1
    return right / (right + len(wrong)), right / (right + missed), wrong


def test_the_labeled_sentences() -> None:
    sentences = list(labeled_in("sentences.txt"))
    harmless = sum(label.startswith("ok") for label, _ in sentences)
    assert len(sentences) >= 150
    assert 0.4 < harmless / len(sentences) < 0.6
    precision, recall, wrong = scored("sentences.txt")
    print(f"\nsentences.txt: precision {precision:.3f}, recall {recall:.3f}")
    assert wrong == []
    assert recall > 0.95


def test_a_second_set_of_labeled_sentences() -> None:
    precision, recall, _ = scored("second_set.txt")
    print(f"\nsecond_set.txt: precision {precision:.3f}, recall {recall:.3f}")
    assert precision > 0.95
    assert recall > 0.84


def test_the_readme_says_what_was_measured_on_paragraphs_that_nobody_tuned_on() -> None:
    warnings, with_hints = measured(any_level=False), measured(any_level=True)
    harmless = sum(label == "ok" for label, _ in labeled()) / len(labeled())
    text = " ".join((Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split())
    assert f"on {len(labeled())} hard paragraphs" in text and f"{harmless:.0%} of them harmless" in text
    assert "{:.0%} deserve one, and of those that deserve one, {:.0%} get it".format(*warnings) in text
    assert "with hints, {:.0%} and {:.0%}".format(*with_hints) in text


@pytest.mark.parametrize("word_class", list(WordClass))
def test_most_of_a_class_are_found_as_that_class(word_class: WordClass) -> None:
    mine = [sentence for label, sentence in labeled_in("sentences.txt") if label == word_class]
    right = [s for s in mine if word_class in {hit.word_class for hit in hits(word_class, s)}]
    assert len(mine) >= 10
    assert len(right) / len(mine) > 0.85


def _weights(pattern: Pattern, sentence: str) -> list[Weight]:
    """Return what the matches of one pattern in a sentence count for."""
    plain = finder._lowered(own_words(sentence))
    matches = finder._scanner((pattern,)).matches(plain)
    return [weight for *_, start, end in matches if (weight := finder.weigh(pattern, plain, start, end))]


def _ids(patterns: Iterable[Pattern]) -> list[str]:
    return [f"{pattern.word_class}: {pattern.words[:40]}" for pattern in patterns]


@pytest.mark.parametrize("pattern", PROSE + ACTIONS, ids=_ids(PROSE + ACTIONS))
def test_each_pattern_finds_its_examples_and_leaves_the_others_alone(pattern: Pattern) -> None:
    assert pattern.finds or pattern.hints
    assert pattern.leaves
    assert [each for each in pattern.finds if Weight.WARNING not in _weights(pattern, each)] == []
    assert [each for each in pattern.hints if _weights(pattern, each) != [Weight.HINT]] == []
    found_in = find_in_action if pattern in ACTIONS else find
    assert [(each, found_in(each)) for each in pattern.leaves if found_in(each)] == []


_REASONS = {
    id(each): each for pattern in PROSE + ACTIONS for each in (*pattern.unless, *finder.ALWAYS[pattern.word_class])
}


@pytest.mark.parametrize("reason", _REASONS.values(), ids=lambda reason: reason.name)
def test_each_reason_makes_its_examples_harmless(reason: Reason, monkeypatch: pytest.MonkeyPatch) -> None:
    found_in = find_in_action if any(reason in pattern.unless for pattern in ACTIONS) else find
    assert reason.excuses
    assert [each for each in reason.excuses if found_in(each)] == []
    monkeypatch.setattr(Reason, "holds", lambda self, *around: self is not reason and _HOLDS(self, *around))
    assert [each for each in reason.excuses if not found_in(each)] == []


_HOLDS = Reason.holds


def _all_matches(plain: str, patterns: tuple[Pattern, ...]) -> set[tuple[int, int, int]]:
    """Return the matches of patterns by trying each of them at each word."""
    begins = [at for at in range(len(plain)) if not at or plain[at - 1] in finder._SIGNS]
    return {
        (number, at, match.end())
        for number, pattern in enumerate(patterns)
        for at in begins
        if (match := pattern.compiled.match(plain, at))
    }


def _scanned(plain: str, patterns: tuple[Pattern, ...]) -> set[tuple[int, int, int]]:
    return {(number, start, end) for number, _, start, end in finder._scanner(patterns).matches(plain)}


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=5).map(" ".join))
def test_patterns_are_found_wherever_a_word_begins(text: str) -> None:
    """The beginnings only make it faster: trying each pattern at each word finds the same."""
    assert _scanned(text, PROSE) == _all_matches(text, PROSE)


@pytest.mark.parametrize("patterns", [PROSE, ACTIONS], ids=["prose", "actions"])
def test_scanning_skips_no_sentence_that_a_pattern_matches(patterns: tuple[Pattern, ...]) -> None:
    """In all examples of the patterns, the labeled sentences, and texts that they weren't made from."""
    told = [each for pattern in patterns for each in (*pattern.finds, *pattern.hints, *pattern.leaves)]
    told += [text for name in ("sentences.txt", "second_set.txt", "unseen.txt") for _, text in labeled_in(name)]
    several = ["\n- ".join(told[at : at + 20]) for at in range(0, len(told), 20)]
    plain = [finder._lowered(own_words(text)) for text in several]
    found = [_all_matches(text, patterns) for text in plain]
    assert sum(map(len, found)) > 100
    skipped = [number for number, text in enumerate(plain) if _scanned(text, patterns) != found[number]]
    assert skipped == []


@pytest.mark.parametrize(
    ("expression", "begins"),
    [
        ("obviously", {"obviousl"}),
        (r"run\b", {"run"}),
        (r"if ++we", {"if we"}),
        (r"(?:human|operator) ++error", {"human er", "operator"}),
        (r"(?:did ++not|didn't) ++(?:see|look)", {"did not ", "didn't s", "didn't l"}),
        (r"e-?mail", {"email", "e-mail"}),
        (r"no(?: ++one)? ++checked", {"no check", "no one c"}),
        (r"no(?: ++one)?+ ++checked", {"no check", "no one c"}),
        (r"could(?: ++not)*+ ++have", {"could"}),
        (r"could [a-z]+", {"could"}),
        (r"fail(?:ed|ure)s?", {"failed", "failure", "faileds", "failures"}),
        (r"took(?! ++over)\b ++it", {"took it"}),
        (r"(?:who(?=s)|why) ++did", {"who did", "why did"}),
        (r"too{1,2} late", {"to"}),
        (r"(?:one|two[)|\]])x", {"onex", "two"}),
    ],
)
def test_what_an_expression_begins_with(expression: str, begins: set[str]) -> None:
    if min(map(len, begins)) < 3:
        with pytest.raises(ValueError, match="must begin with a word"):
            beginnings(expression)
    else:
        assert beginnings(expression) == begins


def test_the_longest_of_some_texts_is_found_with_any_number_of_spaces() -> None:
    found = re.compile(any_of(["no", "no one", "node", "not ever"]))
    said = ("no", "no  one", "nodes", "not even", "none", "note", "a")
    assert [match and match[0] for match in map(found.match, said)] == ["no", "no  one", "node", "no", "no", "no", None]
    assert not any_of([])


_SIGNS = [
    "`",
    "``",
    "a",
    " ",
    "\n",
    "\\",
    "<!--",
    "-->",
    '"',
    "> ",
    "\t",
    "    ",
    "http://x",
    "# ",
    "- ",
    "\u2019",
    "@",
]


@given(st.one_of(texts, st.lists(st.sampled_from(_SIGNS), max_size=12).map("".join)))
def test_a_text_without_marks_is_read_faster_and_alike(text: str) -> None:
    assert own_words(text) == "".join(prose._parts(text))
    plain = text.replace("\\", "")
    assert prose.without_spans(plain) == prose.without_spans(plain + "\\")[:-1]


@given(st.text("a.?!; \n", max_size=40), st.integers(0, 40), st.integers(0, 5))
def test_a_sentence_reaches_from_mark_to_mark(text: str, start: int, length: int) -> None:
    marks = (". ", "? ", "! ", "\n", "; ")
    begin = max(text.rfind(mark, 0, start) for mark in marks)
    ends = [at for mark in marks if (at := text.find(mark, start + length)) >= 0]
    last = min(ends) if ends else len(text)
    assert prose.sentence_around(text, start, start + length) == (max(0, begin + 1), last)


@pytest.mark.parametrize(
    "text",
    [
        "`obviously` in code",
        "```\nobviously\n```",
        "> obviously, said a customer",
        'A customer wrote "obviously broken".',
        "## What could have gone worse",
        "[log](https://example.com/obviously)",
        "<!-- obviously -->",
    ],
)
def test_what_is_not_the_authors_prose_is_left_alone(text: str) -> None:
    assert find(text) == []


@given(texts)
def test_a_hit_is_at_the_position_it_reports(text: str) -> None:
    for hit in find(text, PEOPLE):
        assert text.replace("\u2019", "'")[hit.start : hit.start + len(hit.words)] == hit.words
    assert len(own_words(text)) == len(text)


@given(texts)
def test_pieces_are_the_whole_text(text: str) -> None:
    assert "".join(piece for _, piece in pieces(text, 10)) == text


_SAID = "Obviously the check was missing."
_FOUND = "obviously"


@pytest.mark.parametrize(
    "before",
    [
        "```restart the leader```",  # a fence has no backtick after it: this is inline code
        "``` a ` b```",
        "```\nlog\n ```",
        "```\nlog\n  ```",
        "~~~\nlog\n   ~~~",
        "````\n```\nlog\n```\n````",
        "````\n```\nlog\n````",  # the fence inside is never closed, and needn't be
        "~~~~\n~~~\n~~~~",
        "~~~\n```\n~~~",
        "``````\n```\n``````   ",
        "1. Look at\n\n   ```\n   log\n   ```",
        "- ```\n  log",  # a fence ends with its item
        "- item\n\n      indented",
        "> ```\n> log",  # and with its quote
        "    indented\n    code",
        "\tindented",
        "<details>\n```\n</details>",  # not a fence: HTML continues to the empty line
        "It ended with ` as always.",
        "<!-- a note\n\nover lines -->",
        "<!-- ``` -->",
        "| a | b |\n|---|---|\n| ``` | x |",
        "Write \\`\\`\\` for code.",
    ],
)
def test_prose_after_code_is_reviewed(before: str) -> None:
    for text in (f"{before}\n\n{_SAID}", f"{before}\n\n{_SAID}\n\nIt cost ` a lot."):
        found = find(text)
        assert [hit.words.lower() for hit in found] == [_FOUND]
        assert text[found[0].start :].startswith("Obviously")


@pytest.mark.parametrize(
    "text",
    [
        "```\nlog\n    ```\nobviously\n",  # four spaces: the fence isn't closed by that
        "```\nlog\n``\nobviously\n```",
        "````\n```\nobviously\n",
        "~~~\n```\nobviously\n~~~",
        "```sh extra words\nobviously\n```",
        "- step\n\n  ```\n  obviously\n  ```",
        "- step\n\n      obviously",
        "    obviously",
        "\tobviously",
        "> said\nobviously, and the quote goes on",
        "- > obviously",
        "   # obviously",
        "``obviously ` in code``",
        "<!-- begins\n\nobviously\n\nends -->",
        "Not code: \\`, but `obviously` is.",
    ],
)
def test_code_of_every_form_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_a_fence_in_one_entry_of_a_list_hides_nothing_of_the_others() -> None:
    record = Postmortem.model_validate({"lessons": {"went_well": ["```", "Obviously the pager rang.", "<!-- open"]}})
    assert "Obviously the pager rang." in [text for _, text in sentences(record)]
    plain = Postmortem.model_validate({"lessons": {"went_well": ["One.", "Two."]}})
    assert "One.\nTwo." in [text for _, text in sentences(plain)]


_BLOCKS = st.sampled_from(
    ["- item\n\n  ```\n  code\n  ```", "# heading\ntext\n## another", "- # item", "#no heading", "####### none",
     "A paragraph.", "```\ncode\n```", "````\n```\n\ncode\n````", "~~~\n\n\ncode\n~~~",
     "> quote\n> more", "    code\n\n    more", "# heading", "<!-- a\n\nb -->", "<div>\n```\n</div>",
     "`a` and ``b ` c``",
     "<pre>\n\n```\n</pre>", "1. one\n2. two\n\n       code", "```\nnever closed", "| a |\n|---|\n| `x` |"]
)  # fmt: skip


@given(st.lists(_BLOCKS, max_size=8).map("\n\n".join), st.integers(1, 60))
def test_a_text_read_in_parts_is_read_as_a_whole(text: str, size: int) -> None:
    whole = own_words(text)
    kept = prose._PART, prose._LONGEST_PART
    try:
        prose._PART, prose._LONGEST_PART = size, 10_000
        assert own_words(text) == whole
    finally:
        prose._PART, prose._LONGEST_PART = kept
    assert [c for c in whole if c == "\n"] == [c for c in text if c == "\n"]


@given(st.lists(_BLOCKS, max_size=8).map("\n\n".join), st.integers(5, 200))
def test_pieces_of_own_words_are_at_the_position_they_report(text: str, size: int) -> None:
    whole = own_words(text)
    for begin, piece in own_pieces(text, size):
        assert whole[begin : begin + len(piece)] == piece
    assert "".join(piece for _, piece in own_pieces(text, size)) == whole


@pytest.mark.parametrize(
    "block",
    ["A paragraph that says what happened, and `what` it cost.\n\n", "```\ncode\n ```\n\nProse.\n\n", "> a quote\n",
     "- item\n  - `inner`\n", "    code\n", "# heading\n\n", "| a | b |\n", "word ", "```",
     "<!-- ", "- ```\n", "\n", "`",
     "\\", "    - x\n", "<b>x</b>\n"],
)  # fmt: skip
def test_a_long_text_is_read_in_small_parts(block: str) -> None:
    text = block * (120_000 // len(block))
    parts = [len(piece) for _, piece in own_pieces(text)]
    assert sum(parts) == len(text)
    assert max(parts) <= 4_000
    assert max(len(part) for part in prose._parts(text)) <= 4 * prose._PART + 1


@pytest.mark.parametrize(
    "sentence",
    [  # names
        "Tom forgot to set it.",
        "Then Tom forgot the second switch.",
        "John Smith forgot to renew it.",
        "@tom forgot to set it.",
        "Forgot to set the flag.",
        # teams and engineers that are called after what they run
        "The DNS team forgot to renew the zone.",
        "The build engineer forgot to set the flag.",
        "The identity team failed to notify us.",
        "The service team ignored the warning.",
        "The cluster admin deleted the wrong node.",
        "The metrics team missed the alert.",
        "The web developer broke the build.",
        "The auth team should have told us.",
        # an excuse in another clause
        "Users reported it at 10:00, but the on-call engineer forgot to escalate.",
        "Customers reported errors and we didn't check the dashboard.",
        "The certificate was not renewed due to human error.",
        "No alert fired because of human error.",
        "The backup did not run because of a mistake by the DBA.",
        "During the planned maintenance we did not check the second replica.",
        "The engineer mistyped the host name, so that the wrong node was drained.",
        "The engineer accidentally deleted the table in order to free space.",
        "**Name** resolution broke and we should have told customers earlier.",
        "**List** views were slow because the on-call engineer failed to warm the cache.",
        "**Note** that the on-call engineer should have rolled back.",
        "What made it worse: the on-call engineer forgot to page the DBA.",
        "Human error triggered the outage.",
        "Human error took down the site.",
        "Nobody told the vendor.",
        "None of us read the runbook.",
        "It was the engineer's fault.",
        "It was the DBA's fault.",
        "The team dropped the ball.",
        "The DBA never ran the check.",
        "The warning was ignored by the on-call engineer.",
        "The operator on shift forgot the switch.",
        "The secretaries forgot the switch.",
        "We would have noticed it on Saturday with a better alert.",
    ],
)
def test_people_are_found_behind_names_teams_and_excuses(sentence: str) -> None:
    assert any(not hit.is_soft for hit in find(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The form forgot its fields after a reload.",
        "The window manager forgot the size.",
        "Human error is never a root cause.",
        "This was not human error.",
        "The call was ignored by the proxy.",
        "On a Saturday the queue would have reached the street.",
        "The DNS provider dropped the zone.",
        "The session manager never got the reply.",
        "The raft leader failed to renew its lease.",
        "Human error codes go to the log.",
        "What should have happened: the relay opens.",
        "We did not restart it again, to keep its memory.",
        "What should have been on the screen, according to the manual.",
    ],
)
def test_machines_and_excuses_of_the_same_clause_are_left_alone(sentence: str) -> None:
    assert [hit.words for hit in find(sentence) if not hit.is_soft] == []
