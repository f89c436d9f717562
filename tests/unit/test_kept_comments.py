"""Comments in a draft's file stay through all that can happen to it: saving, crashes, others, other places."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from pmtui.cli.main import main
from pmtui.config import ActiveConfig
from pmtui.model.edit import Insert, Move, Remove, Set
from pmtui.model.ids import random_id
from pmtui.plain_ui.console import Console
from pmtui.plain_ui.interview import run
from pmtui.session.file_status import FileStatus
from pmtui.session.opening import open_session, save_elsewhere
from pmtui.session.saving import Autosave
from pmtui.storage import backups, draft_folder, journal
from tests.unit.test_draft_store import Opened
from tests.unit.test_plain_ui import at

TEXT = """#:schema .pmtui/draft.schema.json
schema = 2
template = "outage"  # the long one
id = "kept1"
summary = 'S'

[incident]
title = "T"  # provisional
# ask Priya about the SLO

[document]
last_updated = 2026-03-09

[[timeline]]
event = "one"  # from the log
# of the gateway
"""
KEYED = TEXT.replace("[[timeline]]\n", '[[timeline]]\nid = "n1"\n')
"""What is written: the row has the id that it's known by."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "drafts" / "d.toml"
    file.parent.mkdir()
    file.write_bytes(TEXT.encode())
    return file


@pytest.fixture
def opened(path: Path) -> Iterator[Opened]:
    found = Opened(path)
    yield found
    found.store.close()


class Now(Autosave):
    """Saves immediately, if it can."""

    def request(self) -> None:
        self.flush()


def at_work(path: Path) -> FileStatus:
    """Open a draft as the app does."""
    session, store = open_session(path, lambda: date(2026, 3, 9), random_id, active=ActiveConfig())
    return FileStatus(session, store, Now(session, store), lambda _: None, lambda: None)


def put(file_status: FileStatus, path: str, value: str) -> None:
    """Give an answer."""
    file_status.session.apply(Set(path=path, value=value), path)


def look(file_status: FileStatus) -> None:
    """Merge what someone else has done."""
    outside = file_status.store.look()
    if outside is not None:
        file_status.met(outside)


def test_a_save_changes_what_was_changed_and_the_next_one_the_rest(opened: Opened, path: Path) -> None:
    opened.write("incident.title", "New")
    opened.save()
    assert path.read_text() == KEYED.replace('"T"', '"New"')
    opened.write("incident.title", "")
    opened.save()
    assert path.read_text() == KEYED.replace('title = "T"  # prov', "# prov")
    opened.write("incident.title", "Again")
    opened.save()
    assert path.read_text() == KEYED.replace('"T"', '"Again"')


def test_a_row_that_comes_back_after_a_save_has_its_comments(opened: Opened, path: Path) -> None:
    row = opened.record.timeline[0].model_dump(mode="json")
    opened.do(Remove(path="timeline", id="n1"))
    opened.save()
    assert path.read_text() == KEYED.replace('[[timeline]]\nid = "n1"\nevent = "one"  # from', "# from")
    opened.do(Insert(path="timeline", index=0, element=row))
    opened.save()
    assert path.read_text() == KEYED


def test_comments_survive_a_crash(opened: Opened, path: Path) -> None:
    opened.write("incident.title", "New")
    opened.save()
    opened.write("summary", "More")
    opened.die()
    again = Opened(path)
    again.save()
    assert path.read_text() == KEYED.replace('"T"', '"New"').replace("'S'", "'More'")
    again.write("summary", "Last")
    again.die()
    path.unlink()  # the journal has the file's text
    third = Opened(path)
    third.save()
    third.store.close()
    assert path.read_text() == KEYED.replace('"T"', '"New"').replace("'S'", "'Last'")


def test_a_byte_order_mark_and_line_ends_stay_in_file_journal_and_backups(path: Path) -> None:
    before = b"\xef\xbb\xbf" + KEYED.replace("\n", "\r\n").encode()
    path.write_bytes(before)
    opened = Opened(path)
    opened.write("incident.title", "New")
    contents = journal.read(journal.beside(path))
    assert contents is not None
    assert contents.base is not None
    assert contents.base.encode() == before
    opened.save()
    opened.store.close()
    assert path.read_bytes() == before.replace(b'"T"', b'"New"')
    assert [copy.path.read_bytes() for copy in backups.backups(path)] == [before]
    assert main(["--dir", str(path.parent), "restore", "d", "1"]) == 0
    assert path.read_bytes() == before


def test_a_comment_that_someone_else_writes_stays(path: Path) -> None:
    file_status = at_work(path)
    put(file_status, "incident.title", "Mine")
    file_status.saver.flush()
    theirs = path.read_text().replace("'S'", "'S' # who read this?").replace("[incident]", "# facts\n[incident]")
    path.write_text(theirs)
    put(file_status, "incident.title", "Mine, again")
    assert file_status.saver.flush() != ""
    look(file_status)
    assert path.read_text() == theirs.replace('"Mine"', '"Mine, again"')
    file_status.session.undo()
    file_status.saver.flush()
    assert "# who read this?" in path.read_text()
    file_status.store.close()


def test_rows_that_someone_else_adds_keep_their_comments(path: Path) -> None:
    file_status = at_work(path)
    put(file_status, "summary", "Mine")
    by_hand = TEXT.replace("[[timeline]]", "# new\n[[timeline]] # here\nevent = 'zero'\n\n[[timeline]]")
    path.write_text(by_hand)
    look(file_status)
    file_status.saver.flush()
    found = path.read_text()
    assert [event.event for event in file_status.session.postmortem.timeline] == ["zero", "one"]
    assert file_status.session.postmortem.timeline[1].id == "n1"
    new = file_status.session.postmortem.timeline[0].id
    keyed = by_hand.replace("event = 'zero'", f"id = \"{new}\"\nevent = 'zero'").replace("'S'", "'Mine'")
    assert found == keyed.replace('[[timeline]]\nevent = "one"', '[[timeline]]\nid = "n1"\nevent = "one"')
    file_status.store.close()


def test_a_conflict_is_asked_and_the_files_comments_stay(path: Path) -> None:
    file_status = at_work(path)
    put(file_status, "incident.title", "Mine")
    path.write_text(KEYED.replace('"T"', "'Theirs' # better"))
    look(file_status)
    assert file_status.conflicts
    file_status.resolve(file_status.conflicts, [])
    assert "title = 'Mine' # better  # provisional" in path.read_text()
    file_status.store.close()


def test_a_draft_saved_elsewhere_keeps_its_comments(path: Path, tmp_path: Path) -> None:
    file_status = at_work(path)
    put(file_status, "summary", "More")
    new = save_elsewhere(
        file_status.session.draft, str(tmp_path / "else" / "x"), arrangement=file_status.store.arrangement
    )
    for line in TEXT.replace('id = "kept1"\n', "").split("\n"):  # another draft, with its own id
        assert line in new.read_text().replace("'More'", "'S'").split("\n")
    assert new.read_text().startswith("#:schema .pmtui/draft.schema.json\nschema")
    file_status.store.close()
    path.write_bytes(b"\xef\xbb\xbf" + KEYED.partition("\n")[2].replace("\n", "\r\n").encode())
    file_status = at_work(path)
    new = save_elsewhere(
        file_status.session.draft, str(tmp_path / "else" / "y"), arrangement=file_status.store.arrangement
    )
    recovered = KEYED.replace("'S'", "'More'").replace("kept1", draft_folder.load(new).id)
    assert new.read_bytes() == b"\xef\xbb\xbf" + recovered.replace("\n", "\r\n").encode()
    file_status.store.close()


def test_another_template_changes_one_word(path: Path) -> None:
    draft_folder.change_template(path, "sre")
    assert path.read_text() == KEYED.replace('"outage"', '"sre"')


def test_whoever_takes_over_keeps_the_comments(opened: Opened, path: Path) -> None:
    opened.write("summary", "first")
    other = Opened(path, take_over=True)
    other.write("incident.title", "second")
    other.save()
    assert path.read_text() == KEYED.replace("'S'", "'first'").replace('"T"', '"second"')
    other.store.close()


def test_an_unreadable_file_is_overwritten_with_the_last_known_comments(opened: Opened, path: Path) -> None:
    opened.write("summary", "mine")
    path.write_text("<<<<<<< HEAD\n")
    outside = opened.store.look()
    assert outside is not None
    assert outside.data is not None
    opened.store.write_over(outside.data)
    opened.save()
    assert path.read_text() == KEYED.replace("'S'", "'mine'")


def test_line_by_line_the_comments_stay(path: Path) -> None:
    lines = iter([*at("outage", "incident.title"), "New title", ":quit"])

    def read(prompt: str) -> str:
        return next(lines)

    numbers = count(1)
    assert run(path, Console(read), lambda: date(2026, 3, 9), lambda: f"r{next(numbers)}", ActiveConfig()) == 0
    assert path.read_text() == KEYED.replace('"T"', '"New title"')


def test_moving_a_row_in_the_session_moves_its_comments(path: Path) -> None:
    second = '\n# second\n[[timeline]]\nid = "b"\nevent = "two"\n'
    path.write_text(KEYED + second)
    file_status = at_work(path)
    file_status.session.apply(Move(path="timeline", id="b", index=0), "timeline")
    file_status.saver.flush()
    first = KEYED.partition("\n[[timeline]]")
    assert path.read_text() == first[0] + second + first[1] + first[2]
    file_status.session.undo()
    file_status.saver.flush()
    assert path.read_text() == KEYED + second
    file_status.store.close()
