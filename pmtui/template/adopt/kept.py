"""Checks which fixed text an answer would replace together with its placeholder, so that none is lost unasked."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pmtui.template.adopt.lines import BOLD_LABEL, DEFINITION, ITEM, PLAIN_LABEL, QUESTION, RUN_IN
from pmtui.template.adopt.marks import clean, is_instruction, options, whole
from pmtui.template.adopt.model import Form, Place
from pmtui.template.adopt.tables import cells

_OF_OTHERS = re.compile(r"\s*(?:>\s*)?(?:\[!\w+\]|\{\{[<%#/!]|\{%|:::|<!--\s*(?:markdownlint|prettier|toc|\$))")
"""What tells another tool something: an alert, a tag, a comment."""

DOUBT = 0.55
"""How sure a place is, at most, whose answer replaces words of the text."""


def with_doubt(place: Place, source: str, *, is_template: bool) -> Place:
    """Return a place as one that needs a decision if its answer replaces words that aren't an answer's.

    Args:
        place: the place.
        source: the text that it's in.
        is_template: the text is a template, and not a finished postmortem.
    """
    if place.proposal.kind == "text":
        return place
    lost = next(_replaced(place, source, is_template=is_template), None)
    if lost is None:
        return place
    reason = f"It also replaces '{lost[:60]}'."
    doubtful = replace(place.proposal, confidence=min(place.proposal.confidence, DOUBT), reason=reason)
    return replace(place, proposal=doubtful)


def _replaced(place: Place, source: str, *, is_template: bool) -> Iterator[str]:
    """Yield the words that a place's answer replaces and that aren't a placeholder, an instruction, or a sample."""
    start, end = place.span
    if is_template and place.found.is_sample and place.found.form in (Form.LABEL, Form.PROSE, Form.INLINE):
        text = source[start:end]
        if len(text.split()) > 3 and len(options(text)) < 2:
            yield clean(text)
    if place.found.form is Form.PROSE:
        first = source.rfind("\n", 0, start) + 1
        for line in (source[first:start] + source[start:end]).split("\n"):
            if is_fixed(line):
                yield clean(line)
    for one, other in place.found.drop:
        if place.found.form is Form.COLUMN and is_template:
            yield from _names_of_rows(source[one:other])
        elif place.found.form is Form.PROSE:
            yield from (clean(line) for line in source[one:other].split("\n") if is_fixed(line))


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


def _names_of_rows(rows: str) -> Iterator[str]:
    """Yield the first cells of rows that are dropped as samples, if each names another thing."""
    names = [found[0].text for row in rows.split("\n") if row.strip() and (found := cells(row))]
    shapes = {re.sub(r"\b(?:\w|\d+)\b|\W", "", name.lower()) for name in names}
    are_names = all(re.search(r"[^\W\d_]{3}", name) and whole(name) is None for name in names)
    if are_names and len(names) > 1 and len(shapes) == len(names):
        yield clean(names[0])
