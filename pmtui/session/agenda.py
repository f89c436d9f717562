"""The agenda of a meeting about a draft: what has to be settled, person by person.

It's made from the open questions, the review's findings, and the open action items. Questions that are only unanswered
are in it by section, so that a new draft has a dozen lines and not fifty. What was covered is kept outside
of the draft, by each item's key: an item that is settled leaves the agenda, and covering it doesn't settle it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pmtui.actions.selection import is_open, is_overdue
from pmtui.figures.catalog import figure_at
from pmtui.model.actions import Action
from pmtui.review.findings import Finding, ReviewResult, Topic
from pmtui.review.reviewer import review
from pmtui.review.rules.actions import NO_DUE, NO_OWNER, OVERDUE
from pmtui.session.labels import finding_words
from pmtui.session.session import Session
from pmtui.storage import covered
from pmtui.template.interview import interview
from pmtui.template.open_questions import NOBODY, UNKNOWN, OpenQuestion, open_questions
from pmtui.template.progress import State
from pmtui.text import plural, weekday_date

TO_SETTLE = "To settle"
UNOWNED = "Actions without an owner"
UNANSWERED = "Not answered yet"

_SAID_ANYWAY = frozenset({NO_OWNER.code, NO_DUE.code, OVERDUE.code})
"""The rules whose findings an action's own line shows, or the heading above it."""


class ItemKind(StrEnum):
    """What an item of the agenda is."""

    QUESTION = "answer"
    FINDING = "finding"
    ACTION = "action"


@dataclass(frozen=True)
class AgendaItem:
    """One line of the agenda.

    Attributes:
        key: what it's known by when it's covered; the same as long as it's about the same thing.
        kind: what it is.
        words: what it's about, in one line.
        note: more about it: why it's unknown, when it's due; may be empty.
        path: where it is in the postmortem.
        is_late: whether it's an overdue action.
        under: the questions of a section that it stands for; empty for an item of its own.
    """

    key: str
    kind: ItemKind
    words: str
    note: str
    path: str
    is_late: bool = False
    under: tuple["AgendaItem", ...] = ()

    @property
    def each(self) -> tuple["AgendaItem", ...]:
        """The items that can be covered: those that it stands for, or itself."""
        return self.under or (self,)


@dataclass(frozen=True)
class AgendaGroup:
    """The items that one person can settle, or the meeting.

    Attributes:
        title: its heading.
        items: its items, in order.
    """

    title: str
    items: tuple[AgendaItem, ...]

    @property
    def counted(self) -> str:
        """What it has, as text: `2 answers, 1 action`."""
        kinds = [each.kind for item in self.items for each in item.each]
        return ", ".join(plural(kinds.count(kind), kind.value) for kind in ItemKind if kind in kinds)


class Agenda:
    """The agenda of one draft.

    Attributes:
        groups: its items by who can settle them: the meeting first, then what is unanswered, by section, then each
            person, then nobody yet.
        covered: the keys of the items that were covered.
    """

    def __init__(self, session: Session) -> None:
        """Read what was covered, and make the agenda of the postmortem as it is now.

        Args:
            session: the session.
        """
        self.session = session
        self.covered = covered.recall(session.path)
        self.groups: tuple[AgendaGroup, ...] = ()
        self.read_again()

    def read_again(self) -> None:
        """Make the agenda of the postmortem as it is now."""
        session = self.session
        found = review(session.standing, session.today(), seen=session.seen_values())
        self.groups = tuple(agenda_groups(session, found))

    @property
    def items(self) -> list[AgendaItem]:
        """All items, in order; a section's questions are one."""
        return [item for group in self.groups for item in group.items]

    def is_covered(self, item: AgendaItem) -> bool:
        """Return whether an item was covered: of a section, all its questions."""
        return all(each.key in self.covered for each in item.each)

    def toggle(self, item: AgendaItem) -> None:
        """Tick or untick an item as covered; keep that for the next session, except for items that are gone."""
        known = {each.key for every in self.items for each in every.each}
        keys = {each.key for each in item.each}
        self.covered = self.covered & known - keys if self.is_covered(item) else self.covered & known | keys
        covered.remember(self.session.path, self.covered)

    @property
    def counted(self) -> str:
        """How much is covered, as text: `3 of 12 covered`."""
        items = [each for item in self.items for each in item.each]
        return f"{sum(self.is_covered(item) for item in items)} of {len(items)} covered"


def agenda_groups(session: Session, found: ReviewResult) -> Iterator[AgendaGroup]:
    """Yield the agenda's groups.

    Args:
        session: the session.
        found: what the review has found in the postmortem.
    """
    asked = open_questions(session.standing)
    actions = [action for action in session.postmortem.actions if is_open(action)]
    nobodys = {finding.path for finding in (*found.findings, *found.waived) if finding.code == NO_OWNER.code}
    unowned = [each for each in actions if not each.owner.strip() or f"actions.{each.id}.owner" in nobodys]
    meeting = [_question(each) for each in asked if each.who in (UNKNOWN, NOBODY)]
    meeting += [_finding(session, each) for each in _to_discuss(found)]
    if meeting:
        yield AgendaGroup(TO_SETTLE, tuple(meeting))
    unanswered = tuple(_unanswered(session))
    if unanswered:
        yield AgendaGroup(UNANSWERED, unanswered)
    people: dict[str, tuple[str, list[AgendaItem]]] = {}
    for each in asked:
        if each.who not in (UNKNOWN, NOBODY):
            _of(people, each.who).append(_question(each))
    for action in sorted(actions, key=lambda action: not is_overdue(action, session.today())):
        if action not in unowned:
            _of(people, action.owner).append(_action(session, action))
    for name, items in people.values():
        yield AgendaGroup(f"Waiting for {name}", tuple(items))
    if unowned:
        yield AgendaGroup(UNOWNED, tuple(_action(session, action) for action in unowned))


def _unanswered(session: Session) -> Iterator[AgendaItem]:
    """Yield an item for each section with unanswered questions; what follows from the timeline isn't asked."""
    standing = session.standing
    for screen in interview(session.template):
        found = []
        for question in screen.questions:
            state = standing.state(question)
            is_said = question.base == "actions" and state is State.PART  # the actions themselves are in the agenda
            if state in (State.OPEN, State.PART) and figure_at(question.path) is None and not is_said:
                asked = OpenQuestion("", screen.title, question.label, question.prompt, "", question.path)
                found.append((_question(asked), _in_line(question.label)))
        if len(found) == 1:
            yield found[0][0]
        elif found:
            words = f"{_in_line(screen.title)}: {', '.join(label for _, label in found)}"
            note, under = plural(len(found), "question"), tuple(item for item, _ in found)
            yield AgendaItem(f"section {screen.title}", ItemKind.QUESTION, words, note, under[0].path, under=under)


def _of(people: dict[str, tuple[str, list[AgendaItem]]], name: str) -> list[AgendaItem]:
    """Return a person's items; a name is the same in capitals and with other blanks."""
    words = " ".join(name.split())
    return people.setdefault(words.casefold(), (words, []))[1]


def _to_discuss(found: ReviewResult) -> list[Finding]:
    """Return the findings to talk about, the most serious first: neither what is only unanswered, nor listed anyway."""
    kept = (each for each in found.findings if each.rule.topic is not Topic.COMPLETENESS)
    return sorted((each for each in kept if each.code not in _SAID_ANYWAY), key=lambda each: -each.level)


def _question(asked: OpenQuestion) -> AgendaItem:
    words = _in_line(f"{asked.section}, {asked.label}: {asked.prompt}")
    return AgendaItem(f"question {asked.path}", ItemKind.QUESTION, words, _in_line(asked.note), asked.path)


def _finding(session: Session, finding: Finding) -> AgendaItem:
    words = _in_line(finding_words(session, finding))
    return AgendaItem(f"finding {finding.key}", ItemKind.FINDING, words, finding.level.label, finding.path)


def _action(session: Session, action: Action) -> AgendaItem:
    today = session.today()
    is_late = is_overdue(action, today)
    parts = [f"due {weekday_date(action.due, today.year)}" if action.due else "no due date"]
    parts += ["overdue"] if is_late else []
    words = _in_line(action.description) or "(no description)"
    return AgendaItem(f"action {action.id}", ItemKind.ACTION, words, ", ".join(parts), f"actions.{action.id}", is_late)


def _in_line(text: str) -> str:
    return " ".join(text.split())


def agenda_lines(agenda: Agenda) -> Iterator[str]:
    """Yield the agenda line by line, its items numbered through."""
    number = 0
    for group in agenda.groups:
        yield f"{group.title} ({group.counted})"
        for item in group.items:
            number += 1
            note = f" ({item.note})" if item.note else ""
            yield f"{number}. {'covered: ' if agenda.is_covered(item) else ''}{item.kind.value}: {item.words}{note}"
