"""The kind of answer that a place asks for, such as a person or a date, and the fields that take one."""

import re
from collections.abc import Sequence
from enum import StrEnum

from pmtui.model.kinds import Kind
from pmtui.template.fields import Field


class Answer(StrEnum):
    """A kind of answer."""

    WHEN = "when"
    WHO = "who"
    LENGTH = "length"
    AMOUNT = "amount"
    YESNO = "yesno"
    CLOSED = "closed"
    NAMES = "names"
    WORDS = "words"


_LONGEST = 200
"""Characters of a label or placeholder that are read."""

_OF_KIND = {
    Kind.DATE: Answer.WHEN,
    Kind.DUE: Answer.WHEN,
    Kind.DATETIME: Answer.WHEN,
    Kind.PEOPLE: Answer.WHO,
    Kind.DURATION: Answer.LENGTH,
    Kind.NUMBER: Answer.AMOUNT,
    Kind.PERCENT: Answer.AMOUNT,
    Kind.MONEY: Answer.AMOUNT,
    Kind.ANSWER: Answer.YESNO,
    Kind.YESNO: Answer.YESNO,
}
_INSTANTS = frozenset(
    "started ended detected acknowledged identified mitigated resolved follow_up_date deadline".split()  # noqa: SIM905
)
_WHO = re.compile(
    r"\.(?:name|owner|author|signature)$|^detection\.source$|^response\.responders|^timeline\.\*\.source$|"
    r"^approvals\."
)

_QUESTIONS = (
    (
        Answer.WHO,
        r"^who\b(?!.*\b(?:affected|impacted|hit|hurt|noticed|felt)\b)|^by whom|\bby$|\bby: ?\w*$|^whose\b",
    ),
    (Answer.WHEN, r"^(?:when|on (?:what|which) (?:day|date)|(?:at )?what time)\b|\bdates?$|^date\b"),
    (Answer.LENGTH, r"^(?:how long|for how long)\b|^duration\b|\bduration$"),
    (Answer.CLOSED, r"^(?:was|were|did|has|have|had|is|are|does|do)\b(?!.*\b(?:before|similar|how|why|what)\b)"),
    (Answer.NAMES, r"^(?:for (?!how\b)|on (?!what|which|call))\w"),
    (Answer.AMOUNT, r"^(?:how (?:many|much)|number of|count of|# of|no\. of)\b"),
)
"""How a label asks for a kind of answer."""

_PLACEHOLDERS = (
    (Answer.YESNO, r"(?i:yes|y) ?[/|,] ?(?i:no|n)\b.*|(?i:yes or no)\b.*|(?i:true) ?[/|] ?(?i:false)"),
    (
        Answer.WHO,
        r"(?i:first ?name|full name|your name|person|people(?!,)|@\w+|user ?names?|handles?)\b"
        r"(?i: ?(?:last ?name|surname|and role|\(s\)|s|here|, .*))?",
    ),
    (
        Answer.WHEN,
        r"(?:YYYY|DD|MM|yyyy|dd|mm|HH|hh)[-/.:](?:MM|DD|mm|dd|ss)\b.*|"
        r"(?i:date|datetime|timestamp|date and time|date/time|day|when)",
    ),
    (
        Answer.LENGTH,
        r"h:mm|(?i:(?:x+|n+|\d+|_+) ?(?:h|hours?|d|days?|min|minutes?)(?: (?:x+|n+|\d+|_+) ?\w+)?|duration)",
    ),
    (
        Answer.NAMES,
        r"(?i:(?:a |the )?(?:list|names?)(?: of .*| or .*)?|which\b.*|who\b.*|(?:teams?|groups?|units?)\b.*)",
    ),
    (Answer.AMOUNT, r"(?i:#|number|count|amount|n{2,}|\d+ ?%?|x+ ?%|percentage)"),
)
"""How a placeholder asks for a kind of answer."""


_OF_KEY = re.compile(
    r"(?i)\b(?:record|case|reference|ref|ticket|incident|report|review|event|problem)s?(?: (?:number|no|#))?\W*$"
)
"""A label whose number is a key: `Record number: [number]`."""


def asked(label: str, words: str) -> frozenset[Answer]:
    """Return the kinds of answer that a place asks for, by its label and its placeholder; none if neither tells."""
    label, words = label[:_LONGEST].rpartition(": ")[2].strip(" ?:"), words[:_LONGEST]
    inside = re.search(r"\(([^()]+)\)$", label)
    words = words or (inside[1] if inside else "")
    label = re.sub(r"\s*\([^()]+\)$", "", label)
    found = {kind for kind, pattern in _QUESTIONS if re.search(pattern, label, re.I)}
    found |= {kind for kind, pattern in _PLACEHOLDERS if re.fullmatch(pattern, words.strip())}
    if _OF_KEY.search(label) and words.strip().lower() in ("number", "#"):
        found.discard(Answer.AMOUNT)
    return frozenset(found - {Answer.NAMES} if Answer.WHO in found else found)


def given(field: Field) -> Answer:
    """Return the kind of answer that a field takes."""
    name = field.path.rpartition(".")[2]
    if field.kind is Kind.FIGURE or field.path.startswith("figures."):
        if name in _INSTANTS:
            return Answer.WHEN
        if name in ("sla_breach", "slo_result", "targets_met"):
            return Answer.YESNO
        if name.startswith(
            ("time_to", "duration", "outage", "degraded", "engineering", "identify", "mitigate_", "detect_")
        ):
            return Answer.LENGTH
        return Answer.AMOUNT
    if _WHO.search(field.path):
        return Answer.WHO
    return _OF_KIND.get(field.kind, Answer.WORDS)


_DENIED = {
    Answer.WHO: {Answer.WHEN, Answer.LENGTH, Answer.AMOUNT, Answer.WORDS},
    Answer.WHEN: {Answer.WHO, Answer.LENGTH, Answer.AMOUNT, Answer.WORDS, Answer.YESNO},
    Answer.LENGTH: {Answer.WHO, Answer.WHEN, Answer.WORDS, Answer.YESNO},
    Answer.AMOUNT: {Answer.WHO, Answer.WHEN, Answer.WORDS},
    Answer.YESNO: {Answer.WHO, Answer.WHEN, Answer.LENGTH, Answer.AMOUNT, Answer.WORDS},
    Answer.CLOSED: {Answer.WHEN, Answer.LENGTH, Answer.AMOUNT},
    Answer.NAMES: {Answer.WHEN, Answer.LENGTH, Answer.AMOUNT},
    Answer.WORDS: set(),
}


def takes(field: Field, wanted: frozenset[Answer]) -> bool:
    """Return whether a field takes one of the kinds of answer that are asked for; true if none is."""
    if Answer.CLOSED in wanted and field.kind in (Kind.PROSE, Kind.LINK, Kind.LINKS):
        return False
    kind = given(field)
    return not wanted or any(kind not in _DENIED[each] for each in wanted)


_MARKING = re.compile(
    r"(?:tlp\b.*|(?:uk )?official\b.*|confidential.*|internal(?: only| use.*)?|public|restricted|secret|sensitive|"
    r"company .*|strictly .*|unclassified|for internal.*|open|private)",
    re.I,
)
_SEVERITY = re.compile(
    r"(?:[1-5]|[a-e])(?:\W+\w+){0,2}$|"
    r"(?:sev(?:erity)?|p|s|level|prio(?:rity)?)[ -]?\d|critical|major|moderate|minor|trivial|serious|severe|"
    r"catastrophic",
    re.I,
)
_SCALE = re.compile(r"sever|class|level|categor|rating|grade|rank|priorit|urgen|critical|kind|type|impact", re.I)


def offers_severity(label: str, options: Sequence[str]) -> bool:
    """Return whether a place offers a scale of how bad an incident is."""
    return bool(_SCALE.search(label)) and sum(bool(_SEVERITY.match(each)) for each in options) > 1


def is_marking(words: str) -> bool:
    """Return whether a place has a document's confidentiality, such as `TLP:AMBER`."""
    return bool(_MARKING.fullmatch(words.strip()[:_LONGEST]))
