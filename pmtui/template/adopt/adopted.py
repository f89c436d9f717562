# ruff: noqa: E501
"""An organization's Markdown with a decision for each place, and the template that it becomes."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pmtui.errors import EntryError, TemplateError
from pmtui.model.kinds import LISTS, Kind
from pmtui.template.adopt.marks import clean, is_instruction
from pmtui.template.adopt.meaning import (
    LEAST,
    SURE,
    Guess,
    about,
    columns,
    custom_type,
    guesses,
    is_generic,
    known,
    list_below,
    list_of,
    suits,
    view_of,
)
from pmtui.template.adopt.places import Form, Found, Span, find_places
from pmtui.template.adopt.scales import scale_settings
from pmtui.template.fields import FieldError, FieldSource, parse_field
from pmtui.template.parse import parse
from pmtui.template.problems import problems
from pmtui.text import clean_prose

NAME = "template"
"""What messages call the template until it has a file."""

MOST_LINES = 1_000
LARGEST = 100_000
"""Lines and characters of a text: with its questions added, pmtui can still read it as a template."""

_LONGEST_NAME = 40
_LONGEST_WORDS = 300


@dataclass(frozen=True)
class Proposal:
    """What may become of a place.

    Attributes:
        kind: 'field', 'custom', or 'text'.
        name: a field as `pmtui fields` lists it, or a custom question with its type, `custom.tenants : number`; empty
            for text.
        confidence: from 0 to 1.
        reason: one short sentence.
    """

    kind: str
    name: str = ""
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True)
class Context:
    """What is around a place.

    Attributes:
        headings: the headings above it, the highest first.
        label: what the text calls it; can be empty.
    """

    headings: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Place:
    """A place for an answer in the source.

    Attributes:
        line: its line, from 1.
        span: where it begins and ends in the source, in characters.
        original: the source's text there.
        context: what is around it.
        proposal: what becomes of it.
        alternatives: what else it may be, the likeliest first.
        found: how it's written.
    """

    line: int
    span: Span
    original: str
    context: Context
    proposal: Proposal
    alternatives: tuple[Proposal, ...]
    found: Found = field(repr=False)


@dataclass(frozen=True)
class Adoption:
    """A Markdown text, and what becomes of each of its places.

    Attributes:
        source: the text, with line feeds for its line breaks.
        places: in the order of the text.
        decided: the positions of the places that someone decided.
    """

    source: str
    places: tuple[Place, ...]
    decided: frozenset[int] = frozenset()

    def with_decision(self, index: int, proposal: Proposal) -> "Adoption":
        """Return the adoption with another decision for one place.

        The other columns of its row follow if it moves the row to another list.

        Args:
            index: the place's position.
            proposal: what becomes of it.

        Raises:
            EntryError: if pmtui doesn't know the name, or can't print it there.
        """
        places = list(self.places)
        if proposal.kind != "text":
            _checked(proposal.name)
        places[index] = replace(places[index], proposal=proposal)
        if places[index].found.form is Form.COLUMN:
            places = _same_list(places, index)
        changed = Adoption(self.source, tuple(places), self.decided | {index})
        found = problems(changed.template(), NAME)
        if found and not _only_lacks_placeholders(found):
            raise EntryError(f"It can't be '{proposal.name}' here: {_without_place(found[0])}")
        return changed

    def doubtful(self) -> tuple[int, ...]:
        """Return the positions of the places that need a decision, the most doubtful first."""
        open_ = [index for index, place in enumerate(self.places) if index not in self.decided]
        unsure = [index for index in open_ if self.places[index].proposal.confidence < SURE]
        return tuple(sorted(unsure, key=lambda index: (self.places[index].proposal.confidence, index)))

    def template(self) -> str:
        """Return the template: its settings, and the source with each place filled."""
        return self.head + self.body

    @cached_property
    def head(self) -> str:
        """The settings at the top of the template."""
        lines = [f"title = {_quoted(self.title)}", 'description = "Made by pmtui adopt."']
        chosen = [(place.proposal.name, place.found.options) for place in self.places if place.proposal.kind == "field"]
        lines += scale_settings(chosen)
        zone = _zone(self.source)
        if zone and not any(place.proposal.name == "incident.timezone" for place in self.places):
            lines.append(f'timezone = "{zone}"')
        return "\n".join(["+++", *lines, "+++", ""])

    @property
    def title(self) -> str:
        """The text's first heading, without what is only for one incident."""
        first = re.search(r"(?m)^#\s+(.+)$", self.source)
        words = clean(re.sub(r"[\[{<(].*?[\]}>)]", "", first[1])) if first else ""
        return words.strip(" :-–—#|")[:80] or "Our postmortem"

    @cached_property
    def body(self) -> str:
        """The source with each place filled, and the words of its questions as comments above."""
        return "".join(text for text, _ in self.pieces)

    @cached_property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The template's body in pieces: each a text, and whether it's the source's own."""
        edits: list[tuple[int, int, str]] = []
        told: set[int] = set()
        for place in self.places:
            if place.proposal.kind == "text" and not place.found.lead:
                continue
            edits += _edits(place, self.source, has_words=place.line not in told)
            told.add(place.line)
        edits.sort(key=lambda edit: (edit[0], edit[1]))
        result: list[tuple[str, bool]] = []
        at = 0
        for start, end, text in edits:
            if start < at:
                continue
            result += [(_literal(self.source[at:start]), True), (text, False)]
            at = end
        result.append((_literal(self.source[at:]), True))
        return tuple(piece for piece in result if piece[0])


def adopt(text: str) -> Adoption:
    """Return what each place of an organization's Markdown could become, with the likeliest chosen.

    The result is deterministic, and its template is one that pmtui accepts.

    Args:
        text: a template, or a finished postmortem.

    Raises:
        TemplateError: if pmtui can't take the text as a template, whatever becomes of its places.
    """
    source = clean_prose(text[: LARGEST + 1].removeprefix("\ufeff")).lstrip("\n")
    lines = source.count("\n") + 1
    if len(text) > LARGEST or lines > MOST_LINES:
        raise TemplateError(
            f"This has {lines:,} lines and {len(text):,} characters.",
            f"A text for a template can have at most {MOST_LINES:,} lines and {LARGEST:,} characters.",
        )
    found, is_template = find_places(source)
    places = [_place(each, source, is_template=is_template) for each in found]
    places = _distinct_fields(_rows(places))
    places = _named(places)
    return _accepted(Adoption(source, tuple(places)))


# -- proposals ---------------------------------------------------------------------------------------------------------


def _place(found: Found, source: str, *, is_template: bool) -> Place:
    options = _proposals(found, is_template=is_template)
    context = Context(found.headings, found.label)
    return Place(
        found.line,
        (found.start, found.end),
        source[found.start : found.end],
        context,
        options[0],
        tuple(options[1:6]),
        found,
    )


def _proposals(found: Found, *, is_template: bool) -> list[Proposal]:
    is_list = found.form is Form.ITEMS
    is_long = found.form is Form.PROSE or is_list
    text = Proposal("text", "", 0.3, "Nothing is asked here.")
    heading = found.headings[-1] if found.headings else ""
    label = found.label or (is_long and heading) or found.words or heading
    if found.form is Form.BOX:
        return _box(found, text)
    ranked = _ranked(found, is_long=is_long, is_list=is_list)
    custom = _custom(found, label, is_long=is_long, is_list=is_list)
    fields = [Proposal("field", guess.field, round(min(guess.confidence, 0.99), 2), guess.phrase) for guess in ranked]
    likely = [each for each in fields if each.confidence >= LEAST]
    rest = [each for each in fields if each.confidence < LEAST]
    if found.is_sample and is_template and not likely and found.form is not Form.CELL:
        kept = replace(text, confidence=0.6, reason="It looks like text of the template, not like an answer.")
        return [kept, custom, *rest]
    if found.form is Form.YAML and found.is_sample and not likely:
        return [replace(text, confidence=0.7, reason="It looks like a setting of your documents."), custom, *rest]
    return [*likely, custom, *rest, text] if likely else [custom, *rest, text]


def _ranked(found: Found, *, is_long: bool, is_list: bool) -> list[Guess]:
    """Return the fields that a place may be, the likeliest first, each with its reason as its phrase."""
    best: dict[str, Guess] = {}

    def consider(text: str, headings: Sequence[str], weight: float, reason: str) -> None:
        for guess in guesses(text, headings):
            field_ = known(guess.field)
            if field_ is None:
                continue
            sure = guess.confidence * weight * suits(field_, is_long=is_long, is_list=is_list)
            if sure > best.get(guess.field, Guess("", 0, "")).confidence:
                best[guess.field] = Guess(guess.field, sure, reason.format(clean(text)[:40], guess.phrase))

    view = list_below(found.headings, found.label) if is_long else None
    if view:
        best[f"{view}.*.description"] = Guess(
            f"{view}.*.description", 0.9 if is_list else 0.72, "It's below the action items."
        )
    item = list_below(found.headings, "") if not is_long else None
    for text in filter(None, (found.words, found.label) if found.form is Form.INLINE else (found.label, found.words)):
        path = columns(item, [text])[0] if item else ""
        if path:
            best[path] = Guess(path, 0.93, f"'{clean(text)[:40]}' is below the action items.")
            break
    view = view_of([*found.headings, found.label]) if item and found.label and not best else item
    if view and view != item:
        best[f"{view}.*.description"] = Guess(f"{view}.*.description", 0.9, "It's below the action items.")
    if found.label:
        above = found.headings[:-1] if found.headings and found.headings[-1] == found.label else found.headings
        consider(found.label, above, 0.97 if found.form is Form.INLINE else 1.0, "'{0}' usually means this.")
    if found.words and len(found.words) < 60:
        weight = 1.0 if found.form is Form.INLINE else 0.7 if found.label else 0.9
        if not (found.label and is_generic(found.words)):
            consider(found.words, found.headings, weight, "The placeholder says '{0}'.")
    if is_long and found.headings:
        consider(
            found.headings[-1],
            found.headings[:-1],
            0.97 if found.label in ("", found.headings[-1]) else 0.55,
            "It's below '{0}'.",
        )
        if not found.label and len(found.headings) > 1 and not best:
            consider(found.headings[-2], found.headings[:-2], 0.6, "It's below '{0}'.")
    if (
        found.form is Form.CELL
        and found.row
        and found.row != found.label
        and is_generic(found.label.rpartition(": ")[2])
    ):
        consider(found.row, found.headings, 0.92, "The row is called '{0}'.")
    if not any(guess.confidence >= LEAST for guess in best.values()):
        for text, weight in ((_called_by(found), 1.0), (found.words if is_long else "", 0.86)):
            guess = about(text, found.headings) if text else None
            if guess is not None and guess.field not in best and (is_long or _is_on_a_line(guess.field)):
                best[guess.field] = Guess(guess.field, guess.confidence * weight, f"It's about '{guess.phrase[:40]}'.")
                break
    return sorted(best.values(), key=lambda guess: -guess.confidence)


def _called_by(found: Found) -> str:
    return found.label or (found.headings[-1] if found.headings and found.form in (Form.PROSE, Form.ITEMS) else "")


def _is_on_a_line(path: str) -> bool:
    """Return whether a field takes a short answer, or prose: it can be on a label's line."""
    field_ = known(path)
    return field_ is not None and not field_.lists


def _custom(found: Found, label: str, *, is_long: bool, is_list: bool) -> Proposal:
    type_ = custom_type(label, found.words, found.options, is_long=is_long, is_list=is_list)
    name = f"custom.{_slug(label)}"
    expression = name if type_ == "text" else f"{name} : {type_}"
    named = bool(found.label)
    reason = (
        "pmtui has no field for this, so it asks with your words." if named else "It has no label that pmtui knows."
    )
    return Proposal("custom", expression, 0.75 if named and len(label.split()) <= 8 else 0.55, reason)


def _box(found: Found, text: Proposal) -> list[Proposal]:
    name = Proposal("custom", f"custom.{_slug(found.label)} : yesno", 0.7, "A checkbox that your template fills in.")
    view = list_below(found.headings, found.row)
    if view:
        return [replace(text, confidence=0.5, reason="It may be a sample action item, or a step of a checklist."), name]
    return [name, replace(text, confidence=0.5)]


def _slug(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", re.sub(r"\([^()]*\)|'", "", text.lower()).replace("%", " percent "))
    name = ""
    for word in words:
        if name and len(name) + len(word) >= _LONGEST_NAME:
            break
        name += ("_" if name else "") + word
    name = name[:_LONGEST_NAME]
    return name if name[:1].isalpha() else f"answer_{name}".rstrip("_")


def _rows(places: list[Place]) -> list[Place]:
    """Give the columns of each row the fields of one list."""
    result = list(places)
    groups: dict[int, list[int]] = {}
    for index, place in enumerate(result):
        if place.found.form is Form.COLUMN:
            groups.setdefault(place.found.group, []).append(index)
    for indexes in groups.values():
        found = result[indexes[0]].found
        list_ = "timeline" if found.heads == ("Time", "Event") else list_of(found.heads, found.headings)
        named = columns(list_, found.heads) if list_ else [""] * len(found.heads)
        for index in indexes:
            place = result[index]
            path = named[place.found.column] if place.found.column < len(named) else ""
            result[index] = _column(place, path, list_)
    return result


def _column(place: Place, path: str, list_: str | None) -> Place:
    """Return a column with the field that its name means in a list; empty for none."""
    text = Proposal("text", "", 0.4, "pmtui has no such column, so every row has this text.")
    if path:
        named = Proposal("field", path, 0.94, f"The column is called '{place.found.label}'.")
        return replace(place, proposal=named, alternatives=(text,))
    if list_:
        return replace(place, proposal=text, alternatives=())
    name = _slug(f"{place.found.headings[-1] if place.found.headings else ''} {place.found.label}")
    custom = Proposal("custom", f"custom.{name}", 0.6, "pmtui has no list for this table; it asks for one row.")
    return replace(place, proposal=custom, alternatives=(text,))


def _same_list(places: list[Place], index: int) -> list[Place]:
    """Give the other columns of a row the list of the one that was decided."""
    decided = places[index]
    field_ = known(decided.proposal.name) if decided.proposal.kind == "field" else None
    list_ = field_.lists[0] if field_ is not None and field_.lists else None
    if list_ is None:
        return places
    named = columns(list_, decided.found.heads)
    result = list(places)
    for at, place in enumerate(places):
        if at == index or place.found.group != decided.found.group or place.found.form is not Form.COLUMN:
            continue
        own = known(place.proposal.name) if place.proposal.kind == "field" else None
        if own is None or own.lists[:1] != (list_,):
            path = named[place.found.column] if place.found.column < len(named) else ""
            path = "" if path == decided.proposal.name else path
            result[at] = _column(place, path, list_)
    return result


_ONCE = frozenset({Kind.PROSE, Kind.LIST})


def _distinct_fields(places: list[Place]) -> list[Place]:
    """Let only the surest of several places with different labels have a field that takes one answer of prose."""
    by_field: dict[str, list[int]] = {}
    for index, place in enumerate(places):
        field_ = known(place.proposal.name) if place.proposal.kind == "field" else None
        is_shared = field_ is None or field_.path.startswith(("actions", "timeline"))
        if field_ is not None and not is_shared and (field_.kind in _ONCE or (field_.lists and not _is_column(place))):
            by_field.setdefault(field_.path, []).append(index)
    result = list(places)
    for indexes in by_field.values():
        labels = {_slug(_called(places[index])) for index in indexes}
        if len(labels) < 2:
            continue
        best = max(indexes, key=lambda index: (places[index].proposal.confidence, -index))
        for index in indexes:
            if index != best and _slug(_called(places[index])) != _slug(_called(places[best])):
                result[index] = _next_best(places[index], {place.proposal.name for place in result})
    return result


def _is_column(place: Place) -> bool:
    return place.found.form is Form.COLUMN


def _called(place: Place) -> str:
    return place.found.label or (place.found.headings[-1] if place.found.headings else "")


def _next_best(place: Place, taken: set[str]) -> Place:
    for alternative in place.alternatives:
        if alternative.kind == "custom" or (alternative.confidence >= SURE and alternative.name not in taken):
            others = (place.proposal, *(each for each in place.alternatives if each is not alternative))
            reason = (
                "Another place already has the field that its name means."
                if alternative.kind == "custom"
                else alternative.reason
            )
            return replace(
                place,
                proposal=replace(alternative, confidence=min(alternative.confidence, 0.6), reason=reason),
                alternatives=others,
            )
    return place


def _named(places: list[Place]) -> list[Place]:
    """Give each custom question a name of its own, unless two ask the same with the same words below one heading."""
    taken: dict[str, tuple[object, ...]] = {}
    result: list[Place] = []
    for place in places:
        options = (place.proposal, *place.alternatives)
        changed = []
        for option in options:
            if option.kind != "custom":
                changed.append(option)
                continue
            name, colon, type_ = option.name.partition(" : ")
            key = (type_, place.context, place.found.words, place.found.form)
            name = _free(name, key, place, taken)
            if option is place.proposal:
                taken[name] = key
            changed.append(replace(option, name=name + colon + type_))
        result.append(replace(place, proposal=changed[0], alternatives=tuple(changed[1:])))
    return result


def _free(name: str, key: tuple[object, ...], place: Place, taken: dict[str, tuple[object, ...]]) -> str:
    if name not in taken:
        return name
    if place.context.headings:
        longer = f"custom.{_slug(place.context.headings[-1])[:25].rstrip('_')}_{name.removeprefix('custom.')}"[:70]
        if longer not in taken:
            return longer
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


# -- the template ------------------------------------------------------------------------------------------------------


def _checked(name: str) -> None:
    try:
        parse_field(name)
    except FieldError as error:
        raise EntryError(f"{error.message} {error.hint}".strip()) from error


def _edits(place: Place, source: str, *, has_words: bool) -> list[tuple[int, int, str]]:
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
    if found.form is Form.COLUMN and found.lead and found.column == len(found.heads) - 1:
        text += " |"
    if start == end and found.form in (Form.COLUMN, Form.CELL) and not found.lead:
        text = (" " if source[start - 1 : start] == "|" else "") + text + (" " if source[end : end + 1] == "|" else "")
    edits.append((start, end, text))
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
    if field_.kind in LISTS and form is Form.ITEMS and not field_.is_item:
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
    return f"{{{{ {name} }}}}"


def _with_format(name: str, place: Place) -> str:
    words = f"{place.found.words} {place.found.label} {place.original}".lower()
    is_instant = name in (
        "figures.started",
        "figures.ended",
        "figures.detected",
        "figures.resolved",
        "figures.acknowledged",
        "figures.identified",
        "figures.mitigated",
    )
    if not is_instant or " : " in name:
        return name
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
    """Return the comments that give a question the template's own words."""
    found = place.found
    if found.in_fence or found.form in (Form.CELL, Form.YAML, Form.BOX, Form.COLUMN):
        return []
    words = _safe(found.words)
    is_custom = place.proposal.kind == "custom"
    label = _safe(_called(place))
    lines: list[str] = []
    informative = (
        len(words.split()) > 2 and words.lower() != label.lower() and not found.options and not found.is_sample
    )
    asks = words.endswith("?") and words.count("?") == 1 and len(words) <= 90
    if is_custom and asks and informative:
        lines.append(f"<!-- ask: {words} -->")
    elif is_custom:
        if label:
            question = label if label.endswith("?") else f"{label}?"
            lines.append(f"<!-- ask: {question} -->")
        if informative:
            lines.append(f"<!-- hint: {words} -->")
    elif informative and is_instruction(words):
        lines.append(f"<!-- hint: {words} -->")
    if found.example and not is_instruction(found.example):
        lines.append(f"<!-- example: {_safe(found.example)} -->")
    return lines


def _safe(text: str) -> str:
    """Return words for a comment: on one line, without what would end it, and not longer than a hint."""
    text = " ".join(clean(text).replace("--", "–").replace("<!", "").replace(">", "").replace("<", "").split())
    text = re.sub(r"[{}]", "", text).strip(" -–")
    return text if len(text) <= _LONGEST_WORDS else text[:_LONGEST_WORDS].rsplit(" ", 1)[0] + " …"


def _literal(text: str) -> str:
    """Return the source's own text so that pmtui prints it as it is."""
    return re.sub(r"(?<!\\)\{\{", r"\\{{", text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


_ZONE = re.compile(r"(?i:times?|timeline|\d\d:\d\d|HH:MM)[^\n]{0,40}?\b(UTC|GMT)\b")


def _zone(source: str) -> str:
    """Return the zone that a text names for its times, if it's UTC."""
    return "UTC" if _ZONE.search(source) else ""


# -- always accepted ---------------------------------------------------------------------------------------------------


def _accepted(adoption: Adoption) -> Adoption:
    """Return the adoption with the places as text that pmtui can't take where they are.

    Raises:
        TemplateError: if pmtui can't take the source as it is.
    """
    for _ in range(len(adoption.places) + 1):
        try:
            parse(adoption.template(), NAME)
            return adoption
        except TemplateError as error:
            number = _line_of(error)
            hit = _places_at(adoption, number) if number else ()
            if not hit:
                line = _source_line(adoption, number) if number else None
                where = f"Line {line}: " if line else ""
                raise TemplateError(f"{where}{_without_place(error)}", error.hint) from error
            places = list(adoption.places)
            for index in hit:
                kept = Proposal("text", "", 0.4, f"pmtui can't print an answer here: {_without_place(error)}"[:160])
                places[index] = replace(
                    places[index], proposal=kept, alternatives=(places[index].proposal, *places[index].alternatives)
                )
            adoption = Adoption(adoption.source, tuple(places), adoption.decided)
    return adoption


def _places_at(adoption: Adoption, number: int) -> tuple[int, ...]:
    """Return the positions of the places that are on a line of the template, and aren't text yet."""
    line = _source_line(adoption, number)
    return tuple(
        index
        for index, place in enumerate(adoption.places)
        if place.proposal.kind != "text" and line is not None
        and place.line <= line <= adoption.source.count("\n", 0, place.span[1]) + 1
    )  # fmt: skip


def _source_line(adoption: Adoption, number: int) -> int | None:
    """Return the line of the source that a line of the template comes from."""
    below = number - adoption.head.count("\n")
    at = 1
    source_at = 0
    for text, is_own in adoption.pieces:
        own = text.replace("\\{{", "{{") if is_own else ""
        if is_own:
            found = adoption.source.find(own, source_at)
            source_at = found if found >= 0 else source_at
        for part in re.split(r"(\n)", text):
            if at == below:
                return adoption.source.count("\n", 0, source_at) + 1
            if part == "\n":
                at += 1
                source_at += 1 if is_own else 0
            elif is_own:
                source_at += len(part.replace("\\{{", "{{"))
    return adoption.source.count("\n", 0, source_at) + 1


def _line_of(error: TemplateError) -> int | None:
    match = re.match(rf"{NAME}:(\d+):", str(error))
    return int(match[1]) if match else None


def _without_place(error: TemplateError) -> str:
    return re.sub(rf"^{NAME}(?::\d+)?: ?", "", error.message)


def _only_lacks_placeholders(found: list[TemplateError]) -> bool:
    return len(found) == 1 and "no placeholder" in found[0].message
