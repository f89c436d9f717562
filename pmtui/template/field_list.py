"""Every name that a template can use, with its question: fields, views of lists, figures, milestones, formats."""

import re
from dataclasses import dataclass

from pmtui.figures.catalog import FIGURES
from pmtui.model.catalog import model_questions
from pmtui.model.kinds import Kind
from pmtui.model.scales import Milestone
from pmtui.model.views import VIEWS
from pmtui.template.fields import (
    CUSTOM_TYPES,
    FieldSource,
    Format,
    canonical,
    known_paths,
    parse_field,
)


@dataclass(frozen=True)
class NamedField:
    """A name that a template can use.

    Attributes:
        name: the name, as it's written in a template.
        group: what it is: field, view, figure, milestone, format, custom.
        kind: the kind of its answer, or a figure's unit.
        label: its short name.
        question: what pmtui asks for, or what the name means.
        example: a good answer, or how the name is used; can be empty.
    """

    name: str
    group: str
    kind: str
    label: str
    question: str
    example: str = ""


def named_fields() -> list[NamedField]:
    """Return every name that a template can use, in the order of a postmortem, then figures, milestones and formats."""
    answers = [_answer(path) for path in known_paths() if not path.startswith("figures.")]
    order = {path: place for place, path in enumerate(model_questions())}
    answers += [
        NamedField(f"{path}.*.number", "field", "number", "Number", "The row's number in its table, from 1.")
        for path, question in model_questions().items()
        if question.kind is Kind.TABLE
    ]
    answers.sort(key=lambda each: (each.group == "view", order.get(_beside(each.name), len(order))))
    figures = [
        NamedField(f"figures.{name}", "figure", each.unit.value, each.label, each.definition)
        for name, each in FIGURES.items()
    ]
    milestones = [
        NamedField(each.value, "milestone", "yesno", each.label, f"The event marks: {each.label.lower()}.",
                   f"[{{{{ timeline.*.milestones is {each.value} }}}}]")
        for each in Milestone
    ]  # fmt: skip
    formats = [
        NamedField(each.value, "format", "", each.value.capitalize(), f"Prints a value as a {each.value}.",
                   f"{{{{ incident.date : {each.value} }}}}" if each is Format.DATE else f"{{{{ … : {each.value} }}}}")
        for each in Format if each not in (Format.JOINED, Format.ZONED)
    ]  # fmt: skip
    words = "Prints a time with its zone: 14:32 CET. Use it if nothing near it names the zone."
    formats.append(NamedField("zoned", "format", "", "Zoned", words, "{{ figures.ended : zoned }}"))
    words = (
        "The values of all rows, in one place, without repeating the line; a name that occurs twice is printed once."
    )
    formats.append(NamedField("joined", "format", "", "Joined", words, "{{ response.responders.*.name : joined }}"))
    return [*answers, *figures, *milestones, *formats, *_custom()]


def _custom() -> list[NamedField]:
    """Return the names for custom questions, and for the columns of custom lists."""
    types = [each for each in CUSTOM_TYPES if each != "choice"]
    words = f"A question of the template's own; types: {', '.join(types)}, choice(a, b)."
    types.remove("list")
    of_list = f"A column of a custom list; types: {', '.join(types)}, choice(a, b)."
    column = "{{ custom.questions.*.owner : text }}"
    return [
        NamedField("custom.NAME", "custom", "any", "Your own question", words, "{{ custom.tenants : number }}"),
        NamedField("custom.NAME.*.COLUMN", "custom", "any", "Your own list", of_list, column),
    ]


def _answer(path: str) -> NamedField:
    field = parse_field(path)
    view = VIEWS.get(field.lists[0]) if field.lists else None
    question = model_questions().get(canonical(path)) or field.question
    group = "view" if view and view.path != view.base else "field"
    if question is None or path in _DERIVED:
        return NamedField(path, group, field.kind.value, "", _DERIVED.get(path, "Computed from the row."))
    asked = f"{view.title} {question.prompt}" if view and group == "view" else question.prompt
    is_answer = field.source is FieldSource.ANSWER
    return NamedField(path, group, question.kind.value, question.label, asked, question.example if is_answer else "")


def _beside(path: str) -> str:
    """Return the question next to which a name is listed: its own, or the table that it's computed from."""
    own = canonical(path)
    return own if own in model_questions() else own.partition(".*")[0].removesuffix(".flowchart") + _TREE.get(own, "")


_TREE = {"causes.flowchart": ".tree"}
_DERIVED = {
    "impact.objectives.*.verdict": "Whether the objective was met, computed from its target and its value.",
    "timeline.day": "The day of the events below it, between <!-- each timeline by day --> and <!-- end -->.",
    "timeline.*.utc": "The event's time in UTC, whatever zone the other times are in.",
    "causes.flowchart": "The tree of causes as a Mermaid flowchart.",
}


def search(fields: list[NamedField], words: str) -> list[NamedField]:
    """Return the fields that have all the words in their name, label, question or kind; those by name come first.

    Args:
        fields: what to look through.
        words: words or parts of words, in any case; if there are none, all fields are returned.
    """
    wanted = words.lower().split()

    def score(field: NamedField) -> int:
        everything = f"{field.name} {field.label} {field.question} {field.kind} {field.group}".lower()
        whole_words = set(re.split(r"[._*]+", field.name))
        looks = (whole_words, field.name, f"{field.name} {field.label}".lower(), everything)
        return next((place for place, look in enumerate(looks) if all(word in look for word in wanted)), len(looks))

    return [field for field in sorted(fields, key=score) if score(field) < _NOT_FOUND]


_NOT_FOUND = 4
"""Places after the four that are looked through: a name's whole words, the name, its label, all that is said of it."""
