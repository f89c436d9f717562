"""Writes a place's placeholder into the source, and the question above it as a comment."""

import re
from dataclasses import dataclass

from pmtui.model.kinds import LISTS, Kind
from pmtui.template.adopt.marks import clean, is_instruction
from pmtui.template.adopt.meaning import unnumbered
from pmtui.template.adopt.model import Form, Place
from pmtui.template.adopt.scales import scale_settings
from pmtui.template.fields import FieldSource, parse_field

_LONGEST_WORDS = 300
_BRACKETED = re.compile(r"\s*(?:[\[{(«‹`$%@]|<(?!!--))")
"""What a placeholder begins with, unlike an instruction."""
INSTANTS = frozenset(
    f"figures.{name}"
    for name in ("started", "ended", "detected", "resolved", "acknowledged", "identified", "mitigated")
)
"""The figures that are a moment."""


@dataclass(frozen=True)
class Edit:
    """A part of the source that something else is written for.

    Attributes:
        start: where it begins in the source, in characters.
        end: where it ends.
        text: what is written there.
        place: the position of the place that it's for.
    """

    start: int
    end: int
    text: str
    place: int


def edits_of(place: Place, source: str, *, has_words: bool) -> list[tuple[int, int, str]]:
    """Return what replaces a place and what goes with it, as start, end, and text.

    Args:
        place: the place.
        source: the text that it's in.
        has_words: a comment above its line can give its question words: it's the first one there.
    """
    found = place.found
    start, end = place.span
    if place.proposal.kind == "text":
        return [(start, end, found.lead)] if found.form is Form.COLUMN else []
    edits: list[tuple[int, int, str]] = []
    if found.form is Form.BOX:
        return [(start, end, f"[{{{{ {place.proposal.name} }}}}]")]
    text = found.lead + _expression(place)
    if found.lead.startswith("\n\n") and re.match(r"\n[ \t]*\S", source[end : end + 40]):
        text += "\n"  # else the next line would go into the answer
    if found.form is Form.COLUMN and found.lead and found.column == len(found.heads) - 1:
        text += " |"
    if start == end and found.form in (Form.COLUMN, Form.CELL) and not found.lead:
        text = (" " if source[start - 1 : start] == "|" else "") + text + (" " if source[end : end + 1] == "|" else "")
    if source[start - 1 : start] == "\\" and source[start - 2 : start - 1] != "\\":
        start -= 1  # it would make the placeholder text
    edits.append((start, end, text))
    if found.told:
        edits.append((*found.told, f"<!-- hint: {_safe(source[slice(*found.told)])} -->"))
    edits += [(one, other, "") for one, other in found.drop]
    box = _box_expression(place)
    if found.box and box:
        edits.append((*found.box, box))
    words = _directives(place) if has_words else []
    if words:
        at = source.rfind("\n", 0, start) + 1 if not found.lead.startswith("\n") else start
        if found.lead.startswith("\n\n"):
            edits[0] = (start, end, "\n\n" + "".join(f"{word}\n" for word in words) + text.removeprefix("\n\n"))
        elif not found.lead.startswith("\n"):
            line = source[at:start]
            indent = line[: len(line) - len(line.lstrip(" "))]
            if not line.lstrip().startswith(">"):
                edits.append((at, at, "".join(f"{indent}{word}\n" for word in words)))
    return edits


def edits_of_rest(place: Place, source: str, *, keeps_text: bool) -> list[tuple[int, int, str]]:
    """Return what replaces a cell without a question in a row that repeats: it's empty, and sample rows go.

    Args:
        place: the cell.
        source: the text that it's in.
        keeps_text: each row has its text instead, as someone decided.
    """
    found = place.found
    start, end = place.span
    while source[start - 1 : start] in ("*", "_", "`", "~") and source[start - 1] == source[end : end + 1]:
        start, end = start - 1, end + 1
    last = " |" if found.lead and found.column == len(found.heads) - 1 else ""
    cell = [] if keeps_text and not found.lead else [(start, end, found.lead + last)]
    return [*cell, *((one, other, "") for one, other in found.drop)]


def _expression(place: Place) -> str:
    name = place.proposal.name
    field_ = parse_field(name)
    form = place.found.form
    if field_.source is FieldSource.CUSTOM:
        return f"{{{{ {name} }}}}"
    is_row = form in (Form.ITEMS, Form.COLUMN)
    if field_.lists and not field_.is_item and ".*." in name:
        list_ = field_.lists[0]
        if is_row or form is Form.INLINE or (form is Form.LABEL and list_.startswith("actions")):
            return _item(name, form)
        if form is Form.PROSE:
            return f"- {_item(name, form)}"
        return f"{{{{ {name.split(' : ')[0]} : joined }}}}"
    is_items = form is Form.ITEMS or (form is Form.YAML and place.found.group > 0)
    if field_.kind in LISTS and is_items and not field_.is_item:
        return f"{{{{ {name}.* }}}}"
    if field_.kind is Kind.LIST and form is Form.PROSE:
        return f"- {{{{ {name.removesuffix('.*')}.* }}}}"
    return f"{{{{ {_with_format(name, place)} }}}}"


def _item(name: str, form: Form) -> str:
    """Return a list's item: its main field, with what belongs to it."""
    list_, _, column = name.rpartition(".*.")
    if form is Form.PROSE and list_ == "timeline":
        return "{{ timeline.*.time }} {{ timeline.*.event }}"
    if form is Form.ITEMS and list_ == "timeline" and column == "event":
        return "{{ timeline.*.time }} {{ timeline.*.event }}"
    if list_ == "causes.whys" and column == "answer" and form is not Form.COLUMN:
        return "{{ causes.whys.*.question }} {{ causes.whys.*.answer }}"
    if list_ == "response.responders" and column == "name" and form in (Form.ITEMS, Form.PROSE):
        return "{{ response.responders.*.role }}: {{ response.responders.*.name }}"
    if name == "timeline.*.at" and form is Form.COLUMN:
        return f"{{{{ {name} : date }}}}"  # it's beside the column of the times
    return f"{{{{ {name} }}}}"


def _with_format(name: str, place: Place) -> str:
    words = f"{place.found.words} {place.found.label} {place.original}".lower()
    if name not in INSTANTS or " : " in name:
        return name
    own = f"{place.found.words} {place.original}".lower()
    if "yyyy" in own and not re.search(r"hh|\btime\b", words):
        return f"{name} : date"
    if "yyyy" in words or ("date" in words and "time" in words):
        return f"{name} : datetime"
    if "date" in words:
        return f"{name} : date"
    return f"{name} : time" if re.search(r"hh:mm|\btime\b", words) else name


def _box_expression(place: Place) -> str:
    """Return what ticks the box before an item; empty to leave the box as it is."""
    field_ = parse_field(place.proposal.name)
    list_ = field_.lists[0] if field_.lists else ""
    return f"[{{{{ {list_}.*.status is done }}}}]" if list_.startswith("actions") else ""


def _directives(place: Place) -> list[str]:
    """Return the comments that give a question the template's wording."""
    found = place.found
    if found.in_fence or found.form in (Form.CELL, Form.YAML, Form.BOX, Form.COLUMN):
        return []
    words = _safe(found.words)
    is_custom = place.proposal.kind == "custom"
    label = _safe(unnumbered(place.context.called)).rstrip(" .:")
    lines: list[str] = []
    informative = (
        len(words.split()) > 2 and words.lower() != label.lower() and not found.options and not found.is_sample
    )
    asks = words.endswith("?") and words.count("?") == 1 and len(words) <= 90
    if is_custom and asks and informative:
        lines.append(f"<!-- ask: {words} -->")
    elif is_custom:
        if label:
            question = label if "?" in label else f"{label}?"
            lines.append(f"<!-- ask: {question} -->")
        if informative:
            lines.append(f"<!-- hint: {words} -->")
    elif informative and (is_instruction(words) or not _BRACKETED.match(place.original)):
        lines.append(f"<!-- hint: {words} -->")
    if len(found.options) > 1 and not _offers(place) and "hint: " not in "".join(lines):
        lines.append(f"<!-- hint: {words} -->")
    if found.example and not is_instruction(found.example):
        lines.append(f"<!-- example: {_safe(found.example)} -->")
    return lines


def _offers(place: Place) -> bool:
    """Return whether what a place becomes has answers to choose from."""
    field_ = parse_field(place.proposal.name)
    is_chosen = field_.kind in (Kind.YESNO, Kind.ANSWER) or place.proposal.name in INSTANTS
    is_custom_choice = field_.source is FieldSource.CUSTOM and field_.kind is Kind.CHOICE
    return is_chosen or is_custom_choice or bool(scale_settings([(place.proposal.name, place.found.options)]))


def _safe(text: str) -> str:
    """Return words for a comment: on one line, without what would end it, and not longer than a hint."""
    text = " ".join(clean(text).replace("--", "–").replace("<!", "").replace(">", "").replace("<", "").split())
    text = re.sub(r"[{}]", "", text).strip(" -–")
    return text if len(text) <= _LONGEST_WORDS else text[:_LONGEST_WORDS].rsplit(" ", 1)[0] + " …"
