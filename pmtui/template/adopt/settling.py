"""What places settle among each other: the list of a row, who has a field, names of custom questions."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count

from pmtui.model.custom_answers import is_column_name
from pmtui.model.kinds import Kind
from pmtui.template.adopt.edits import INSTANTS
from pmtui.template.adopt.events import EVENT_HEADS, WHY_HEADS
from pmtui.template.adopt.marks import kind_of_blank
from pmtui.template.adopt.meaning import SURE, custom_type, known, list_of, row_columns, tokens
from pmtui.template.adopt.model import Form, Found, Place, Proposal
from pmtui.template.adopt.proposals import slug

_LIST_OF_LINES: dict[tuple[str, ...], str] = {EVENT_HEADS: "timeline", WHY_HEADS: "causes.whys"}
"""The lists of rows that aren't in a table, by what the finder calls their columns."""

_COUNT = re.compile(r"1[.)]?|#1?")
"""What a cell says that counts its row."""

_WITH_WORDS = frozenset({Form.LABEL, Form.INLINE, Form.PROSE, Form.ITEMS})
"""Forms whose questions are worded as the text words them."""

_SHORT = re.compile(r"(?i)summar|overview|abstract|synopsis|short|brief|tl;?dr|nutshell|at a glance|gist|bottom line")

_TWICE = 0.7
"""How sure a place is, at most, whose field another place has as well."""

_ONCE = frozenset({Kind.PROSE, Kind.LIST})
_COUNTS = frozenset(
    """
    figures.users_affected figures.users_share figures.failed_requests figures.revenue impact.engineers_paged
    impact.support_tickets impact.complaints figures.engineering_time
    """.split()  # noqa: SIM905 - a list would take a line for each
)
"""Amounts of which a template has one: `Merchants affected` after `Cardholders affected` is another question."""

_NOT_COUNTED = frozenset(
    "number of count total affected impacted how many were estimated percentage percent % approximate hit".split()  # noqa: SIM905
)
"""Words of an amount's label besides what is counted."""


def settled(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the places with what they settle among each other."""
    return tuple(_asked_apart(_named(_doubted_twice(_once_on_a_line(_other_counts(_distinct_fields(_rows(places))))))))


def _rows(places: Sequence[Place]) -> list[Place]:
    """Give the columns of each row the fields of one list."""
    result = list(places)
    groups: dict[int, list[int]] = {}
    for index, place in enumerate(result):
        if place.found.form is Form.COLUMN:
            groups.setdefault(place.found.group, []).append(index)
    own_lists: set[str] = set()
    for indexes in groups.values():
        found = result[indexes[0]].found
        list_ = _LIST_OF_LINES.get(found.heads) or list_of(found.heads, found.headings)
        named = (
            row_columns(list_, found.heads) if list_ else _own_columns([result[at].found for at in indexes], own_lists)
        )
        for index in indexes:
            place = result[index]
            path = named[place.found.column] if place.found.column < len(named) else ""
            is_count = list_ and _COUNT.fullmatch(place.original) and f"{list_}.*.number" not in named
            result[index] = _column(place, f"{list_}.*.number" if is_count and not path else path)
    return result


def _column(place: Place, path: str) -> Place:
    """Return a column with the field that its name means in a list; empty for none."""
    text = Proposal("text", "", 0.4, "pmtui has no such column, so its cell is empty in every row.")
    if path.startswith("custom."):
        own = Proposal("custom", path, 0.7, "pmtui has no list for this table, so your template gets one.")
        return replace(place, proposal=own, alternatives=(text,))
    if path:
        named = Proposal("field", path, 0.94, f"The column is called '{place.found.label}'.")
        return replace(place, proposal=named, alternatives=(text,))
    return replace(place, proposal=text, alternatives=())


def _own_columns(row: Sequence[Found], taken: set[str]) -> list[str]:
    """Return a column of a custom list for each head of a table that pmtui has no list for.

    Args:
        row: the table's row.
        taken: the custom lists of other tables; this one's is added.
    """
    heads = row[0].heads
    list_ = _another(slug(row[0].headings[-1] if row[0].headings else heads[0]), taken)
    names: set[str] = set()
    result = [""] * len(heads)
    for found in row:
        if not found.column and re.fullmatch(r"(?i)\W*|nr\.?|no\.?|number", found.label.strip()):
            result[found.column] = f"custom.{list_}.*.number"
            continue
        name = slug(found.label)
        name = _another(name if is_column_name(name) and name != "number" else f"row_{name}", names)
        type_ = custom_type(found.label, found.words, found.options, is_long=False, is_list=False)
        result[found.column] = f"custom.{list_}.*.{name}" + ("" if type_ == "text" else f" : {type_}")
    return result


def _another(name: str, taken: set[str]) -> str:
    """Return a name that isn't taken yet, and take it."""
    free = next(each for each in chain([name], (f"{name}_{number}" for number in count(2))) if each not in taken)
    taken.add(free)
    return free


def same_list(places: list[Place], index: int) -> list[Place]:
    """Give the other columns of a row the list of the one that was decided."""
    decided = places[index]
    field_ = known(decided.proposal.name) if decided.proposal.kind == "field" else None
    list_ = field_.lists[0] if field_ is not None and field_.lists else None
    if list_ is None:
        return places
    named = row_columns(list_, decided.found.heads)
    result = list(places)
    for at, place in enumerate(places):
        if at == index or place.found.group != decided.found.group or place.found.form is not Form.COLUMN:
            continue
        own = known(place.proposal.name) if place.proposal.kind == "field" else None
        if own is None or own.lists[:1] != (list_,):
            path = named[place.found.column] if place.found.column < len(named) else ""
            path = "" if path == decided.proposal.name else path
            result[at] = _column(place, path)
    return result


def _distinct_fields(places: list[Place]) -> list[Place]:
    """Let only the surest of several places with different labels have a field that takes one answer of prose."""
    by_field: dict[str, list[int]] = {}
    for index, place in enumerate(places):
        field_ = known(place.proposal.name) if place.proposal.kind == "field" else None
        is_shared = field_ is None or field_.path.startswith(("actions", "timeline"))
        if (
            field_ is not None
            and not is_shared
            and (field_.kind in _ONCE or (field_.lists and place.found.form is not Form.COLUMN))
        ):
            by_field.setdefault(field_.path, []).append(index)
    result = list(places)
    for indexes in by_field.values():
        labels = {_question_of(places[index]) for index in indexes}
        if len(labels) < 2:
            continue
        best = max(indexes, key=lambda index: (_is_summary(places[index]), places[index].proposal.confidence, -index))
        for index in indexes:
            if index != best and _question_of(places[index]) != _question_of(places[best]):
                result[index] = _next_best(places[index], {place.proposal.name for place in result})
    return result


def _question_of(place: Place) -> str:
    """Return what a place asks for, to compare it with others: its label, or the question that it has below one."""
    asks = place.found.form is Form.PROSE and not place.found.label and "?" in place.found.words
    return slug(f"{place.context.called} {place.found.words}" if asks else place.context.called)


def _is_summary(place: Place) -> bool:
    """Return whether a place for the summary is called so, and isn't another telling of what happened."""
    return place.proposal.name == "summary" and bool(_SHORT.search(place.context.called))


def _other_counts(places: list[Place]) -> list[Place]:
    """Let only the first of several labels have an amount that they'd give of different things: drivers, riders."""
    result = list(places)
    counted: dict[str, frozenset[str]] = {}
    for index, place in enumerate(places):
        name = place.proposal.name
        if name not in _COUNTS or not place.context.label:
            continue
        of = frozenset(tokens(place.context.label)) - _NOT_COUNTED
        if counted.setdefault(name, of) != of:
            result[index] = _next_best(place, {each.proposal.name for each in result})
    return result


def _once_on_a_line(places: list[Place]) -> list[Place]:
    """Let only the first of several numbers on a line have a figure: in `[ ] of [ ] users`, the others are custom."""
    result = list(places)
    taken: set[tuple[int, str]] = set()
    for index, place in enumerate(places):
        name = place.proposal.name
        if place.found.form is not Form.INLINE or not name.startswith("figures.") or name in INSTANTS:
            continue
        if (place.line, name) in taken:
            result[index] = _next_best(place, {each.proposal.name for each in result})
        taken.add((place.line, name))
    return result


def _doubted_twice(places: list[Place]) -> list[Place]:
    """Let each of several places that are called differently need a decision if they have a field of one line."""
    by_field: dict[str, list[int]] = {}
    for index, place in enumerate(places):
        field_ = known(place.proposal.name) if place.proposal.kind == "field" else None
        if field_ is not None and not field_.lists:
            by_field.setdefault(place.proposal.name, []).append(index)
    result = list(places)
    for name, indexes in by_field.items():
        called = {index: slug(places[index].context.called) for index in indexes}
        halves = {kind_of_blank(places[index].original) or places[index].found.words.lower() for index in indexes}
        if len(set(called.values())) < 2 or (name in INSTANTS and len(halves) == len(indexes)):
            continue  # the same question, or a day and a time of day
        for index in indexes:
            place = places[index]
            others = [places[other].line for other in indexes if called[other] != called[index]]
            reason = f"Line {others[0]} has this field as well, and is called differently."
            sure = min(place.proposal.confidence, _TWICE)
            result[index] = replace(place, proposal=replace(place.proposal, confidence=sure, reason=reason))
    return result


def _next_best(place: Place, taken: set[str]) -> Place:
    told = "causes.what_happened"
    if place.proposal.name == "summary" and place.found.form is Form.PROSE and told not in taken:
        longer = Proposal("field", told, 0.66, "It's told twice: another place has the summary.")
        return replace(place, proposal=longer, alternatives=(place.proposal, *place.alternatives))
    for alternative in place.alternatives:
        if alternative.kind == "custom" or (alternative.confidence >= SURE and alternative.name not in taken):
            others = (place.proposal, *(each for each in place.alternatives if each is not alternative))
            taken_by = "Another place already has the field that its name means."
            reason = taken_by if alternative.kind == "custom" else alternative.reason
            sure = min(alternative.confidence, 0.6)
            return replace(place, proposal=replace(alternative, confidence=sure, reason=reason), alternatives=others)
    return place


def _named(places: list[Place]) -> list[Place]:
    """Give each custom question another name, unless two ask the same with the same words below one heading."""
    lists = (place.proposal.name.partition(".*.") for place in places if place.proposal.kind == "custom")
    taken: dict[str, tuple[object, ...]] = {list_: () for list_, star, _ in lists if star}
    result: list[Place] = []
    for place in places:
        options = (place.proposal, *place.alternatives)
        changed = []
        for option in options:
            if option.kind != "custom" or ".*." in option.name:
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


def _asked_apart(places: list[Place]) -> list[Place]:
    """Give two questions of the template's own that are called the same the headings above them, or a number."""
    result = list(places)
    names: dict[str, set[str]] = {}
    for place in places:
        if place.proposal.kind == "custom" and place.found.form in _WITH_WORDS:
            names.setdefault(place.context.called.lower(), set()).add(place.proposal.name)
    taken: dict[str, str] = {}
    for index, place in enumerate(places):
        called = place.context.called
        if place.proposal.kind != "custom" or len(names.get(called.lower(), ())) < 2:
            continue
        heading = place.context.headings[-1] if place.context.headings else ""
        own_words = called if place.context.label or len(place.found.words.split()) > 5 else place.found.words
        longer = f"{heading.rstrip(':')}: {own_words}" if heading and own_words not in ("", heading) else called
        number = 2
        own = longer
        while taken.get(own.lower(), place.proposal.name) != place.proposal.name:
            own, number = f"{longer} ({number})", number + 1
        taken[own.lower()] = place.proposal.name
        result[index] = replace(place, context=replace(place.context, label=own))
    return result


def _free(name: str, key: tuple[object, ...], place: Place, taken: dict[str, tuple[object, ...]]) -> str:
    if name not in taken:
        return name
    if place.context.headings:
        longer = f"custom.{slug(place.context.headings[-1])[:25].rstrip('_')}_{name.removeprefix('custom.')}"[:70]
        if longer not in taken:
            return longer
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
