"""Reads the entry line: `Add validation to the deploy playbook @storage-team fri P1 #prevent`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pmtui.model.due import is_due, is_length, read_due
from pmtui.model.moments import EntryError
from pmtui.model.scales import Area, Goal, Horizon, Priority
from pmtui.nearest import did_you_mean

_TAG = re.compile(r"#([A-Za-z][\w-]*)$")
_OWNER = re.compile(r'@(?:"([^"]+)"|([\w.-]+))')
_ADDRESS = re.compile(r"https?://\S+$")
_SPACE = re.compile(r"[ \t\n]+")
"""What parts words; a no-break space doesn't, and stays as it was typed."""

_OWNER_HERE, _TAG_HERE = "\x00@", "\x00#"
_MARKS_HERE = frozenset({_OWNER_HERE, _TAG_HERE})
"""Stand among the words where a mark was taken out: what follows one isn't part of the sentence before it."""

_PUNCTUATION = re.compile(r"[,;.:!()-]+")
_LONGEST_DUE = 5
_SENTENCE_GOES_ON = frozenset(
    ["every", "each", "on", "this", "the", "last", "of", "in", "next", "past", "to", "for", "at", "from", "and", "or"]
    + ["than", "that", "with", "before", "after", "since", "over", "until", "as", "between"]
)
"""Words that make what stands behind them a part of the sentence, and no mark."""

_ORDINALS = frozenset({"first", "second", "third", "fourth"})
"""The same in front of a day's name: the first Friday."""

_DAY_NAME = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)
_NO_ADJECTIVE = re.compile(r"\(|\+\d|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}")
"""How a date begins that no noun follows, as one does in "Friday releases"."""

_TAKES_TIME = frozenset(
    ["expire", "expires", "expired", "happen", "happens", "occur", "occurs", "run", "runs", "end", "ends", "fail"]
    + ["fails", "finish"]
)
"""Verbs behind which "in 30 days" says how long something takes."""

_GOALS = {
    **{goal.value: goal for goal in Goal},
    "prevention": Goal.PREVENT, "detection": Goal.DETECT, "mitigate": Goal.RESPOND, "response": Goal.RESPOND,
    "fix": Goal.REPAIR, "docs": Goal.DOCUMENT,
}  # fmt: skip
_AREAS = {
    **{area.value.replace("_", "-"): area for area in Area},
    "review": Area.CODE_REVIEW, "test": Area.TESTING, "tests": Area.TESTING, "alerts": Area.ALERT,
}  # fmt: skip
_HORIZONS = {"now": Horizon.IMMEDIATE, **{horizon.value: horizon for horizon in Horizon}}


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
        owner: who sees to it; empty where the line doesn't say.
        due: by when.
        priority: how urgent.
        goal: what for.
        area: what it changes.
        horizon: when it lands, where the line overrides the due date.
        tracker: its ticket's address.
        problem: a tag that means nothing here, in words; it stays in the description.
        doubt: a date that is taken as a part of the sentence, and how to make it the due date; in words.
    """

    description: str
    owner: str = ""
    due: date | None = None
    priority: Priority | None = None
    goal: Goal | None = None
    area: Area | None = None
    horizon: Horizon | None = None
    tracker: str = ""
    problem: str = ""
    doubt: str = field(default="", compare=False)


def read_line(text: str, known: Known) -> ActionLine:
    """Read a line. Marks (`@owner`, `#prevent`) count anywhere; a due date, priority or address, at the line's end.

    A date directly behind an owner is the due date, too, unless the sentence goes on with it: `@bob Friday releases`.
    """
    rest, owner = _take_owner(text.replace("\x00", "\u2400").strip(), known.owners)
    found = ActionLine("", owner=owner)
    kept: list[str] = []
    for word in filter(None, _SPACE.split(rest)):
        match = _TAG.fullmatch(word.rstrip(",;.!)"))
        goes_on = _word_before(kept, len(kept)) in _SENTENCE_GOES_ON
        tagged = _tagged(found, match[1].lower()) if match and not goes_on else None
        found = tagged or found
        kept.append(_TAG_HERE if tagged else word)
    found, kept = _take_ends(found, kept, known)
    if found.due is None:
        found, kept = _take_behind_owner(found, kept, known.today)
    if found.due is None:
        found = replace(found, doubt=_left_in_sentence(kept))
    unknown = (word for word in kept if _TAG.fullmatch(word) and _tagged(found, word[1:].lower()) is None)
    problem = next((_unknown(word) for word in unknown), "")
    return replace(found, description=_without_marks(kept), problem=problem)


def _without_marks(words: list[str]) -> str:
    """Return the words as a sentence; a comma behind a mark that was taken out stays with the word before it."""
    sentence: list[str] = []
    for before, word in zip(["", *words], words, strict=False):
        if word in _MARKS_HERE:
            continue
        if before in _MARKS_HERE and sentence and word in (",", ";", "."):
            sentence[-1] += word
        else:
            sentence.append(word)
    return " ".join(sentence).rstrip(" ,;-")


def owner_being_typed(text: str) -> str | None:
    """Return what stands behind an @ that is still being typed, at the line's end; None where there's none."""
    match = re.search(r"(?:^|\s)@([^@#\"]*)$", text)
    return match[1] if match else None


def completed(text: str, owners: Sequence[str]) -> str:
    """Return the line with the owner's name, or a tag, completed, the first that fits; empty where none does."""
    tag = re.search(r"(?:^|\s)#([A-Za-z]+)$", text)
    if tag:
        names = (goal.value for goal in Goal)
        found = next((name for name in names if name.startswith(tag[1].lower()) and name != tag[1].lower()), "")
        return text + found[len(tag[1]) :] if found else ""
    begun = owner_being_typed(text)
    if not begun or not begun.strip():
        return ""
    for name in owners:
        if name.lower().startswith(begun.lower()) and len(name) > len(begun):
            return text + name[len(begun) :]
    return ""


def _take_owner(text: str, owners: Sequence[str]) -> tuple[str, str]:
    """Take the owner out of a line: a known name behind an @ as a whole, else the word behind it."""
    longest_first = sorted(owners, key=len, reverse=True)
    for match in re.finditer(r"(?:^|(?<=\s))@(?=\S)", text):
        for name in longest_first:
            end = match.end() + len(name)
            if text[match.end() : end].lower() == name.lower() and not text[end : end + 1].isalnum():
                return _with_mark(text, match.start(), end), name
        word = _OWNER.match(text, match.start())
        if word:
            return _with_mark(text, word.start(), word.end()), _known_as(word[1] or word[2].rstrip("."), owners)
    return text, ""


def _known_as(word: str, owners: Sequence[str]) -> str:
    """Return the only known name that has a word beginning with what was typed, else what was typed."""
    fits = [name for name in owners if any(part.lower().startswith(word.lower()) for part in name.split())]
    return fits[0] if len(fits) == 1 and len(word) > 1 else word


def _with_mark(text: str, start: int, end: int) -> str:
    return f"{text[:start].rstrip()} {_OWNER_HERE} {text[end:].lstrip()}".strip()


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
    ) or f"There are {', '.join(f'#{goal.value}' for goal in Goal)}."
    return f"{word} is no tag. {hint}"


def _take_ends(found: ActionLine, words: list[str], known: Known) -> tuple[ActionLine, list[str]]:
    """Take what stands at the line's end, in any order, off it."""
    while words:
        if words[-1] in _MARKS_HERE:
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
            if not count:
                break
            try:
                found = replace(found, due=read_due(" ".join(words[-count:]), known.today))
            except EntryError:
                break
            words = words[:-count]
    return found, words


def _is_among(found: ActionLine, words: list[str]) -> bool:
    """Say whether a bare "high" at the line's end stands among other marks, and is no word of the sentence."""
    return bool(found.owner or found.goal or found.area or found.due or _due_words(words[:-1]))


def _due_words(words: list[str]) -> int:
    """Return how many words at the end are a due date and don't go on with a sentence; the most that are one."""
    count = _date_words(words)
    return 0 if count and _is_of_sentence(words, count) else count


def _date_words(words: list[str]) -> int:
    """Return how many words at the end are a day ahead, behind a mark also a length; the most that are one."""
    for count in range(min(_LONGEST_DUE, len(words)), 0, -1):
        text = " ".join(words[-count:])
        if is_due(text) or (is_length(text) and _word_before(words, len(words) - count) in _MARKS_HERE):
            return count
    return 0


def _is_of_sentence(words: list[str], count: int) -> bool:
    """Say whether the sentence goes on with the date that the last words are."""
    first = words[-count].lower()
    if first in _SAYS_SO:
        return False
    before = _word_before(words, len(words) - count)
    if before in _ORDINALS:
        return _DAY_NAME.match(first) is not None
    return before in _SENTENCE_GOES_ON or (first == "in" and before in _TAKES_TIME)


_SAYS_SO = frozenset({"by", "due", "until", "till"})
"""What makes a date the due date, whatever stands before it."""


def _word_before(words: list[str], at: int) -> str:
    """Return the word before a place, in small letters, or that a mark stood there; commas and dashes are no words."""
    for word in reversed(words[max(0, at - 3) : at]):
        if not _PUNCTUATION.fullmatch(word):
            return word.lower()
    return ""


def _take_behind_owner(found: ActionLine, words: list[str], today: date) -> tuple[ActionLine, list[str]]:
    """Take a date off that stands directly behind an owner, with words behind it, where they can't belong to it."""
    begin, count = _behind_owner(words)
    date_words = words[begin : begin + count]
    if not count or not (_NO_ADJECTIVE.match(date_words[0]) or date_words[-1][-1] in ",;:)"):
        return found, words
    try:
        due = read_due(" ".join(date_words).rstrip(":"), today)
    except EntryError:
        return found, words
    return replace(found, due=due), [*words[:begin], *words[begin + count :]]


def _behind_owner(words: list[str]) -> tuple[int, int]:
    """Return where the words behind an owner begin, and how many of them are a date."""
    begin = words.index(_OWNER_HERE) + 1 if _OWNER_HERE in words else len(words)
    counts = range(min(_LONGEST_DUE, len(words) - begin), 0, -1)
    return begin, next((n for n in counts if is_due(" ".join(words[begin : begin + n]).rstrip(":"))), 0)


def _left_in_sentence(words: list[str]) -> str:
    """Return that a date is taken for a part of the sentence, where there is one that could be meant otherwise."""
    count = _date_words(words)
    if count and not (words[-count].lower() == "in" and _word_before(words, len(words) - count) in _TAKES_TIME):
        date_words = " ".join(words[-count:]).strip(",;.!()")
        return f"'{date_words}' stays in the words. 'by {date_words}' makes it the due date."
    begin, count = _behind_owner(words)
    if count:
        date_words = " ".join(words[begin : begin + count]).strip(",;.!():")
        return f"'{date_words}' stays in the words. At the end of the line, it's the due date."
    return ""
