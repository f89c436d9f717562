"""What happens to a draft's file while it's on screen, and what the author is told about it.

Nothing here interrupts. What can be settled is settled; what needs a choice waits until the author asks for it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol

from pmtui.advice import Advice
from pmtui.errors import EditError, FileError
from pmtui.model.edit import AnyEdit, Batch
from pmtui.model.merging import Difference, aligned, differences, is_kept_by_pmtui, merge, settled
from pmtui.session.labels import place_label
from pmtui.session.opening import save_elsewhere
from pmtui.session.saving import Autosave, SaveState
from pmtui.session.session import Session
from pmtui.storage.draft_folder import dated_path
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import Outside, TakenOver
from pmtui.storage.journal import Holder
from pmtui.storage.recovery import OnDisk
from pmtui.storage.toml_update import Arrangement
from pmtui.text import plural, weekday_date


class FileAction(Enum):
    """Something that the author can do about the file; its value is its label."""

    COMPARE = "Compare both versions and choose"
    COMPARE_RECOVERED = "Compare with the file on disk and choose"
    KEEP_RECOVERED = "Keep the recovered changes"
    TAKE_OVER = "Take over and edit here"
    CREATE_AGAIN = "Create the file again"
    RENAME = "Put the incident's day into the file's name"
    OVERWRITE = "Overwrite the file (a backup is kept)"
    SAVE_AS = "Save as another file and continue there"
    BACK = "Go back to the draft"


class FileDialog(Protocol):
    """What an interface does for the actions that need the author again, or another draft."""

    def compare(self, found: Sequence[Difference], then: Callable[[list[Difference]], None], /) -> None:
        """Ask which version to keep of each difference, and pass on those where it's the file's."""

    def open(self, path: Path, /, *, take_over: bool = False) -> None:
        """Continue with a draft; with `take_over`, also if someone else has it open."""

    def report(self, problem: str, /) -> None:
        """Tell the author why nothing was saved; if it's empty, that it was."""


_OFFERED = 2
"""Sections for which another name of the file is offered: an author who types a day goes on to the next one soon."""


def clock(at: datetime | None) -> str:
    """Return a time of this session as the author's clock shows it; with the day if it isn't today's."""
    if at is None:
        return "some time ago"
    local = at.astimezone()
    today = datetime.now().astimezone().date()
    return f"{local:%H:%M}" if local.date() == today else f"{weekday_date(local, today.year)} {local:%H:%M}"


def who(holder: Holder | None) -> str:
    """Return who has a draft, as text."""
    if holder is None:
        return "someone else"
    return f"{holder.user} ({holder.host}, process {holder.process})"


def places_of(found: Sequence[Difference]) -> list[str]:
    """Return the paths of the differences that an author would call changes."""
    return [difference.path for difference in found if not is_kept_by_pmtui(difference.path)]


def _more(words: str, does: str = "see more") -> Advice:
    return Advice(words, does, ("file",))


class FileStatus:
    """Watches over one draft's file for one screen.

    Args:
        session: the postmortem.
        store: what writes it.
        saver: when it's written.
        tell: shows a message for a moment.
        changed: is called when the status may have changed.
    """

    def __init__(
        self,
        session: Session,
        store: DraftStore,
        saver: Autosave,
        tell: Callable[[Advice], None],
        changed: Callable[[], None],
    ) -> None:
        self.session = session
        self.store = store
        self.saver = saver
        self.tell = tell
        self.changed = changed
        self.conflicts: tuple[Difference, ...] = store.recovered.conflicts
        self.outside: Outside | None = None
        self.is_lost = False
        self.lost = 0
        self.recovered = store.recovered
        self.brought_back = len(places_of(self.recovered.changes))
        self.has_news = bool(self.brought_back or self.recovered.damage or store.notes)
        self.is_seen = False
        self._saves = 0
        self._day = session.postmortem.incident.date
        self._sections_to_offer = _OFFERED

    # -- what others do ----------------------------------------------------------------------------------------------

    def met(self, what: Outside | TakenOver) -> None:
        """Take in what someone else has done: to the file, or that they have taken the draft over."""
        if isinstance(what, TakenOver):
            self._lose(what)
        elif what.disk is None:
            self.outside, self._saves = what, self.store.saves
        elif self.store.is_read_only:
            self.outside = None
            if not self.is_lost:
                self.session.follow([d.take for d in differences(self.session.postmortem, what.disk.draft.postmortem)])
                self.store.follow(what.disk)
        else:
            self._merge(what.disk)
        self.changed()

    def _lose(self, taken: TakenOver) -> None:
        late = differences(self.store.ancestor, self.session.postmortem)
        self.is_lost = True
        self.lost = 0 if self.store.is_saved else len(places_of(late))
        self.store.lose(taken.holder)
        self.session.is_read_only = True

    def _merge(self, disk: OnDisk) -> None:
        """Bring in what someone else has changed; what both have changed waits for the author's choice."""
        self.outside = None
        is_news = disk.digest != self.store.known.digest
        self._follow_template(disk)
        theirs = aligned(self.store.ancestor, disk.draft.postmortem)
        if theirs is not disk.draft.postmortem:  # rows written by hand without an id, which are known here
            draft = replace(disk.draft, postmortem=theirs)
            disk = OnDisk(Arrangement(disk.text, draft).written(draft), disk.digest, draft)
        found = merge(self.store.ancestor, self.session.postmortem, theirs)
        taken = [difference for difference in found if not difference.is_conflict]
        ancestor = self.store.ancestor
        if taken and self._take(taken):
            for difference in taken:
                ancestor = settled(ancestor, difference)
            self._tell_of(taken)
        self.conflicts = tuple(merge(ancestor, self.session.postmortem, theirs))  # what couldn't be taken is asked too
        if is_news or self.store.conflicted != bool(self.conflicts):
            self.store.meet(disk, ancestor, conflicted=bool(self.conflicts))
        if not self.store.is_saved:
            self.saver.request()

    def _follow_template(self, disk: OnDisk) -> None:
        """Keep the template that someone has given the draft; its questions are asked from the next opening on."""
        if disk.draft.template not in (self.store.known.draft.template, self.session.template_name):
            self.session.template_name = disk.draft.template
            words = f"The file now uses the template '{disk.draft.template}'."
            self.tell(Advice(f"{words} Reopen the draft to see its questions."))

    def _tell_of(self, taken: list[Difference]) -> None:
        paths = places_of(taken)
        if paths:
            places = list(dict.fromkeys(place_label(self.session, path).partition(",")[0] for path in paths))
            more = f" and {len(places) - 3} more" if len(places) > 3 else ""
            changes = plural(len(paths), "change")
            words = f"{changes} from the file applied: {', '.join(places[:3])}{more}."
            self.tell(Advice(words, "undo", ("undo",)))

    def _take(self, chosen: Sequence[Difference]) -> bool:
        """Give the postmortem what the file has; return whether it fitted."""
        edits: list[AnyEdit] = [difference.take for difference in chosen]
        self.session.close_step()
        try:
            self.session.apply(
                edits[0] if len(edits) == 1 else Batch(edits=tuple(edits)), chosen[0].path, by_hand=False
            )
        except EditError:
            return False
        return True

    def brought(self) -> list[Difference]:
        """Return where the postmortem differs from what was on disk when it was opened."""
        before = self.store.opened.postmortem
        return [found for found in differences(self.session.postmortem, before) if not is_kept_by_pmtui(found.path)]

    def take_back(self, chosen: Sequence[Difference]) -> None:
        """Take what was on disk in the place of what was recovered; nothing else is decided by that."""
        self.has_news = False
        if chosen and not self._take(chosen):
            self.has_news = True
            self.tell(Advice("That conflicts with later changes. Choose one answer at a time."))
        self.changed()

    def now_in_conflict(self) -> tuple[Difference, ...]:
        """Return what has to be chosen, as of now: what both changed, or what couldn't be taken."""
        theirs = self.store.known.draft.postmortem
        self.conflicts = tuple(merge(self.store.ancestor, self.session.postmortem, theirs))
        return self.conflicts

    def resolve(self, asked: Sequence[Difference], chosen: Sequence[Difference]) -> None:
        """Settle the conflicts that were asked: take what the author chose from the file, keep mine in the others.

        What has changed since then, here or in the file, is asked again.
        """
        still = [difference for difference in self.now_in_conflict() if difference in asked]
        taken = [difference for difference in still if difference in chosen]
        ancestor = self.store.ancestor
        if taken and not self._take(taken):
            still = []
        for difference in still:
            ancestor = settled(ancestor, difference)
        self.store.ancestor = ancestor
        left = self.now_in_conflict()
        self.store.meet(self.store.known, ancestor, conflicted=bool(left))
        if not left:
            self.has_news = False
        self.saver.request()
        self.changed()

    def write_over(self) -> str:
        """Overwrite a file that can't be opened, after a backup. Return why it can't be done, or an empty string."""
        outside = self.outside
        if outside is not None and outside.data is not None:
            try:
                self.store.write_over(outside.data)
            except FileError as error:
                return str(error)
        self.outside = None
        self.store.meet(self.store.known, self.store.ancestor, conflicted=self.store.conflicted)
        problem = self.saver.flush()
        self.changed()
        return problem

    # -- its name --------------------------------------------------------------------------------------------------

    def new_path(self) -> Path | None:
        """Return the path that the file would have with the incident's day in its name; None if it's right as it is.

        A name without a day is the author's own, and a link's name is someone's choice: they stay.
        """
        day, path = self.session.postmortem.incident.date, self.store.path
        if day is None or self.session.within is not None or self.outside is not None or path.is_symlink():
            return None
        return None if self.store.is_read_only or self.conflicts else dated_path(path, day)

    def offered_path(self) -> Path | None:
        """Return the path to offer: only once, when the day has become known in this session."""
        has_changed = self.session.postmortem.incident.date != self._day
        return self.new_path() if has_changed and self._sections_to_offer else None

    def pass_offer(self) -> None:
        """Take note that the author has gone to another section; the offer is withdrawn after a few of them."""
        if self.offered_path() is not None:
            self._sections_to_offer -= 1
            self.changed()

    def rename(self) -> str:
        """Rename the file to `new_path`, with everything saved. Return why it can't be done, or an empty string."""
        new = self.new_path()
        if new is None:
            return "The file's name needs no other day."
        problem = self.saver.flush()
        if problem:
            return problem
        try:
            self.store.rename(new)
        except FileError as error:
            return str(error)
        finally:
            self.session.path = self.store.path
        self._sections_to_offer = 0
        self.tell(Advice(f"The draft's file is now {new.name}."))
        self.changed()
        return ""

    # -- what to say -------------------------------------------------------------------------------------------------

    def notice(self) -> Advice:
        """Return the line that stays on screen for as long as it's true; empty if all is well."""
        state = self.saver.state
        if self.outside is not None and self.store.saves > self._saves:
            self.outside = None  # it was written since: what was odd about it is gone
        if self.is_lost and not self.store.is_kept:
            return _more(f"{who(self.store.holder)} took over this draft, and your last changes are only in memory.")
        if self.is_lost:
            rest = f" Your last {plural(self.lost, 'change')} came too late to be included." if self.lost else ""
            return _more(f"{who(self.store.holder)} took over this draft.{rest} You can still read it.")
        if self.store.is_read_only:
            since = f" since {clock(self.store.holder.since)}" if self.store.holder else ""
            if self.store.is_holder_gone:
                return _more(f"Read only: {who(self.store.holder)} has closed this draft.", "take over")
            return _more(f"Read only: {who(self.store.holder)} has this draft open{since}.")
        if self.conflicts:
            answers = plural(len(self.conflicts), "answer")
            return _more(f"{answers} changed here and in the file. Nothing is overwritten until you choose.", "compare")
        if self.outside is not None and self.outside.is_gone:
            return _more("The draft file is gone. Your next change creates it again.")
        if self.outside is not None and self.outside.is_another:
            return _more(f"The file now holds another draft; pmtui won't overwrite it. {self._where(state)}")
        if self.outside is not None:
            return _more(f"The file was changed, and pmtui can't read it. {self._where(state)}")
        if state.problem:
            return _more(f"Not saved since {clock(state.since)}: {state.problem} {self._where(state)}")
        if state.memory_since is not None:
            return _more(f"No journal since {clock(state.memory_since)}: {self.store.journal_problem}.")
        if self.has_news and not self.is_seen:
            return _more(self._news())
        if self.offered_path() is not None:
            return _more("The file's name has another day than the incident.", "rename it")
        return Advice()

    def _where(self, state: SaveState) -> str:
        if state.memory_since is not None:
            return "Your changes are only in memory."
        return "Your changes are in the journal."

    def _news(self) -> str:
        found = self.recovered
        parts = []
        if self.brought_back:
            parts.append(f"Recovered {plural(self.brought_back, 'change')} from {clock(found.since)}.")
        if found.damage:
            parts.append(f"The journal is damaged: {found.damage}; everything before that was recovered.")
        parts += self.store.notes
        return " ".join(parts)

    def details(self) -> list[str]:
        """Return all that there is to say about the draft's file, a paragraph each."""
        store, state = self.store, self.saver.state
        lines = [f"File: {store.path}"]
        notice = self.notice().words
        lines.append(notice or ("Everything is saved." if state.is_saved else "Saving…"))
        if self.outside is not None and self.outside.problem:
            lines.append(self.outside.problem)
        if store.is_journal_away and not store.is_read_only:
            lines.append("pmtui can't write to this folder, so the journal is in your state folder.")
        lines += [note for note in store.notes if note not in notice]
        new = self.new_path()
        if new is not None:
            lines.append(f"With the incident's day, its name is {new.name}.")
        return lines

    def actions(self) -> list[FileAction]:
        """Return what the author can do now."""
        found: list[FileAction] = []
        if self.conflicts:
            found.append(FileAction.COMPARE)
        if self.has_news and self.brought_back and not self.conflicts and self.outside is None:
            found += [FileAction.COMPARE_RECOVERED, FileAction.KEEP_RECOVERED]
        if self.store.is_read_only:
            found.append(FileAction.TAKE_OVER)
        is_mine = not self.conflicts and not self.store.is_read_only
        if self.outside is not None and is_mine and (self.outside.is_gone or self.outside.data is not None):
            found.append(FileAction.CREATE_AGAIN if self.outside.is_gone else FileAction.OVERWRITE)
        if self.new_path() is not None:
            found.append(FileAction.RENAME)
        return [*found, FileAction.SAVE_AS, FileAction.BACK]

    def do(self, action: FileAction, dialog: FileDialog, name: str = "") -> None:
        """Do what the author has chosen.

        Args:
            action: what.
            dialog: asks and shows what the action needs.
            name: for `SAVE_AS`, the file, as the author typed it.
        """
        match action:
            case FileAction.COMPARE:
                found = self.now_in_conflict()
                dialog.compare(found, lambda chosen: self.resolve(found, chosen))
            case FileAction.COMPARE_RECOVERED:
                dialog.compare(self.brought(), self.take_back)
            case FileAction.KEEP_RECOVERED:
                self.take_back([])
            case FileAction.TAKE_OVER:
                dialog.open(self.store.path, take_over=True)
            case FileAction.CREATE_AGAIN | FileAction.OVERWRITE:
                dialog.report(self.write_over())
            case FileAction.RENAME:
                dialog.report(self.rename())
            case FileAction.SAVE_AS:
                try:
                    dialog.open(save_elsewhere(self.session.draft, name, self.session.within, self.store.arrangement))
                except FileError as error:
                    dialog.report(str(error))
            case FileAction.BACK:
                self.is_seen = True
                self.changed()
