"""What a place of an organization's template means: a field of pmtui, a question of the template's own, or text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pmtui.model.kinds import LISTS, Kind
from pmtui.model.views import base_list
from pmtui.template.adopt.headings import CONTEXTS, KEYWORDS, LISTS_BY_HEADING, NOT_PLANS, VIEWS_BY_HEADING
from pmtui.template.adopt.ideas import by_ideas
from pmtui.template.adopt.terms import COLUMNS, TERMS, Term
from pmtui.template.fields import Field, FieldError, parse_field

SURE = 0.8
"""A proposal at least this sure needs no decision."""

LEAST = 0.62
"""A field less likely than this isn't proposed: the place gets a question of its own."""

_STOP = frozenset(
    """
    the a an of our we it this that was is were be been to for did do and or in on at any please us your their
    its s here all you total overall list current general full main brief provide
    """.split()  # noqa: SIM905 - a list would take a line for each
)
_PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_NUMBERING = re.compile(
    r"^\s*(?:(?:section|part|step|phase)\s+)?(?:\d+(?:\.\d+)*|[ivx]+|[a-h])[.):]\s+|^\s*\d+(?:\.\d+)+\s+|^\W+(?=\w)",
    re.I,
)
_CONTEXTS = [(name, re.compile(pattern, re.I)) for name, pattern in CONTEXTS]
_NOT_PLANS = re.compile(NOT_PLANS, re.I)
_LISTS = [(name, re.compile(pattern, re.I)) for name, pattern in LISTS_BY_HEADING]
_VIEWS = [(name, re.compile(pattern, re.I)) for name, pattern in VIEWS_BY_HEADING]
_ACTIONS = re.compile(_LISTS[[name for name, _ in _LISTS].index("actions")][1].pattern, re.I)


@dataclass(frozen=True)
class Guess:
    """A field that a text may mean.

    Attributes:
        field: its path.
        confidence: from 0 to 1.
        phrase: the words that mean it.
    """

    field: str
    confidence: float
    phrase: str


def unnumbered(text: str) -> str:
    """Return a label or heading without what counts it: `2.1`, `b)`."""
    return _NUMBERING.sub("", text) or text


def tokens(text: str) -> tuple[str, ...]:
    """Return a label's words as they're compared: lower case, singular, without articles and numbering."""
    text = _NUMBERING.sub("", _PARENTHESES.sub("", text).strip() or text)
    text = text.lower().replace("’", "'").replace("post-mortem", "postmortem").replace("post mortem", "postmortem")
    text = re.sub(r"\(s\)|\(es\)|\?", "", text).replace("-", " ").replace("&", " and ").replace("/", " ")
    words = re.findall(r"[\w#']+", text)
    return tuple(_singular(word) for word in words if word not in _STOP) or tuple(_singular(word) for word in words)


def _singular(word: str) -> str:
    word = word.removesuffix("'s")
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def _exact() -> dict[tuple[str, ...], list[tuple[Term, str]]]:
    found: dict[tuple[str, ...], list[tuple[Term, str]]] = {}
    for term in TERMS:
        if known(term.field) is not None:
            for phrase in term.phrases:
                words = tokens(phrase)
                is_bare = len(words) == 1 and " " in phrase  # all others are left out elsewhere, too
                found.setdefault(_spoken(phrase) if is_bare else words, []).append((term, phrase))
    return found


def _spoken(text: str) -> tuple[str, ...]:
    """Return the words in a text with those that carry no meaning."""
    return (*re.findall(r"\w+", text.lower()), "")


@cache
def known(path: str) -> Field | None:
    """Return what a path names; None if pmtui doesn't know it."""
    try:
        return parse_field(path)
    except FieldError:
        return None


def contexts(headings: Sequence[str]) -> tuple[str, ...]:
    """Return what the headings above a place are about, the nearest first; actions win over what is nearer."""
    found = [name for heading in reversed(headings) for name in _context_of(heading)[:1]]
    if any(name == "actions" for name in found):
        found = ["actions", *found]
    return tuple(dict.fromkeys(found))


def _context_of(heading: str) -> list[str]:
    heading = heading.replace("’", "'")
    found = [name for name, pattern in _CONTEXTS if pattern.search(heading)]
    return [name for name in found if name != "actions"] if _NOT_PLANS.search(heading) else found


_SMALL = frozenset({"to", "from", "by", "on", "at", "for", "of", "with"})
"""What isn't a name by itself after a slash: `Reported by / to`."""


def guesses(text: str, headings: Sequence[str]) -> list[Guess]:
    """Return the fields that a label or heading may mean, the likeliest first.

    Args:
        text: the label.
        headings: those above it.
    """
    about = contexts(headings)
    found: dict[str, Guess] = {}
    parts = re.split(r"\s+[/|]\s+", text) if len(text) <= 120 else []
    parts = [part for part in parts if part.strip() and part.strip().lower() not in _SMALL]
    for position, part in enumerate([text, *(parts if len(parts) > 1 else ())]):
        words = tokens(part)
        for length_words, sure in ((_spoken(part), 0.96), *_variants(words)) if 0 < len(words) <= 14 else ():
            for term, phrase in _exact().get(length_words, ()):
                guess = Guess(term.field, sure * _fit(term, about) * (0.97 if position else 1), phrase)
                if guess.confidence > 0 and guess.confidence > found.get(term.field, Guess("", 0, "")).confidence:
                    found[term.field] = guess
    for field, by_its_ideas in by_ideas(text, about, headings[-1] if headings else ""):
        sure = by_its_ideas * (0.35 if "actions" in about and not field.startswith("actions") else 1.0)
        if sure > found.get(field, Guess("", 0, "")).confidence:
            found[field] = Guess(field, sure, text)
    story = found.get("summary")
    if story is not None and _STORY.search(text):
        other = Guess("causes.what_happened", story.confidence * 0.95, story.phrase)
        found[other.field] = max(other, found.get(other.field, other), key=lambda guess: guess.confidence)
    kept = (guess for guess in found.values() if not guess.field.startswith(_ELSEWHERE.get("".join(about[:1]), ())))
    return sorted(kept, key=lambda guess: -guess.confidence)


_STORY = re.compile(r"what (?:happened|broke|went wrong)|\bstory\b|narrative", re.I)
"""Headings that tell what happened: in short if nothing else sums it up, at length otherwise."""

_ELSEWHERE = {
    "impact": ("references.", "detection.", "communication."),
    "communication": ("impact.reputation", "detection.", "review."),
    "causes": ("communication.", "review.", "document.", "response.responders"),
    "approvals": ("incident.", "figures.", "summary", "impact."),
    "vendor": ("incident.", "document.", "figures.", "impact.", "references.ticket", "detection.", "response.resp"),
}
"""Fields that a part of a document isn't about: below `Impact`, a label such as `Dashboards` names what was hit."""

_GENERIC = frozenset(
    """
    date name number time link text description id value title detail url answer yes no role person word
    username handle team count amount hour minute day item note timestamp describe duration email reason content
    example type status list what who when none optional owner action summary version user e.g eg
    """.split()  # noqa: SIM905 - a list would take a line for each
)


def is_generic(words: str) -> bool:
    """Return whether a placeholder's words say only what kind of answer goes there, such as `date`."""
    return all(word in _GENERIC for word in tokens(words))


def _variants(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], float]]:
    """Yield the words as they are, then without qualifiers, then the stretches of them, each less sure."""
    yield words, 0.96
    for extra in ("incident", "outage", "postmortem", "event"):
        if extra in words and len(words) > 1:
            yield tuple(word for word in words if word != extra), 0.92
    yield tuple(sorted(words)), 0.5
    count = len(words)
    for size in range(count - 1, 0, -1):
        for start in (0, *range(1, count - size + 1)):
            part = words[start : start + size]
            if size == 1 and (count > 2 or part[0] in _WEAK):
                continue
            yield part, 0.88 * (size / count) ** 1.0 * (0.9 if start + size < count else 1)


_WEAK = frozenset(
    """
    date day state id level owner note system service what why cause from to start end event action issue fix
    product item link log metric good bad success description time status label history context change team
    people name method finding problem challenge value ticket bug channel chat location scope cost slo sla
    background pr release application detail component priority tag deployment due deadline meeting present
    slack
    """.split()  # noqa: SIM905 - a list would take a line for each
)
"""Words that mean a field alone, but not beside another word."""


def _fit(term: Term, about: tuple[str, ...]) -> float:
    if not term.contexts:
        if "actions" in about and not term.field.startswith("actions"):
            return 0.35
        return 1.0
    if not about or about[0] not in term.contexts:
        return 0.9 if about and set(about) & term.contexts else 0.0
    return 1.04


_LONGEST_MATCH = 10
"""Words from the first to the last of a keyword's; with more between them, a question asks for something else."""
_KEYWORDS = [(field, re.compile(pattern, re.I)) for field, pattern in KEYWORDS]


def about(text: str, headings: Sequence[str]) -> Guess | None:
    """Return the field that a heading, a question, or an instruction is about by its keywords; None if by none.

    Args:
        text: the heading, or the placeholder's words.
        headings: those above it.
    """
    text = text[:200].replace("’", "'")
    for field, pattern in _KEYWORDS:
        match = pattern.search(text)
        if match and len(match[0].split()) <= _LONGEST_MATCH and known(field) is not None:
            if "actions" in contexts(headings) and not field.startswith("actions"):
                return None
            return Guess(field, 0.74, match[0])
    return None


# -- lists -------------------------------------------------------------------------------------------------------------


@cache
def _columns() -> dict[str, dict[tuple[str, ...], tuple[str, int]]]:
    return {
        name: {
            tokens(phrase): (f"{name}.*.{column}", place)
            for column, phrases in columns.items()
            for place, phrase in reversed(list(enumerate(phrases.split(";"))))
        }
        for name, columns in COLUMNS.items()
    }


_DATED = re.compile(r"(?i)\b(?:on|date|at)\W*$")
_GOAL = r"(?:prevent|detect|mitigat|respon|correct|process|fix|repair|contain|improv)\w*"
_GOALS = re.compile(rf"(?i){_GOAL}(?:(?:\s*[/,|&]\s*|\s+or\s+|\s*,\s*or\s+){_GOAL})+\??")
"""What an action is for, as a column's name: `Corrective/Preventive`, `Prevents / detects / mitigates`."""
_OTHERWISE = {
    ("actions", ("by",)): "owner",
    ("actions", ("term",)): "due",
    ("actions", ("timeframe",)): "due",
    ("actions", ("time", "frame")): "due",
}
"""What a column's name means if another column has what it usually means, by the list."""
_NUMBERED = frozenset({"no", "nr", "num", "#"})
_OWN_NUMBER = frozenset({"action", "item", "sr", "serial", "sequence", "seq", "row", "line", "s", "measure", "step"})
"""What a column's name has before `no.` if it's the number of the row, and not of a ticket."""
_LAST = 1_000


def columns(path: str, heads: Sequence[str]) -> list[str]:
    """Return the column of a list or view that each head of a table means; empty for none."""
    by_words = _columns()[base_list(path)]
    ranked: list[tuple[int, int, str]] = []
    for index, head in enumerate(heads):
        words = tokens(head) if head.strip() != "#" else ("#",)
        if len(words) > 1 and words[-1] in _NUMBERED:
            words = (*words[:-1], "number")  # a `Change no.` isn't the row's
            if base_list(path) == "actions" and words[0] not in _OWN_NUMBER and words not in by_words:
                words = ("ticket",)
        hit = by_words.get(words)
        if _GOALS.fullmatch(head.strip()) and base_list(path) == "actions":
            hit = ("actions.*.goal", 0)
        for part in re.split(r"\s*[/|]\s*", head) if hit is None and len(head) <= 80 else ():
            hit = hit or by_words.get(tokens(part))
        if hit is None and len(words) > 1:
            hit = next((by_words[words[at:]] for at in range(1, len(words)) if words[at:] in by_words), None)
            hit = hit or next(
                (by_words[words[:at]] for at in range(len(words) - 1, 0, -1) if words[:at] in by_words), None
            )
            hit = hit and (hit[0], hit[1] + 30)
        if hit and _DATED.search(head) and hit[0].endswith(".status"):
            continue  # the day it was done is neither a status nor a due date
        if hit:
            ranked.append((hit[1], index, hit[0]))
        other = _OTHERWISE.get((base_list(path), words))
        if other:
            ranked.append((_LAST, index, f"{base_list(path)}.*.{other}"))
    taken: dict[str, int] = {}
    result = [""] * len(heads)
    for _, index, field in sorted(ranked):
        if field not in taken and not result[index]:
            taken[field] = index
            result[index] = field.replace(base_list(path), path, 1)
    return result


_REST = {
    "timeline.*.at": re.compile(r"date|day", re.I),
    "timeline.*.source": re.compile(
        r"who|by|by whom|whom|person|actor|author|initials?|name|owner|team|party|witness|channel|responder|"
        r"responsible|"
        r"(?:done|performed|reported|noted|detected|seen|taken|entered) by|(?:name|person|who) or \w+|\w+ by / \w+",
        re.I,
    ),
}
"""What the other columns of a timeline mean, which has its time and its events."""


def row_columns(path: str, heads: Sequence[str]) -> list[str]:
    """Return the column of a list that each head means, as `columns` does, and of a timeline those left over."""
    result = columns(path, heads)
    if "timeline.*.event" not in result or "timeline.*.time" not in result:
        return result
    for field, pattern in _REST.items():
        left = (at for at, head in enumerate(heads) if not result[at] and pattern.fullmatch(head.strip(" ?:")))
        index = next(left, None)
        if index is not None and field not in result:
            result[index] = field
    return result


def list_of(heads: Sequence[str], headings: Sequence[str]) -> str | None:
    """Return the list or view whose rows a table holds; None if it's none that pmtui knows."""
    by_heading: dict[str, float] = {}
    for depth, heading in enumerate(reversed(headings)):
        for name, pattern in _LISTS:
            if pattern.search(heading):
                by_heading[name] = max(by_heading.get(name, 0), 1.0 if depth == 0 else 0.6)
    best, score = None, 0.0
    for name in COLUMNS:
        found = [field for field in columns(name, heads) if field]
        if len(found) < min(2, len(heads)):
            continue
        main = {"timeline": "timeline.*.time", "actions": "actions.*.description"}.get(name)
        if main and main not in found:
            continue
        if name == "timeline" and "timeline.*.event" not in found and not by_heading.get(name):
            continue
        points = (
            len(found) / len(heads) + by_heading.get(name, 0) - (0.15 if name not in ("timeline", "actions") else 0)
        )
        if points > score and (by_heading.get(name) or len(found) / len(heads) >= (0.6 if main else 1.0)):
            best, score = name, points
    if best is None or (best not in ("timeline", "actions") and best not in by_heading and len(heads) < 3):
        return best if best in ("timeline", "actions") else None
    if (
        "actions" in by_heading
        and best != "actions"
        and by_heading["actions"] >= by_heading.get(best, 0)
        and best == "timeline"
    ):
        return None
    return view_of(headings) if best == "actions" else best


def list_below(headings: Sequence[str], label: str) -> str | None:
    """Return the list or view whose items are below a heading or label, by those alone."""
    above = [*headings, label]
    if _CLOSED.match(label):
        return None
    own = _context_of(label)[:1]
    is_named_so = _ACTIONS.search(label) and not _NOT_PLANS.search(label) and own not in (["response"], ["readers"])
    if contexts(above)[:1] == ("actions",) or is_named_so:
        return view_of(above)
    return None


_CLOSED = re.compile(r"\W*(?:did|was|were|had|has|have|is|are|does|do|would|could)\b.*\?\W*$", re.I | re.S)
"""A question that is answered by yes or no, not by a list of action items."""


def view_of(headings: Sequence[str]) -> str:
    """Return the view of the action items that the headings mean; all of them, if no heading tells."""
    start = next((index for index, each in enumerate(headings) if _ACTIONS.search(each)), len(headings))
    for heading in reversed(headings[start:]):
        for name, pattern in _VIEWS:
            words = _PARENTHESES.sub("", heading)
            if pattern.search(words) and not re.fullmatch(
                r"(?i)\W*(?:preventive|preventative|corrective|remediation)?\s*(?:actions?|action items?|measures?|"
                r"follow[- ]?ups?)(?: items?| plan)?\W*",
                words,
            ):
                return f"actions.{name}"
    return "actions"


# -- forms -------------------------------------------------------------------------------------------------------------


def suits(field: Field, *, is_long: bool, is_list: bool) -> float:
    """Return how well a field goes into a place, from 0 to 1.

    Args:
        field: the field.
        is_long: the place takes paragraphs or a list.
        is_list: the place takes a list.
    """
    if field.lists or field.kind in LISTS or field.kind is Kind.TABLE:
        return 1.0 if is_list or is_long else 0.93
    if field.kind is Kind.PROSE:
        return 0.9 if is_list else 1.0 if is_long else 0.95
    if is_list:
        return 0.75
    return 0.9 if is_long else 1.0


def custom_type(label: str, words: str, offered: Sequence[str], *, is_long: bool, is_list: bool) -> str:
    """Return the type of a custom question: what its label and placeholder ask for."""
    if is_list:
        return "list"
    text = f"{label} {words}".lower()
    if len(offered) > 1 and re.search(rf"{re.escape(offered[-1].lower())}\W*(?:,|;|\s[–—-])\s+\w", words.lower()):
        return "prose" if is_long else "text"
    if {each.lower() for each in offered} in ({"yes", "no"}, {"y", "n"}, {"true", "false"}):
        return "yesno"
    if len(offered) > 1 and all(re.fullmatch(r"[\w .+'&-]{1,24}", each) for each in offered) and not is_long:
        return f"choice({', '.join(offered)})"
    if is_long:
        return "prose"
    if re.search(r"\b(?:number of|how many|count|# of|no\. of)\b", text) and text.count("?") < 2:
        return "number"
    if re.search(r"\bdate\b|yyyy-mm-dd", text) and not re.search(r"\btime\b|hh:mm|update", text):
        return "date"
    if re.search(r"\byes ?/ ?no\b", text):
        return "yesno"
    return "text"
