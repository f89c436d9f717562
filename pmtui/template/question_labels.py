"""What the document calls an answer: the words of the nearest label, table head, or heading."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pmtui.figures.catalog import figure_at
from pmtui.model.kinds import Kind
from pmtui.template.fields import Field, FieldSource
from pmtui.template.tree import TemplateLine

if TYPE_CHECKING:
    from pmtui.template.interview import AskedQuestion

_HTML = re.compile(r"<!--(?:(?!-->).)*+-->|</?[A-Za-z][^<>]*+>")
_LINK = re.compile(r"!?\[([^\[\]]*+)\]\([^()]*+\)")
_MARKS = re.compile(r"[*`\[\]]|(?<![^\W_])_+|_+(?![^\W_])")
_NUMBER = re.compile(r"^\s*+\d{1,3}[.)]\s++")
_GENERIC = frozenset(
    ["value", "answer", "answers", "details", "response", "description", "entry", "information", "input"]
)
"""Heads of a form's second column, which say nothing that the row's own label doesn't."""

_DASHES = "-\u2013\u2014"


@dataclass
class Around:
    """What is around a placeholder.

    Attributes:
        group: the heading of its group on the screen.
        label: the text line above it.
        columns: the heads of its table.
    """

    group: str = ""
    label: str = ""
    columns: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Return a text of the template without Markdown and HTML: what its reader sees."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", _HTML.sub("", text))).split())


def bare(line: TemplateLine) -> str:
    """Return the text of a line without its placeholders, as a label."""
    return plain("".join(piece for piece in line.pieces if isinstance(piece, str))).strip(" :.-")


def cells(header: TemplateLine) -> tuple[str, ...]:
    """Return the heads of a table's columns."""
    text = "".join(piece for piece in header.pieces if isinstance(piece, str))
    return tuple(plain(cell).strip(" :") for cell in text.strip().strip("|").split("|"))


def label_of(line: TemplateLine, index: int, before: str, place: Around) -> str:
    """Return what the document calls an answer; empty if nothing near it does.

    Args:
        line: its line.
        index: the place of its placeholder in the line's pieces.
        before: the text since the placeholder before it.
        place: what is around the line.
    """
    found = line.pieces[index]
    assert isinstance(found, Field)
    if place.columns:
        return _in_table(line, index, place)
    if found.is_box and found.source is FieldSource.CUSTOM:
        after = "".join(piece for piece in line.pieces[index + 1 : index + 2] if isinstance(piece, str))
        if plain(after).strip(" :.-"):
            return plain(after).strip(" :.-")
    own = words_before(before)
    if found.is_box or (found.question is not None and found.question.kind is Kind.PROSE and not own):
        return place.label or place.group
    fields = {field.path: field for field in line.fields}
    if len(fields) < 2 or found.lists:
        return own
    title = words_before(line.pieces[0].partition(":")[0]) if isinstance(line.pieces[0], str) else ""
    own = own.removeprefix(title).strip(" :")
    if found.source is FieldSource.CUSTOM and (own or title):
        if index == 1 and not own:
            return title
        if re.search(r"[:?][*_\s]*$", before) and own:
            return own.removeprefix("and ").capitalize() if own.startswith("and ") else own
    return _within(title, own if len(own) > 2 else own_label(found))


def _in_table(line: TemplateLine, index: int, place: Around) -> str:
    """Return the label of an answer in a table: that of its row, and the head of its column."""
    text = "".join(piece if isinstance(piece, str) else "\0" for piece in line.pieces[:index])
    above = text.strip().removeprefix("|").split("|")
    column = len(above) - 1
    inside = words_before(above[-1].rpartition("\0")[2])
    name = place.columns[column] if column < len(place.columns) else ""
    beside = above[column - 1] if column else ""
    row = beside if column > 1 and beside.strip(" *_:") and "\0" not in beside else above[0] if column else ""
    row = "" if "\0" in row else plain(row).strip(" :")
    name = "" if row and name.lower() in _GENERIC else name
    if row.endswith("?"):
        name = ""
    if len(inside) > 2:
        return ": ".join(part for part in (row or name, inside) if part)
    return ": ".join(part for part in (row, name) if part)


def words_before(text: str) -> str:
    """Return the text before a placeholder as a label."""
    return plain(text).lstrip(f" )>|,.{_DASHES}").rstrip(f" :({_DASHES}")


def own_label(found: Field) -> str:
    """Return what pmtui calls an answer."""
    if found.question is not None and found.question.label:
        return found.question.label
    figure = figure_at(found.path)
    return figure.label if figure is not None else name_of(found.path)


def name_of(path: str) -> str:
    """Return the last part of a path as a label: `Open questions` for `custom.open_questions`."""
    return path.rsplit(".", 1)[-1].replace("_", " ").capitalize()


def _within(title: str, label: str) -> str:
    """Return a label under the title of a line that asks for several things."""
    return label if not title or title.lower() == label.lower() else f"{title}: {label}"


def as_question(label: str) -> str:
    """Return a label as a question, with one question mark."""
    return f"{label.rstrip('?!.: ')}?"


def heading_label(title: str) -> str:
    """Return a heading as a label: without Markdown, and without its number."""
    return _NUMBER.sub("", plain(title))


def distinct_prompts(asked: Sequence["AskedQuestion"], worded: Collection[str] = ()) -> list["AskedQuestion"]:
    """Return questions of which no two have the same words, unless the template itself words them.

    Args:
        asked: the questions.
        worded: the paths of those that the template words with `ask`.
    """
    free = [question for question in asked if question.path not in worded]
    words = Counter(question.prompt.lower() for question in asked)
    under = Counter((question.prompt.lower(), question.headings[-1:]) for question in free)

    def distinct(question: "AskedQuestion") -> "AskedQuestion":
        prompt = question.prompt
        if words[prompt.lower()] < 2 or question.path in worded:
            return question
        if not question.path.startswith("custom."):
            return replace(question, prompt=f"{prompt} ({name_of(question.path.rpartition('.')[0])})")
        heading = plain(question.headings[-1]) if question.headings else ""
        if under[prompt.lower(), question.headings[-1:]] < 2 and heading:
            return replace(question, prompt=f"{heading}: {prompt}")
        return replace(question, prompt=f"{prompt.rstrip('?')}: {name_of(question.path)}?")

    return [distinct(question) for question in asked]
