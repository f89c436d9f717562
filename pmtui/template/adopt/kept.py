"""Checks which fixed text an answer would replace together with its placeholder, so that none is lost unasked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pmtui.template.adopt.edits import Edit
from pmtui.template.adopt.lines import BOLD_LABEL, COMMENT, DEFINITION, ITEM, PLAIN_LABEL, QUESTION, RUN_IN
from pmtui.template.adopt.marks import clean, is_instruction, marks, options, whole
from pmtui.template.adopt.model import Form, Place
from pmtui.template.adopt.tables import cells

_OF_OTHERS = re.compile(r"\s*(?:>\s*)?(?:\[!\w+\]|\{\{[<%#/!]|\{%|:::|<!--\s*(?:markdownlint|prettier|toc|\$))")
"""What tells another tool something: an alert, a tag, a comment."""

_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_INSTRUCTS = re.compile(r"([*_]{1,3})(?![*_\s]).*\1[.:]?$", re.S)
"""A sentence in italics, unlike `[a placeholder]`."""

_OPEN, _CLOSE = tuple("[{<(«‹"), tuple("]}>)»›")

_FEW_WORDS = 3
"""Words in italics that are a placeholder, `_Your name_`, and not an instruction."""

DOUBT = 0.55
"""How sure a place is, at most, whose answer replaces words of the text."""


def with_doubts(
    places: Sequence[Place], edits: Sequence[Edit], head: str, source: str, *, is_template: bool
) -> tuple[Place, ...]:
    """Return the places, as ones that need a decision where an answer replaces words that aren't an answer's.

    Args:
        places: the places.
        edits: what replaces parts of the text.
        head: the settings of the template, which have the names of scales.
        source: the text.
        is_template: the text is a template, and not a finished postmortem.
    """
    scales = _words(re.sub(r"(?m)^(?:title|description) = .*", "", head))
    written: list[set[str]] = [set(scales) for _ in places]
    for edit in edits:
        written[edit.place] |= _words(edit.text)
    lost: dict[int, list[str]] = {}
    for edit in edits:
        place = places[edit.place]
        if place.proposal.kind == "text":
            continue
        removed = source[edit.start : edit.end]
        is_own = edit.start <= place.span[0] and edit.end >= place.span[1]
        if is_own and _is_short_answer(place):
            continue
        kept = written[edit.place] if is_own else written[edit.place] | _words(_line_of(place, source))
        texts = _fixed(removed, place) if is_template else _labels(removed, place)
        lost.setdefault(edit.place, []).extend(text for text in texts if not _words(text) <= kept)
    return tuple(
        doubted(place, _replaces(list(dict.fromkeys(lost[index])))) if lost.get(index) else place
        for index, place in enumerate(places)
    )


def _is_short_answer(place: Place) -> bool:
    """Return whether a place is a word or two that ask for an answer, or a yes or no."""
    found, original = place.found, place.original.strip()
    if {each.lower() for each in found.options} == {"yes", "no"}:
        return True
    is_short = len(original.split()) <= _FEW_WORDS and len(found.options) < 2
    if whole(original) is None and any(marks(original)):
        return False
    return is_short and (not found.is_sample or found.form not in (Form.CELL, Form.YAML))


def _line_of(place: Place, source: str) -> str:
    """Return the line that a place begins on: what goes with it often repeats it."""
    start, end = place.span
    stop = source.find("\n", end)
    return source[source.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(source)]


def _replaces(lost: Sequence[str]) -> str:
    more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
    return f"It also replaces '{lost[0][:60]}'{more}."


def doubted(place: Place, reason: str) -> Place:
    """Return a place as one that needs a decision.

    Args:
        place: the place.
        reason: the sentence with the words that are lost.
    """
    sure = min(place.proposal.confidence, DOUBT)
    return replace(place, proposal=replace(place.proposal, confidence=sure, reason=reason))


def _words(text: str) -> set[str]:
    """Return the words of a text that are long enough to tell something."""
    return {word.lower() for word in _WORD.findall(text) if _LETTERS.search(word)}


def _labels(text: str, place: Place) -> Iterator[str]:
    """Yield the labels in an answer of a finished postmortem, and what other tools read there."""
    if place.found.form is Form.PROSE:
        yield from (clean(line) for line in text.split("\n") if is_fixed(line))


def _fixed(text: str, place: Place) -> Iterator[str]:
    """Yield the words of a replaced text that aren't a placeholder's, line by line or cell by cell."""
    comment = COMMENT.fullmatch(text.strip())
    is_table = place.found.form in (Form.COLUMN, Form.CELL)
    for line in [comment[1]] if comment else text.split("\n"):
        for part in [cell.text for cell in cells(line)] if is_table and "|" in line else [line]:
            yield from _around_placeholders(part)


def _around_placeholders(line: str) -> Iterator[str]:
    """Yield the parts of a template's line or cell that are before, between and after its placeholders."""
    item = ITEM.match(line)
    core = (line[item.end() :] if item else line.lstrip(" >#")).strip()
    if whole(core) is not None or (core[:1] in _OPEN and core[-1:] in _CLOSE):
        is_text = _INSTRUCTS.match(core) and len(core.split()) > _FEW_WORDS
        parts = [core] if is_text or (core.isupper() and core[:1].isalpha() and len(_words(core)) > 1) else []
    else:
        parts, at = [], 0
        for mark in marks(core):
            parts.append(core[at : mark.start])
            at = mark.end
        parts.append(core[at:])
    yield from (clean(part) for part in parts if _words(part))


def is_fixed(line: str) -> bool:
    """Return whether a line begins with a label, or is for another tool."""
    if _OF_OTHERS.match(line):
        return True
    item = ITEM.match(line)
    text = line[item.end() :] if item else line.lstrip(" >")
    if whole(text) is not None or DEFINITION.match(text):
        return bool(DEFINITION.match(text))
    label = RUN_IN.match(text) or BOLD_LABEL.match(text) or PLAIN_LABEL.match(text)
    if label is None:
        question = QUESTION.match(text)
        return question is not None and len(options(text[question.end() :])) > 1
    return len(clean(label["name"]).split()) <= 7 and not is_instruction(label["name"])
