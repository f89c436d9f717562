"""What the home screen shows of the draft under the cursor: how it went, what comes next, what is overdue."""

from collections import OrderedDict
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.content import Content

from pmtui.actions.selection import is_open, is_overdue
from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import PmtuiError
from pmtui.figures.catalog import FIGURES
from pmtui.model.actions import Action
from pmtui.session.glyphs import counted
from pmtui.session.templates import load_template
from pmtui.storage import draft_folder
from pmtui.template.interview import all_questions, interview
from pmtui.template.progress import Completeness, State
from pmtui.template.tree import Template
from pmtui.text import brief, short_day, visible
from pmtui.tui import look
from pmtui.tui.draft_rows import DraftRow
from pmtui.tui.look import ERROR, OK, QUIET, WARN, clipped, spread

_MOST = 64
"""Details kept in memory: those shown last."""

_MOST_ACTIONS = 12
"""Overdue actions that are listed; a screen has room for fewer."""

_NARROW = 60
"""Columns below which an owner is a first name."""

_IMPACT = {"duration": "", "budget_consumed": "of the budget", "failed_requests": "failed requests"}
"""The figures that say what an incident came to, and what they count, unless the figure's text has that."""

_Key = tuple[Path, int, int, int, date]


class Details:
    """Reads drafts for their details, and keeps those that were shown last. Any thread may call it.

    Args:
        active: the config, which may change a template's scales and conventions.
        within: the folder that nothing is read outside of; None for anywhere.
    """

    def __init__(self, active: ActiveConfig, within: Confinement | None = None) -> None:
        self.active = active
        self.within = within
        self._kept: OrderedDict[_Key, Content] = OrderedDict()

    def known(self, row: DraftRow, width: int, today: date) -> Content | None:
        """Return the details of a draft if they're in memory: read from the same file, for the same width and day."""
        return self._kept.get(_key(row, width, today))

    def read(self, row: DraftRow, width: int, today: date) -> Content:
        """Return the details of a draft, which is read for them.

        Args:
            row: its row.
            width: the columns that they may take.
            today: the day that it is.
        """
        found = self._read(row, width, today)
        self._kept[_key(row, width, today)] = found
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return found

    def _read(self, row: DraftRow, width: int, today: date) -> Content:
        try:
            draft = draft_folder.load(row.path, self.within)
            template = load_template(draft.template, self.active, self.within)
        except PmtuiError as error:
            return Content.styled(visible(brief(str(error))), WARN)
        return detail(Completeness(template, draft.postmortem), width, today)


def _key(row: DraftRow, width: int, today: date) -> _Key:
    return (row.path, row.file.size, row.file.modified_ns, width, today)


def detail(standing: Completeness, width: int, today: date) -> Content:
    """Return the lines about one draft, each of at most `width` columns: trace, impact, next question, actions."""
    postmortem = standing.postmortem
    trace = look.trace(postmortem, width, ZoneInfo(postmortem.incident.timezone))
    lines = [trace if trace.plain else Content.styled("No timeline yet.", QUIET)]
    impact = _impact(standing, width)
    lines += [impact] if impact.plain else []
    lines.append(_next(standing, standing.template, width))
    return Content("\n").join([*lines, *_actions(postmortem.actions, width, today)])


def _impact(standing: Completeness, width: int) -> Content:
    """Return what the incident came to: as many figures as fit."""
    facts = []
    for name, of in _IMPACT.items():
        if standing.values.figures[name].state.has_value:
            path = FIGURES[name].answer or f"figures.{name}"
            words = visible(standing.values.figure_words(path)).replace("\n", " ")
            facts.append(words if of.rpartition(" ")[2] in words else f"{words} {of}")
    while len(facts) > 1 and len("  ·  ".join(["Impact  ", *facts])) - 5 > width:
        facts.pop()
    if not facts:
        return Content("")
    first, rest = clipped(facts[0], width - 8), "".join(f"  ·  {fact}" for fact in facts[1:])
    return Content.assemble(("Impact  ", QUIET), (first, "bold"), (rest, QUIET))


def _next(standing: Completeness, template: Template, width: int) -> Content:
    """Return the first question that needs an answer, and how many do."""
    questions = all_questions(template)
    wanted = next((each for each in questions if standing.state(each) in (State.OPEN, State.PART)), None)
    head = Content.styled("Next    ", QUIET)
    left = counted(standing.progress(questions))
    if wanted is None:
        return Content.assemble(head, ("Every question is settled", OK) if left == "complete" else (left, WARN))
    section = interview(template)[wanted.section].title
    rest = f"  ·  {left}"
    name = clipped(visible(f"{section}: {wanted.label}").replace("\n", " "), max(8, width - 8 - len(rest)))
    return Content.assemble(head, name, (rest, QUIET)).truncate(width, ellipsis=True)


def _actions(actions: tuple[Action, ...], width: int, today: date) -> list[Content]:
    """Return how many action items are open and overdue, and those overdue, with their owners."""
    head = Content.styled("Actions ", QUIET)
    still_open = sum(map(is_open, actions))
    if not still_open:
        return [Content.assemble(head, ("none open", QUIET))]
    late = sorted((each for each in actions if is_overdue(each, today)), key=lambda each: each.due or today)
    count = Content.styled(f"  ·  {len(late)} overdue" if late else "", f"bold {ERROR}")
    lines = [Content.assemble(head, f"{still_open} open", count)]
    for action in late[:_MOST_ACTIONS]:
        owner = visible(action.owner).replace("\n", " ").strip()
        owner = clipped(owner.split(" ")[0] if width < _NARROW else owner, width // 4)
        day = f"  {short_day(action.due or today):<6}  "
        words = clipped(visible(action.description).replace("\n", " "), width - len(day) - len(owner) - 2)
        lines.append(spread(Content.assemble((day, ERROR), words), Content.styled(owner, QUIET), width))
    return lines
