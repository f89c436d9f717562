"""What an agent can do with the drafts of one folder, as methods that return data.

Nothing outside the folder is read or written, links included; no document is overwritten. What an agent writes is
marked until a person has seen it (`model.unseen`).
"""

import io
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pmtui import paths
from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import EditError, EntryError, FileError, Refusal, Refused, UsageError
from pmtui.model.catalog import Question, all_columns, model_questions
from pmtui.model.kinds import Kind
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status, WhyTrack
from pmtui.model.unseen import Agent, agent_of
from pmtui.model.views import elements
from pmtui.review.reviewer import review
from pmtui.session.answering import Change, Done, add_rows, changes_in, set_answers
from pmtui.session.event_import import import_events, leave_out_known
from pmtui.session.figure_rows import figure_rows
from pmtui.session.one_change import change_draft
from pmtui.session.session import Session
from pmtui.session.templates import in_dialect, load_template
from pmtui.sources.files import pieces_of
from pmtui.sources.intake import Imported, read_pieces
from pmtui.sources.reading import ImportWindow, Reading
from pmtui.sources.registry import KINDS
from pmtui.storage import draft_folder, exported_documents
from pmtui.storage.draft_file import Draft
from pmtui.storage.safe_files import LARGEST, reason
from pmtui.template.dialects import DialectName
from pmtui.template.filename import document_name
from pmtui.template.input_parsing import InputParser
from pmtui.template.interview import all_questions, known_questions
from pmtui.template.open_questions import appended
from pmtui.template.progress import Completeness
from pmtui.template.question_rows import open_rows
from pmtui.template.render import print_document
from pmtui.text import did_you_mean, plural

Result = TypeVar("Result")

_MOST_LINES = 2_000
"""Rows that one call can add."""


class Tools:
    """The drafts of one folder, for one agent.

    Args:
        folder: the folder.
        active: the config.
        may_overwrite: agents may change what a person wrote.
        may_change_final: agents may change a final document, and make one final.
        today: tells the day.
    """

    def __init__(
        self,
        folder: Path,
        active: ActiveConfig,
        *,
        may_overwrite: bool = False,
        may_change_final: bool = False,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.within = Confinement.to(folder)
        self.active = active
        self.rights = Agent("agent", may_overwrite, may_change_final)
        self.today = today
        self._written: dict[Path, str] = {}
        self._busy = threading.Lock()

    # -- reading -----------------------------------------------------------------------------------------------------

    def list_drafts(self) -> list[dict[str, Any]]:
        """Return the drafts in the folder: name, title, status, template, progress."""
        return [self._listed(entry) for entry in draft_folder.entries(self.within.root, self.within)]

    def _listed(self, entry: draft_folder.FolderEntry) -> dict[str, Any]:
        row: dict[str, Any] = {"draft": entry.path.name, "modified": entry.modified.isoformat(timespec="seconds")}
        if entry.draft is None:
            return {**row, "problem": entry.problem}
        record = entry.draft.postmortem
        standing = self._standing(entry.draft)
        progress = standing.progress(all_questions(standing.template))
        return {
            **row,
            "title": record.incident.title,
            "id": record.incident.id,
            "status": record.document.status.value,
            "template": entry.draft.template,
            "open": len(standing.missing()),
            "progress": f"{progress.percent}%",
        }

    def open_questions(self, draft: str) -> list[dict[str, Any]]:
        """Return what is left to answer in a draft, with how to answer each."""
        return open_rows(self._standing(self._load(draft)[1]))

    def read_answers(self, draft: str, of: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Return the answers of a draft, as text: those of the template's questions, or at some paths.

        Args:
            draft: the draft's file name.
            of: the paths; all of the template's if it's empty.

        Raises:
            Refused: if one of them doesn't exist.
        """
        standing = self._standing(self._load(draft)[1])
        asked: dict[str, Question] = {question.path: question for question in all_questions(standing.template)}
        known = {**known_questions(standing.template), **asked}
        unknown = [path for path in of if path not in known or "*" in path]
        if unknown:
            raise Refused([Refusal(path, f"No such question. {did_you_mean(path, known)}".strip()) for path in unknown])
        wanted = [known[path] for path in of] or list(asked.values())
        return [self._answer(question, standing) for question in wanted]

    def _answer(self, question: Question, standing: Completeness) -> dict[str, Any]:
        record = standing.postmortem
        mark, typed = record.marks.get(question.path), record.typed.get(question.path)
        row: dict[str, Any] = {"path": question.path, "label": question.label}
        if question.kind is Kind.TABLE:
            row["rows"] = list(self._rows(question, standing))
        elif question.kind is Kind.FIGURE and question.path.startswith("figures."):
            row["answer"] = standing.values.figure_words(question.path)
        else:
            row["answer"] = self._text(question, question.path, standing)
        agent = agent_of(record, question.path)
        row |= {"state": mark.text} if mark is not None else {}
        row |= {"unreadable": typed} if typed is not None else {}
        return row | ({"not_checked": agent} if agent else {})

    def _rows(self, question: Question, standing: Completeness) -> Iterator[dict[str, Any]]:
        record = standing.postmortem
        for row in elements(record, question.path, standing.template.settings.time_frames):
            path = f"{question.base}.{row.id}"
            cells = {
                column.name: text
                for column in all_columns(question)
                if column.kind is not Kind.TABLE
                and (text := self._text(column.in_row(row.id), f"{path}.{column.name}", standing))
            }
            agent = agent_of(record, path)
            yield {"path": path, **cells} | ({"not_checked": agent} if agent else {})

    def _text(self, question: Question, path: str, standing: Completeness) -> str:
        record = standing.postmortem
        parser = InputParser.of(record, standing.template.settings, self.today(), path)
        kind = model_questions()[path].kind if path in model_questions() else question.kind
        return record.typed.get(path) or parser.write(kind, value_at(record, path))

    def check(self, draft: str, status: str = "") -> list[dict[str, Any]]:
        """Return what the review finds in a draft.

        Args:
            draft: the draft's file name.
            status: the status that it's checked as: draft, review, or final; empty for its own.

        Raises:
            UsageError: if there's no such status.
        """
        if status and status not in set(Status):
            raise UsageError(f"No such status: '{status}'.", "Use draft, review, or final.")
        standing = self._standing(self._load(draft)[1])
        found = review(standing, self.today(), Status(status) if status else None)
        return [
            {
                "code": finding.code,
                "level": finding.level.label,
                "path": finding.path,
                "words": finding.words,
                "message": finding.message,
                "ask": str(finding.ask),
                "why": finding.rule.why,
            }
            for finding in found.findings
        ]

    def figures(self, draft: str) -> dict[str, Any]:
        """Return the figures of a draft: state, value, unit, formula, inputs; and its impact segments."""
        return figure_rows(self._standing(self._load(draft)[1]).values)

    # -- writing -----------------------------------------------------------------------------------------------------

    def set_answers(
        self, draft: str, answers: Mapping[str, Any], unset: Sequence[str] = (), agent: str = ""
    ) -> dict[str, Any]:
        """Change answers of a draft: all of them, or none.

        Args:
            draft: the draft's file name.
            answers: values by path; `{"mark": "unknown", "note": "..."}` marks a question instead.
            unset: the paths of answers to clear, and of rows to remove.
            agent: who writes them.

        Raises:
            Refused: if one isn't valid, or a person wrote it.
        """
        changes = [Change(path, is_unset=True) for path in unset] + list(changes_in(answers))
        if not changes:
            raise UsageError("Nothing to set.", "Give values by path.")
        return self._done(draft, agent, lambda session: set_answers(session, changes))

    def add_rows(
        self, draft: str, table: str, lines: Sequence[str], under: str | None = None, track: str = "", agent: str = ""
    ) -> dict[str, Any]:
        """Add rows to a table of a draft: all of them, or none.

        Args:
            draft: the draft's file name.
            table: `events`, `actions`, `causes`, or the path of any other table.
            lines: a line for each row, in the words of the table's entry line.
            under: for causes, the ID of the cause that the first one explains; empty for the track's first question.
            track: for causes: `happened`, `not_caught`, or `slow_recovery`.
            agent: who adds them.

        Raises:
            Refused: if one isn't valid.
        """
        if len(lines) > _MOST_LINES:
            raise UsageError(f"{len(lines)} lines are too many.", f"Add at most {_MOST_LINES} at a time.")
        if track and track.replace("-", "_") not in set(WhyTrack):
            raise UsageError(f"No such track: '{track}'.", f"Use {', '.join(WhyTrack)}.")
        strand = WhyTrack(track.replace("-", "_")) if track else None
        return self._done(draft, agent, lambda session: add_rows(session, table, lines, under=under, strand=strand))

    def import_file(self, draft: str, file: str, kind: str = "", zone: str = "", agent: str = "") -> dict[str, Any]:
        """Add events to a draft from a file in the folder that another tool exported; each only once.

        Args:
            draft: the draft's file name.
            file: the file's path in the folder.
            kind: the kind of the file; empty to recognize it.
            zone: the time zone of times that name none; empty for the draft's.
            agent: who adds them.

        Raises:
            FileError: if the file can't be read, is outside the folder, or is of no known kind.
            UsageError: if there's no such kind or zone.
        """
        if kind and kind not in KINDS:
            raise UsageError(f"No such kind of file: '{kind}'.", did_you_mean(kind, KINDS) or f"Use {', '.join(KINDS)}")
        path = self.within.named(file)
        try:
            data = self.within.read(path, LARGEST)
        except OSError as error:
            raise FileError(f"Can't read {file}: {reason(error)}.", "Check the name.") from error
        found: list[Imported] = []
        added: list[int] = []

        def work(session: Session) -> Done:
            found[:] = [_read_file(file, data, session.postmortem, kind, zone, self.today())]
            leave_out_known(found[0].records, session.postmortem)
            outcome = import_events(session, found[0].taken, with_updates=self.rights.may_overwrite)
            added[:] = [outcome.added]
            return Done()

        self._done(draft, agent, work)
        left = Counter(record.noise for record in found[0].records if record.noise) + found[0].counted
        return {
            "added": added[0],
            "left_out": dict(left.most_common(8)),
            "notices": found[0].notices,
            "milestones_to_consider": list(_suggested(found[0])),
        }

    def export(
        self, draft: str, *, write: bool = False, template: str = "", dialect: DialectName | None = None
    ) -> dict[str, Any]:
        """Return a draft's document as Markdown, or write it into a new file next to the draft.

        Args:
            draft: the draft's file name.
            write: write the file; one that exists is never overwritten.
            template: another template than the draft's.
            dialect: the reader of Markdown that the document is written for; None for the config's or the template's.

        Raises:
            FileError: if the file exists, or can't be written.
        """
        path, known = self._load(draft)
        standing = self._standing(replace(known, template=template) if template else known, dialect)
        document = appended(print_document(standing.template, known.postmortem, standing.values), standing)
        missing = plural(len(standing.missing()), "unanswered question")
        if not write:
            return {"document": document, "left": missing}
        target = path.parent / document_name(standing.template, known.postmortem)
        self.within.check(target)

        def refuse() -> None:
            if target.exists() or target.is_symlink():
                raise FileError(f"{target.name} already exists.", "Agents don't overwrite documents.")

        refuse()
        exported_documents.write(target, document, datetime.now(UTC), refuse, self.within, known.id)
        return {"file": str(target.relative_to(self.within.root)), "left": missing}

    # -- drafts ------------------------------------------------------------------------------------------------------

    def _path(self, draft: str) -> Path:
        """Return the path of a draft, by its file name, with or without its ending.

        Raises:
            FileError: if it leads out of the folder, or is hidden.
        """
        if not draft.strip():
            raise UsageError("The draft's name is empty.", "List the drafts for their names.")
        path = self.within.named(draft, to_write=True)
        if path.suffix != paths.DRAFT_SUFFIX:
            path = self.within.named(draft.strip() + paths.DRAFT_SUFFIX, to_write=True)
        return path

    def _load(self, draft: str) -> tuple[Path, Draft]:
        path = self._path(draft)
        return path, draft_folder.load(path, self.within)

    def _standing(self, draft: Draft, dialect: DialectName | None = None) -> Completeness:
        template = in_dialect(load_template(draft.template, self.active, self.within), dialect)
        return Completeness(template, draft.postmortem)

    def _done(self, draft: str, agent: str, change: Callable[[Session], Done]) -> dict[str, Any]:
        path = self._path(draft)
        draft_folder.load(path, self.within)  # a name that no draft has makes none

        def work(session: Session) -> Done:
            session.agent = replace(self.rights, name=" ".join(agent.split())[:60] or self.rights.name)
            try:
                return change(session)
            except (EditError, EntryError) as error:
                raise UsageError(str(error), "Nothing was changed.") from error

        with self._busy:
            done = change_draft(path, work, self.active, today=self.today, within=self.within, written=self._written)
        return {"changed": done.paths, "notes": done.notes}


def _read_file(file: str, data: bytes, postmortem: Postmortem, kind: str, zone: str, today: date) -> Imported:
    incident = postmortem.incident
    own = ZoneInfo(incident.timezone)
    try:
        given = ZoneInfo(zone) if zone else own
    except (ValueError, OSError, KeyError) as error:
        raise UsageError(f"Unknown time zone: '{zone}'.", "Write it as Europe/Berlin.") from error
    window = ImportWindow.around(incident.date, own)
    reading = Reading(given, incident.date or today, window, (), incident.date)
    pieces = pieces_of(file, "", io.BytesIO(data), reading.tell)
    return read_pieces(pieces, reading, kind=kind)


def _suggested(found: Imported) -> Iterator[dict[str, str]]:
    """Yield the milestones that imported events suggest."""
    for record in found.taken:
        if record.milestone is not None and record.at is not None:
            text = record.text.partition("\n")[0]
            yield {"milestone": record.milestone.value, "at": record.at.isoformat(), "text": text}
