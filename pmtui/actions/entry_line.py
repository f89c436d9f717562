"""Reads the entry line: `Add validation to the deploy playbook @storage-team fri P1 #prevent`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pmtui.errors import EntryError
from pmtui.model.scales import ActionType, Area, Priority, TimeFrame
from pmtui.parsing.days import IN_FIGURES, WEEKDAY
from pmtui.parsing.due_dates import is_due, is_length, read_due
from pmtui.text import did_you_mean

_TAG = re.compile(r"#([A-Za-z][\w-]*)$")
_OWNER = re.compile(r'@(?:"([^"]+)"|([\w.-]+))')
_ADDRESS = re.compile(r"https?://\S+$")
_SPACE = re.compile(r"[ \t\n]+")
"""What parts words; a no-break space doesn't, and stays as it was typed."""

_OWNER_HERE, _TAG_HERE = "\x00@", "\x00#"
_MARKS_HERE = frozenset({_OWNER_HERE, _TAG_HERE})
"""Placeholders for marks removed from the words: what follows one isn't part of the sentence before it."""

_PUNCTUATION = re.compile(r"[,;.:!()-]+")
_LONGEST_DUE = 5
"""Words of the longest due date: "the end of next quarter"."""
_SENTENCE_GOES_ON = frozenset(
    ["every", "each", "on", "this", "the", "last", "of", "in", "next", "past", "to", "for", "at", "from", "and", "or"]
    + ["than", "that", "with", "before", "after", "since", "over", "until", "as", "between"]
)
"""Words that make the text after them a part of the sentence, and no mark."""

_ORDINALS = frozenset({"first", "second", "third", "fourth"})
"""The same in front of a day's name: the first Friday."""

_DAY_NAME = re.compile(WEEKDAY, re.IGNORECASE)
_IN_FIGURES = re.compile(IN_FIGURES)
_NO_ADJECTIVE = re.compile(rf"\(|\+\d|{IN_FIGURES}")
"""How a date begins that no noun follows, as one does in "Friday releases"."""

_TAKES_TIME = frozenset(
    ["expire", "expires", "expired", "happen", "happens", "occur", "occurs", "run", "runs", "end", "ends", "fail"]
    + ["fails", "finish"]
)
"""Verbs after which "in 30 days" says how long something takes."""

_GOALS = {
    **{goal.value: goal for goal in ActionType},
    "prevention": ActionType.PREVENT, "detection": ActionType.DETECT,
    "mitigate": ActionType.RESPOND, "response": ActionType.RESPOND,
    "fix": ActionType.REPAIR, "docs": ActionType.DOCUMENT,
}  # fmt: skip
_AREAS = {
    **{area.value.replace("_", "-"): area for area in Area},
    "review": Area.CODE_REVIEW, "test": Area.TESTING, "tests": Area.TESTING, "alerts": Area.ALERT,
}  # fmt: skip
_HORIZONS = {"now": TimeFrame.IMMEDIATE, **{horizon.value: horizon for horizon in TimeFrame}}


@dataclass(frozen=True)
class Known:
    """What a line is read by.

    Attributes:
        today: the day that due dates are counted from.
        priorities: the template's labels, in lower case, and what they mean.
        owners: names that may follow an @, spaces included.
    """

    today: date
    priorities: dict[str, Priority]
    owners: Sequence[str] = ()


@dataclass(frozen=True)
class ActionLine:
    """A line as the list of action items takes it.

    Attributes:
        description: what will be done.
        owner: who is responsible; empty if the line doesn't say.
        due: by when.
        priority: how urgent.
        goal: what for.
        area: what it changes.
        horizon: the time frame, if the line sets one regardless of the due date.
        tracker: its ticket's address.
        problem: a tag that means nothing here, as text; it stays in the description.
        doubt: a date that is read as a part of the sentence, and how to make it the due date; as text.
    """

    description: str
    owner: str = ""
    due: date | None = None
    priority: Priority | None = None
    goal: ActionType | None = None
    area: Area | None = None
    horizon: TimeFrame | None = None
    tracker: str = ""
    problem: str = ""
    doubt: str = field(default="", compare=False)


def read_line(text: str, known: Known) -> ActionLine:
    """Read a line. Marks (`@owner`, `#prevent`) count anywhere; a due date, priority or address, at the line's end.

    A date directly after an owner is the due date, too, unless the sentence continues with it: `@bob Friday releases`.
    A name inside a clause isn't an owner: `before @bob leaves`. Marks may be in brackets at the end,
    and have labels: `(owner: @bob, due: 2026-12-04)`.
    """
    plain = _GLUED_LABEL.sub(r"\1: ", text.replace("\x00", "\u2400").strip())
    for group in list(_GROUP.finditer(plain))[: -_MOST_GROUPS - 1 : -1]:
        before, inside, after = plain[: group.start()].rstrip(), group[1].strip(), plain[group.end() :].rstrip()
        if not _is_of_marks(inside, known):
            continue
        ends = _ENDS.match(after)
        rest = after[ends.end() :] if ends else after
        if _is_of_marks(rest, known):  # what parts marks goes with them; the end of the sentence stays
            end = ends[0].strip(" .,;") if ends else ""
            plain = f"{before}{end} {rest} {inside}".strip()
        elif _is_set_off(inside, known):
            plain = f"{before}{after if before else after.lstrip(' .,;:')} {inside}".strip()
    return _read(plain, known)


_MOST_GROUPS = 3
"""Brackets that are read for an owner or a date, from the end of the line; bounds the work."""
_GROUP = re.compile(r"[(\[]([^()\[\]\n]{1,200})[)\]]")
_ENDS = re.compile(r"[\s.,;!?\u2026]+")
_LABELED = re.compile(r"(?:owner|owned by|assignee|assigned to|due(?: date)?|deadline|eta):", re.IGNORECASE)
_GLUED_LABEL = re.compile(
    rf"\b(due|deadline|eta|owner|assignee):(?=[@\d]|(?:{WEEKDAY}|today|tomorrow|next|end)\b)",
    re.IGNORECASE,
)
_DUE_LABEL = re.compile(r"(?:due(?: date)?|deadline|eta)(?: (?:on|by|is))?:?", re.IGNORECASE)
_OWNER_LABEL = re.compile(
    r"(?:^|[\s,;])(?:owner(?: is)?|owned by|assigned to|assignee|assign to|by)(?::|(?= )) ?$", re.IGNORECASE
)
_NO_LABEL_BEHIND = frozenset(
    ["the", "a", "an", "its", "their", "our", "this", "that", "new", "is", "are", "was", "were", "be", "comes", "falls"]
)
"""Words after which "due" or "owner" is a word of the sentence: the owner, what is due on Friday."""


def _is_of_marks(text: str, known: Known) -> bool:
    """Return whether a part of a line holds marks and nothing else; that it holds nothing is enough."""
    found = _read(text.strip(" ,;."), known)
    return not found.description and not found.problem


def _is_set_off(text: str, known: Known) -> bool:
    """Return whether marks give an owner and a due date, or have a label: in brackets, those aren't in the sentence."""
    found = _read(text, known)
    return (bool(found.owner) and found.due is not None) or _LABELED.match(text) is not None


def _read(text: str, known: Known) -> ActionLine:
    rest, owner = _take_owner(text, known)
    found = ActionLine("", owner=owner)
    kept: list[str] = []
    for word in filter(None, _SPACE.split(rest)):
        match = _TAG.fullmatch(word.rstrip(",;.!)"))
        goes_on = _word_before(kept, len(kept)) in _SENTENCE_GOES_ON
        tagged = _tagged(found, match[1].lower()) if match and not goes_on else None
        found = tagged or found
        kept.append(_TAG_HERE if tagged else word)
    found, kept = _take_ends(found, kept, known)
    for take in (_take_behind_owner, _take_labeled):
        if found.due is None:
            found, kept = take(found, kept, known.today)
    day, name = _date_left(kept, known.today) if found.due is None else None, _name_left(kept, found)
    if day is not None and name is not None and day.takes_by:  # a hint has one line
        doubt = f"'{day.text}' and '{name.text}' stay in the text. To set both, end with 'by {day.text} {name.text}'."
    else:
        doubt = " ".join(f"'{left.text}' stays in the text{left.why}" for left in (day, name) if left is not None)
    found = replace(found, doubt=doubt or _half_name(found.owner, kept, known))
    unknown = (word for word in kept if _TAG.fullmatch(word) and _tagged(found, word[1:].lower()) is None)
    problem = next((_unknown(word) for word in unknown), "")
    return replace(found, description=_without_marks(kept), problem=problem)


def _without_marks(words: list[str]) -> str:
    """Return the words as a sentence; a comma after a removed mark stays with the word before it."""
    sentence: list[str] = []
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if word in _MARKS_HERE:
            continue
        if before in _MARKS_HERE and sentence and word in (",", ";", "."):
            sentence[-1] += word
        elif word not in _DASHES or not (before in _MARKS_HERE or after in _MARKS_HERE):
            sentence.append(word)
    return " ".join(sentence).rstrip(" ,;-\u2013\u2014")


_DASHES = frozenset({"-", "\u2013", "\u2014", ":", "|"})
_PARTS = frozenset({",", ";"})
"""What parts marks from each other."""


def owner_being_typed(text: str) -> str | None:
    """Return the text after an @ that is still being typed, at the line's end; None if there's none."""
    match = re.search(r"(?:^|\s)@([^@#\"]*)$", text)
    return match[1] if match else None


def completed(text: str, owners: Sequence[str], goal: str = "", priority: str = "") -> str:
    """Return the line with the owner's name, or a tag, completed, the first that fits; empty if none does.

    Args:
        text: the line.
        owners: the names that are offered.
        goal: the type that is offered after a bare `#`; empty for none.
        priority: the priority that is offered after a `P` alone, such as `P1`; empty for none.
    """
    if priority and text.endswith(" P"):
        return text + priority[1:]
    tag = re.search(r"(?:^|\s)#([A-Za-z]*)$", text)
    if tag and not tag[1]:
        return text + goal if goal else ""
    if tag:
        names = (goal.value for goal in ActionType)
        found = next((name for name in names if name.startswith(tag[1].lower()) and name != tag[1].lower()), "")
        return text + found[len(tag[1]) :] if found else ""
    begun = owner_being_typed(text)
    if begun is None or (begun and not begun.strip()):
        return ""
    for name in owners:
        if name.lower().startswith(begun.lower()) and len(name) > len(begun):
            return text + name[len(begun) :]
    return ""


def _half_name(owner: str, kept: Sequence[str], known: Known) -> str:
    """Return how to write an owner's whole name if only its first word was taken: `@Ann Lee`; empty if it's whole."""
    after = next((kept[at + 1] for at, word in enumerate(kept[:-1]) if word == _OWNER_HERE), "")
    is_name = owner.isalpha() and owner.istitle() and after.isalpha() and after.istitle()
    if not is_name or owner in known.owners:
        return ""
    return f'The owner is {owner} alone. For the whole name, write @"{owner} {after}".'


def _take_owner(text: str, known: Known) -> tuple[str, str]:
    """Split the owner off a line: a known name after an @ as a whole, otherwise the word after it."""
    longest_first = sorted(known.owners, key=len, reverse=True)
    stays = False
    for match in re.finditer(r"(?:^|(?<=\s))@(?=\S)", text):
        end, owner = 0, ""
        for name in longest_first:
            after = match.end() + len(name)
            if text[match.end() : after].lower() == name.lower() and not text[after : after + 1].isalnum():
                end, owner = after, name
                break
        word = _OWNER.match(text, match.start())
        if not owner and word:
            end, owner = word.end(), _known_as(word[1] or word[2].rstrip("."), known.owners)
        stays = bool(owner) and _goes_on_with(text, match.start(), end, known, is_joined=stays)
        if owner and not stays:
            return _with_mark(text, match.start(), end), owner
    return text, ""


def _goes_on_with(text: str, start: int, end: int, known: Known, *, is_joined: bool) -> bool:
    """Return whether a sentence continues to a name and beyond it: `before @bob leaves`; that is no owner.

    Args:
        text: the line.
        start: where the @ is.
        end: where the name ends.
        known: what the line is read by.
        is_joined: the name before it is a part of the sentence: with "and" between them, so is this one.
    """
    before = text[:start].split()[-1:]
    word = before[0].lower() if before else ""
    if is_joined and word in ("and", "or"):
        return True
    label = _OWNER_LABEL.search(text[:start])
    if label is not None and (":" in label[0] or not text[: label.start()].strip()):
        return False
    if label is None and word not in _SENTENCE_GOES_ON | _CLAUSES:
        return False
    words = text[end:].split()[:_LONGEST_DUE]
    if not words or not text[end].isspace() or not words[0][0].isalnum():
        return False
    if words[0].lower().strip(",;.") in known.priorities or _ADDRESS.fullmatch(words[0]) or words[0][-1] == ":":
        return False
    if label is not None and words[0].lower() in _TO_DATE:
        words = words[1:]
    return not any(is_due(" ".join(words[:count])) or is_length(" ".join(words[:count])) for count in range(1, 6))


_TO_DATE = frozenset({"on", "by", "next", "this", "last", "the", "due", "due:", "before"})
"""Words between an owner with a label and a date."""

_CLAUSES = frozenset({"before", "after", "until", "once", "when", "while", "if", "since", "unless", "because"})
"""Words that begin a clause: the date at its end is a part of it."""


def _known_as(word: str, owners: Sequence[str]) -> str:
    """Return the only known name that has a word beginning with what was typed, otherwise what was typed."""
    fits = [name for name in owners if any(part.lower().startswith(word.lower()) for part in name.split())]
    return fits[0] if len(fits) == 1 and len(word) > 1 else word


def _with_mark(text: str, start: int, end: int) -> str:
    head = text[:start]
    label = _OWNER_LABEL.search(head)
    if label:
        # "the process owner @bob" is about a process owner; "Fix the job by @bob" is only said of the job
        is_noun = label[0].strip().lower() in ("owner", "assignee")
        words = head[: label.start()].rsplit(maxsplit=2)[-2 if is_noun else -1 :]
        if not any(word.lower() in _NO_LABEL_BEHIND for word in words):
            head = head[: label.start()]
    after = text[end:].lstrip(" :" if head.strip() else " :,")
    return f"{head.rstrip()} {_OWNER_HERE} {after}".strip()


def _tagged(found: ActionLine, tag: str) -> ActionLine | None:
    plain = tag.replace("_", "-")
    if plain in _GOALS:
        return replace(found, goal=_GOALS[plain])
    if plain in _AREAS:
        return replace(found, area=_AREAS[plain])
    if plain in _HORIZONS:
        return replace(found, horizon=_HORIZONS[plain])
    return None


def _unknown(word: str) -> str:
    names = [*_GOALS, *_AREAS, *_HORIZONS]
    begun = next((name for name in names if name.startswith(word[1:].lower())), "")
    hint = (
        f"Did you mean '{begun}'?" if begun else did_you_mean(word[1:].lower(), names)
    ) or f"Tags: {', '.join(f'#{goal.value}' for goal in ActionType)}."
    return f"{word} isn't a tag. {hint}"


def _take_ends(found: ActionLine, words: list[str], known: Known) -> tuple[ActionLine, list[str]]:
    """Split the marks at the line's end, in any order, off it."""
    while words:
        if words[-1] in _MARKS_HERE:
            words = words[:-1]
            continue
        if words[-1] in _PARTS and len(words) > 1 and words[-2] in _MARKS_HERE:
            words = words[:-1]
            continue
        last = words[-1].strip(",;.!()")
        before = _word_before(words, len(words) - 1)
        goes_on = before in _SENTENCE_GOES_ON or before in _ORDINALS
        urgent = known.priorities.get(last.lower()) if found.priority is None and not goes_on else None
        is_mark = words[-1].startswith("!") or any(char.isdigit() for char in last)
        if urgent is not None and (is_mark or _is_among(found, words)):
            found, words = replace(found, priority=urgent), words[:-1]
        elif _ADDRESS.fullmatch(last) and not found.tracker:
            found, words = replace(found, tracker=last), words[:-1]
        else:
            count = 0 if found.due else _due_words(words)
            due = _due_of(words[-count:], known.today) if count else None
            if due is None:
                break
            found, words = replace(found, due=due), _without_label(words[:-count])
    return found, words


def _without_label(words: list[str]) -> list[str]:
    """Return words without the label of a date at their end: `due:`, `due on`, `deadline:`."""
    for count in (3, 2, 1):
        is_label = len(words) >= count and _DUE_LABEL.fullmatch(" ".join(words[-count:]))
        before = _word_before(words, len(words) - count)
        if is_label and before not in _NO_LABEL_BEHIND and not before.endswith(("'s", "\u2019s")):
            return words[:-count]
    return words


def _is_among(found: ActionLine, words: list[str]) -> bool:
    """Return whether a bare "high" at the line's end is among other marks, not a word of the sentence."""
    return bool(found.owner or found.goal or found.area or found.due or _due_words(words[:-1]))


def _due_words(words: list[str]) -> int:
    """Return how many words at the end are a due date and don't continue with a sentence; the most that are one."""
    count = _date_words(words)
    return 0 if count and _is_of_sentence(words, count) else count


def _date_words(words: list[str]) -> int:
    """Return how many words at the end are a day ahead, after a mark also a length; the most that are one."""
    for count in range(min(_LONGEST_DUE, len(words)), 0, -1):
        text = " ".join(words[-count:])
        if is_due(text) or (is_length(text) and _word_before(words, len(words) - count) in _MARKS_HERE):
            return count
    return 0


def _is_of_sentence(words: list[str], count: int) -> bool:
    """Return whether the sentence continues with the date that the last words are."""
    first = words[-count].lower()
    if first in _SAYS_SO:
        return False
    if len(_without_label(words[:-count])) < len(words) - count:
        return False
    if _is_in_clause(words[:-count]):
        return True
    before = _word_before(words, len(words) - count)
    if before in _ORDINALS:
        return _DAY_NAME.match(first) is not None
    return before in _SENTENCE_GOES_ON or (first == "in" and before in _TAKES_TIME)


def _is_in_clause(words: list[str]) -> bool:
    """Return whether words end in a clause about someone, as `before @bob leaves` does; a comma would end it."""
    for at in range(len(words) - 1, 0, -1):
        if words[at] in _MARKS_HERE or words[at][-1] in ",;:.":
            return False
        if words[at][0] == "@":
            return at + 1 < len(words) and words[at - 1].lower() in _CLAUSES
    return False


_SAYS_SO = frozenset({"by", "due", "until", "till"})
"""What makes a date the due date, regardless of the word before it."""


def _word_before(words: list[str], at: int) -> str:
    """Return the word before a place, in lower case, or a placeholder for a mark; commas and dashes aren't words."""
    for word in reversed(words[max(0, at - 3) : at]):
        if not _PUNCTUATION.fullmatch(word):
            return word.lower()
    return ""


def _take_behind_owner(found: ActionLine, words: list[str], today: date) -> tuple[ActionLine, list[str]]:
    """Split off a date directly after an owner that has words after it which can't belong to it."""
    begin, count = _behind_owner(words)
    date_words = words[begin : begin + count]
    is_date = bool(count) and (_NO_ADJECTIVE.match(date_words[0]) or date_words[-1][-1] in ",;:)")
    due = _due_of(date_words, today) if is_date else None
    return (replace(found, due=due), [*words[:begin], *words[begin + count :]]) if due else (found, words)


def _due_of(words: list[str], today: date) -> date | None:
    """Return the due date that words are; None if there's no such day."""
    try:
        return read_due(" ".join(words).rstrip(":"), today)
    except EntryError:
        return None


def _take_labeled(found: ActionLine, words: list[str], today: date) -> tuple[ActionLine, list[str]]:
    """Split off a date after a label with a colon, wherever that is: `due: 2026-12-04`."""
    for at, word in enumerate(words):
        if not word.endswith(":"):
            continue
        near = words[max(0, at - _LONGEST_DUE) : at + 1]  # not all words before it: that would be quadratic
        label = len(near) - len(_without_label(near))
        count = _count_of_date(words[at + 1 : at + 1 + _LONGEST_DUE]) if label else 0
        due = _due_of(words[at + 1 : at + 1 + count], today) if count else None
        if due is not None and _is_apart(words, at + 1 - label, at + 1 + count):
            return replace(found, due=due), [*words[: at + 1 - label], *words[at + 1 + count :]]
    return found, words


def _is_apart(words: list[str], begin: int, end: int) -> bool:
    """Return whether words with a label are set off from the sentence, unlike in `Show the field due: fri to users`."""
    before, last = words[begin - 1] if begin else "", words[end - 1]
    after = words[end].lower() if end < len(words) else ""
    is_begun = not before or before in _MARKS_HERE | _DASHES or before[-1] in ",;:.)]!?"
    is_ended = not after or after in _MARKS_HERE | _DASHES or last[-1] in ",;:.)]!?" or not after[0].isalnum()
    return is_begun or is_ended or after in ("and", "then") or after.endswith(":")


def _behind_owner(words: list[str]) -> tuple[int, int]:
    """Return where the words after an owner begin, and how many of them are a date."""
    begin = words.index(_OWNER_HERE) + 1 if _OWNER_HERE in words else len(words)
    return begin, _count_of_date(words[begin:])


def _count_of_date(words: list[str]) -> int:
    """Return how many words at the beginning are a date; the most that are one."""
    counts = range(min(_LONGEST_DUE, len(words)), 0, -1)
    return next((count for count in counts if is_due(" ".join(words[:count]).rstrip(":"))), 0)


@dataclass(frozen=True)
class _Left:
    """A date or a name that stays in the text and may be meant otherwise.

    Attributes:
        text: the date or the name.
        why: why it stays, or what to do about that; it continues a sentence.
        takes_by: a "by" before it makes it the due date.
    """

    text: str
    why: str
    takes_by: bool = False


_TO_SET_DUE = ". Move it to the end to set the due date."


def _date_left(words: list[str], today: date) -> _Left | None:
    """Return a date that is read as a part of the sentence, if there is one that could be meant otherwise."""
    count = _date_words(words)
    if count and not (words[-count].lower() == "in" and _word_before(words, len(words) - count) in _TAKES_TIME):
        date_words = " ".join(words[-count:]).strip(",;.!()")
        try:
            read_due(date_words, today)
        except EntryError as error:
            return _Left(date_words, f": {error}")
        return _Left(date_words, f". Write 'by {date_words}' to make it the due date.", takes_by=True)
    begin, count = _behind_owner(words)
    if count:
        return _Left(" ".join(words[begin : begin + count]).strip(",;.!():"), _TO_SET_DUE)
    day = next((word.strip(",;.!():") for word in words if _is_ahead(word, today)), "")
    if day:
        return _Left(day, _TO_SET_DUE)
    for at, word in enumerate(words):
        is_last = at + 1 == len(words) and word.lower() == "due" and _word_before(words, at) not in _NO_LABEL_BEHIND
        if word.lower() in ("due:", "deadline:", "eta:") or is_last:
            count = _count_of_date(words[at + 1 : at + 1 + _LONGEST_DUE])
            if _due_of(words[at + 1 : at + 1 + count], today) is not None:
                return _Left(" ".join(words[at : at + 1 + count]).strip(",;.!()"), _TO_SET_DUE)
            text = " ".join(each for each in words[at : at + 3] if each not in _MARKS_HERE)
            return _Left(text, ": it needs a date after it, such as fri or +2w.")
    return None


def _is_ahead(word: str, today: date) -> bool:
    """Return whether a word is a full date that isn't past: one to do something by, not when something happened."""
    plain = word.strip(",;.!():")
    due = _due_of([plain], today) if _IN_FIGURES.fullmatch(plain) else None
    return due is not None and due >= today


_NAME_LEFT = re.compile(r"[(\[]?(@[A-Za-z][\w.-]*)")


def _name_left(words: list[str], found: ActionLine) -> _Left | None:
    """Return a name with an @ that is a part of the sentence, where the line names no other owner, or two of them."""
    name = next((match[1].rstrip(".") for match in map(_NAME_LEFT.match, words) if match), "")
    if not name:
        return None
    if not found.owner:
        return _Left(name, ". Move it to the end to set the owner.")
    at = next((at for at, word in enumerate(words) if name in word), 0)
    is_second = at > 0 and words[at - 1] in _MARKS_HERE
    return _Left(name, ": an action has one owner.") if is_second else None
