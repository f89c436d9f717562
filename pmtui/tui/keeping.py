"""What happens to a draft's file while it's on screen, and what the author is told of it.

Nothing here interrupts. What can be settled is settled; what needs a choice waits until the author presses F5.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pmtui.drafts.journal import Holder
from pmtui.drafts.keeper import Keeper, Outside, TakenOver
from pmtui.errors import FileError
from pmtui.model.edit import AnyEdit, Batch
from pmtui.model.merging import LATEST, Difference, differences, merge
from pmtui.tui.labels import place_label
from pmtui.tui.saver import Saver, SaveState
from pmtui.tui.session import Session


@dataclass(frozen=True)
class Choice:
    """Something that the author can do about the file.

    Attributes:
        key: its name in the program.
        label: its name on screen.
    """

    key: str
    label: str


def clock(at: datetime | None) -> str:
    """Return a time of this sitting as the author's clock shows it; with the day where it isn't today's."""
    if at is None:
        return "some time ago"
    local = at.astimezone()
    return f"{local:%H:%M}" if local.date() == datetime.now().astimezone().date() else f"{local:%a %d %b %H:%M}"


def who(holder: Holder | None) -> str:
    """Return who has a draft, in words."""
    if holder is None:
        return "somebody else"
    return f"{holder.user} ({holder.host}, process {holder.process})"


def counted(number: int, what: str) -> str:
    """Return `1 change`, `2 changes`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def places_of(found: Sequence[Difference]) -> list[str]:
    """Return the paths of the differences that an author would call changes."""
    return [difference.path for difference in found if difference.path != LATEST]


class Keeping:
    """Watches over one draft's file for one screen.

    Args:
        session: the record.
        keeper: what writes it.
        saver: when it's written.
        tell: shows a word that passes.
        changed: is told when what there is to say may have changed.
    """

    def __init__(
        self,
        session: Session,
        keeper: Keeper,
        saver: Saver,
        tell: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        self.session = session
        self.keeper = keeper
        self.saver = saver
        self.tell = tell
        self.changed = changed
        self.conflicts: tuple[Difference, ...] = keeper.recovered.conflicts
        self.outside: Outside | None = None
        self.is_lost = False
        self.lost = 0
        self.recovered = keeper.recovered
        self.brought_back = len(places_of(self.recovered.changes))
        self.has_news = bool(self.brought_back or self.recovered.damage or keeper.note)

    # -- what others do ----------------------------------------------------------------------------------------------

    def met(self, what: Outside | TakenOver) -> None:
        """Take in what somebody else has done: to the file, or that they have taken the draft over."""
        if isinstance(what, TakenOver):
            self._lose(what)
        elif what.disk is None:
            self.outside = what
        elif self.keeper.is_read_only:
            self.outside = None
            if not self.is_lost:
                self.session.follow([d.take for d in differences(self.session.postmortem, what.disk.draft.postmortem)])
                self.keeper.follow(what.disk)
        else:
            self._merge(what)
        self.changed()

    def _lose(self, taken: TakenOver) -> None:
        self.is_lost = True
        late = differences(self.keeper.base, self.session.postmortem)
        self.lost = 0 if self.keeper.is_saved else len(places_of(late))
        self.keeper.lose(taken.holder)
        self.session.is_read_only = True

    def _merge(self, outside: Outside) -> None:
        """Bring in what somebody else has changed; what both have changed waits for the author's choice."""
        assert outside.disk is not None
        found = merge(self.keeper.base, self.session.postmortem, outside.disk.draft.postmortem)
        self.conflicts = tuple(difference for difference in found if difference.is_conflict)
        self.keeper.conflicted = bool(self.conflicts)
        self.outside = outside
        taken = [difference for difference in found if not difference.is_conflict]
        if taken:
            self._take(taken)
        if places_of(taken):
            places = list(dict.fromkeys(place_label(self.session, d).partition(",")[0] for d in places_of(taken)))
            more = f" and {len(places) - 3} more" if len(places) > 3 else ""
            changes = counted(len(places_of(taken)), "change")
            self.tell(f"{changes} made in the file brought in: {', '.join(places[:3])}{more}. Ctrl+Z takes them back.")
        if not self.conflicts:
            self.keeper.adopt(outside)
            self.outside = None
            self.saver.request()

    def _take(self, chosen: list[Difference]) -> None:
        edits: list[AnyEdit] = [difference.take for difference in chosen]
        self.session.close_step()
        self.session.apply(edits[0] if len(edits) == 1 else Batch(edits=tuple(edits)), chosen[0].path)

    def resolve(self, chosen: list[Difference]) -> None:
        """Settle the conflicts: take what the author chose from the file, keep mine in the others, and save."""
        if chosen:
            self._take(chosen)
        self.conflicts = ()
        outside, self.outside = self.outside, None
        if outside is not None:
            self.keeper.adopt(outside)
        else:
            self.keeper.settle()
        self.saver.request()
        self.changed()

    def write_over(self) -> str:
        """Write over a file that can't be opened; it's kept as a copy first. Return why that can't be, or nothing."""
        if self.outside is not None:
            try:
                self.keeper.adopt(self.outside)
            except FileError as error:
                return str(error)
            self.outside = None
        problem = self.saver.flush()
        self.changed()
        return problem

    # -- what to say -------------------------------------------------------------------------------------------------

    def notice(self) -> str:
        """Return the line that stays on screen for as long as it's true; empty where all is well."""
        state = self.saver.state
        if self.is_lost:
            rest = f" {counted(self.lost, 'change')} of yours came too late for that." if self.lost else ""
            return f"{who(self.keeper.holder)} has taken this draft over.{rest} You can read on. F5: more"
        if self.keeper.is_read_only:
            since = f" since {clock(self.keeper.holder.since)}" if self.keeper.holder else ""
            return f"Read only: {who(self.keeper.holder)} has this draft open{since}. F5: more"
        if self.conflicts:
            answers = counted(len(self.conflicts), "answer")
            return f"{answers} changed here and in the file. Nothing is written over until you choose: F5"
        if self.outside is not None and self.outside.data is None:
            return "The draft's file is gone. Your next change writes it anew. F5: more"
        if self.outside is not None:
            return f"The file was changed and can't be opened. {self._where(state)} F5: more"
        if state.problem:
            return f"Not saved since {clock(state.since)}: {state.problem} {self._where(state)} F5: more"
        if state.memory_since is not None:
            return f"No journal since {clock(state.memory_since)}: {self.keeper.journal_problem}. F5: more"
        return self._news() if self.has_news else ""

    def _where(self, state: SaveState) -> str:
        if state.memory_since is not None:
            return "Your changes are only in memory."
        return "Your changes are in the journal."

    def _news(self) -> str:
        found = self.recovered
        parts = []
        if self.brought_back:
            parts.append(f"{counted(self.brought_back, 'change')} from {clock(found.since)} recovered.")
        if found.damage:
            parts.append(f"The journal is damaged: {found.damage}; what came before it was recovered.")
        if self.keeper.note:
            parts.append(self.keeper.note)
        return " ".join([*parts, "F5: more"])

    def details(self) -> list[str]:
        """Return all that there is to say about the draft's file, a paragraph each."""
        keeper, state = self.keeper, self.saver.state
        lines = [f"File: {keeper.path}"]
        notice = self.notice().removesuffix("F5: more").removesuffix(": F5").strip()
        lines.append(notice or ("Everything is saved." if state.is_saved else "It's being saved."))
        if self.outside is not None and self.outside.problem:
            lines.append(self.outside.problem)
        if keeper.is_journal_away and not keeper.is_read_only:
            lines.append("This folder can't be written; the journal is in your own state folder.")
        if keeper.kept_damaged is not None:
            lines.append(f"The damaged journal is kept: {keeper.kept_damaged}")
        return lines

    def choices(self) -> list[Choice]:
        """Return what the author can do now."""
        found: list[Choice] = []
        if self.conflicts:
            found.append(Choice("conflicts", "See both versions and choose"))
        if self.has_news and self.brought_back:
            found.append(Choice("recovered", "Look at what was on disk, and choose"))
            found.append(Choice("fine", "Keep what was recovered"))
        if self.keeper.is_read_only:
            found.append(Choice("take_over", "Work on it here: take it over"))
        if self.outside is not None and not self.conflicts and not self.keeper.is_read_only:
            what = "Write the file anew" if self.outside.data is None else "Write over the file; it's kept as a copy"
            found.append(Choice("write_over", what))
        found.append(Choice("elsewhere", "Save to another place, and go on there"))
        found.append(Choice("back", "Go back to the draft"))
        return found
