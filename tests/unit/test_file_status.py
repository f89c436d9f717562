"""What the author sees about the draft's file, and can do: no choice silently overwrites work."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pmtui.advice import Advice
from pmtui.config import ActiveConfig
from pmtui.model.edit import Set
from pmtui.model.merging import Difference
from pmtui.model.postmortem import Postmortem
from pmtui.session import file_status as room
from pmtui.session.file_status import FileAction, FileStatus, clock
from pmtui.session.opening import open_session, save_elsewhere
from pmtui.session.saving import Autosave
from pmtui.storage import backups, draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.storage.external_changes import TakenOver
from tests.unit.test_draft_store import Opened, by_hand, on_disk

DAY = date(2026, 3, 9)


class Saver(Autosave):
    """Saves when it's told to, and counts how often it was asked."""

    asked = 0

    def request(self) -> None:
        self.asked += 1


class Desk:
    """A draft that is open, and what its author has been told."""

    def __init__(self, path: Path, *, take_over: bool = False) -> None:
        self.session, self.store = open_session(
            path, lambda: DAY, lambda: "r1", active=ActiveConfig(), take_over=take_over
        )
        self.told: list[Advice] = []
        self.saver = Saver(self.session, self.store)
        self.file_status = FileStatus(self.session, self.store, self.saver, self.told.append, lambda: None)

    def write(self, path: str, value: object) -> None:
        self.session.apply(Set(path=path, value=value), path)

    def look(self) -> None:
        found = self.store.look()
        assert found is not None
        self.file_status.met(found)

    @property
    def choices(self) -> set[FileAction]:
        return set(self.file_status.actions())


class Dialog:
    """Answers what an action asks, and notes what it shows."""

    def __init__(self) -> None:
        self.opened: list[tuple[Path, bool]] = []
        self.reported: list[str] = []

    def compare(self, found: Sequence[Difference], then: Callable[[list[Difference]], None]) -> None:
        then(list(found))

    def open(self, path: Path, *, take_over: bool = False) -> None:
        self.opened.append((path, take_over))

    def report(self, problem: str) -> None:
        self.reported.append(problem)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "d.toml"
    draft_folder.create(file, Draft("outage", Postmortem.model_validate({"summary": "S", "incident": {"title": "T"}})))
    return file


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    found = Desk(path)
    yield found
    found.store.close()


def typed_and_killed(path: Path, text: str = "typed") -> None:
    opened = Opened(path)
    opened.write("summary", text)
    opened.die()


# -- recovered ---------------------------------------------------------------------------------------------------------


def test_a_recovery_is_shown_with_its_time_until_the_author_chooses(path: Path) -> None:
    typed_and_killed(path)
    desk = Desk(path)
    assert desk.file_status.notice().words == f"Recovered 1 change from {clock(desk.store.recovered.since)}."
    assert desk.file_status.notice().actions == ("file",)
    assert desk.choices >= {FileAction.COMPARE_RECOVERED, FileAction.KEEP_RECOVERED}
    desk.file_status.do(FileAction.BACK, Dialog())  # seen: the choice stays, the notice goes
    assert desk.file_status.notice().words == ""
    assert desk.choices >= {FileAction.COMPARE_RECOVERED, FileAction.KEEP_RECOVERED}
    desk.file_status.take_back([])  # what was recovered stays
    assert (desk.session.postmortem.summary, desk.file_status.notice().words) == ("typed", "")
    assert not desk.choices & {FileAction.COMPARE_RECOVERED, FileAction.KEEP_RECOVERED}
    desk.store.close()


def test_choosing_the_file_discards_the_recovery_and_its_notice(path: Path) -> None:
    typed_and_killed(path)
    desk = Desk(path)
    desk.file_status.take_back(desk.file_status.brought())
    assert (desk.session.postmortem.summary, desk.file_status.notice().words, desk.told) == ("S", "", [])
    assert desk.session.undo() == "summary"
    assert desk.session.postmortem.summary == "typed"
    desk.store.close()


def test_each_action_does_what_it_says(desk: Desk, path: Path) -> None:
    dialog = Dialog()
    desk.file_status.do(FileAction.BACK, dialog)
    desk.file_status.do(FileAction.TAKE_OVER, dialog)
    assert dialog.opened == [(path, True)]
    desk.file_status.do(FileAction.SAVE_AS, dialog, "")
    assert "is a folder" in dialog.reported.pop()
    desk.file_status.do(FileAction.SAVE_AS, dialog, str(path.with_name("second")))
    assert dialog.opened.pop() == (path.with_name("second.toml"), False)
    assert on_disk(path.with_name("second.toml")).summary == "S"


def test_comparing_takes_what_the_author_chooses_from_the_file(path: Path) -> None:
    typed_and_killed(path)
    desk = Desk(path)
    desk.file_status.do(FileAction.COMPARE_RECOVERED, Dialog())
    assert (desk.session.postmortem.summary, desk.file_status.notice().words) == ("S", "")
    desk.store.close()
    typed_and_killed(path)
    desk = Desk(path)
    desk.file_status.do(FileAction.KEEP_RECOVERED, Dialog())
    assert (desk.session.postmortem.summary, desk.file_status.notice().words) == ("typed", "")
    desk.store.close()


# -- what is offered ---------------------------------------------------------------------------------------------------


def test_an_unreadable_file_can_be_overwritten_and_is_backed_up(desk: Desk, path: Path) -> None:
    assert desk.choices == {FileAction.SAVE_AS, FileAction.BACK}
    desk.write("summary", "mine")
    path.write_text("<<<<<<< ours\n")
    desk.look()
    assert "can't read it" in desk.file_status.notice().words
    assert desk.choices == {FileAction.OVERWRITE, FileAction.SAVE_AS, FileAction.BACK}
    dialog = Dialog()
    desk.file_status.do(FileAction.OVERWRITE, dialog)
    assert dialog.reported == [""]
    assert on_disk(path).summary == "mine"
    assert backups.backups(path)[0].path.read_text() == "<<<<<<< ours\n"
    assert (desk.file_status.notice().words, desk.choices) == ("", {FileAction.SAVE_AS, FileAction.BACK})


def test_a_read_only_session_can_not_overwrite_the_file(desk: Desk, path: Path) -> None:
    reader = Desk(path)
    path.write_text("<<<<<<< ours\n")
    reader.look()
    assert reader.choices == {FileAction.TAKE_OVER, FileAction.SAVE_AS, FileAction.BACK}
    path.unlink()
    reader.look()
    assert reader.choices == {FileAction.TAKE_OVER, FileAction.SAVE_AS, FileAction.BACK}
    reader.store.close()


def test_the_file_can_not_be_overwritten_while_a_choice_is_pending(desk: Desk, path: Path) -> None:
    desk.write("summary", "mine")
    by_hand(path, summary="by hand")
    desk.look()
    assert "changed here and in the file" in desk.file_status.notice().words
    path.write_text("<<<<<<< ours\n")
    desk.look()
    assert desk.choices == {FileAction.COMPARE, FileAction.SAVE_AS, FileAction.BACK}


# -- what others have changed ------------------------------------------------------------------------------------------


def test_a_conflict_waits_for_a_choice_and_the_rest_is_merged(desk: Desk, path: Path) -> None:
    desk.write("summary", "mine")
    by_hand(path, summary="by hand", incident={"title": "by hand"})
    desk.look()
    assert (desk.session.postmortem.summary, desk.session.postmortem.incident.title) == ("mine", "by hand")
    assert desk.told == [Advice("1 change from the file applied: Title.", "undo", ("undo",))]
    assert "changed by someone else" in desk.saver.flush()
    assert on_disk(path).summary == "by hand"
    asked = desk.file_status.now_in_conflict()
    desk.file_status.resolve(asked, asked)  # theirs
    assert (desk.session.postmortem.summary, desk.file_status.conflicts) == ("by hand", ())
    assert desk.saver.asked
    assert desk.saver.flush() == ""
    assert desk.file_status.notice().words == ""
    desk.write("summary", "mine again")
    by_hand(path, summary="by hand again", incident={"title": "by hand"})
    desk.look()
    desk.file_status.resolve(desk.file_status.now_in_conflict(), [])  # mine
    assert desk.saver.flush() == ""
    assert on_disk(path).summary == "mine again"
    assert "by hand again" in backups.backups(path)[0].path.read_text()


def test_merged_changes_are_saved_soon_with_the_authors_own(desk: Desk, path: Path) -> None:
    desk.write("summary", "mine")
    by_hand(path, incident={"title": "by hand"})
    before = desk.saver.asked
    desk.look()
    assert desk.saver.asked > before
    assert desk.saver.flush() == ""
    assert (on_disk(path).summary, on_disk(path).incident.title) == ("mine", "by hand")


def test_another_template_named_in_the_file_is_kept_and_reported(desk: Desk, path: Path) -> None:
    path.write_text(path.read_text().replace('"outage"', '"sre"'))
    desk.look()
    assert desk.session.template_name == "sre"
    assert desk.told == [Advice("The file now uses the template 'sre'. Reopen the draft to see its questions.")]
    desk.write("summary", "mine")
    assert desk.saver.flush() == ""
    assert draft_folder.load(path).template == "sre"


def test_a_read_only_session_follows_the_file_and_saves_its_comments_elsewhere(desk: Desk, path: Path) -> None:
    reader = Desk(path)
    assert reader.session.is_read_only
    by_hand(path, summary="by hand")
    path.write_text(f"{path.read_text()}# theirs\n")
    reader.look()
    assert reader.session.postmortem.summary == "by hand"
    copy = save_elsewhere(reader.session.draft, str(path.with_name("copy")), arrangement=reader.store.arrangement)
    assert "# theirs" in copy.read_text()
    reader.store.close()


def test_a_session_that_was_taken_over_stops_writing(desk: Desk, path: Path) -> None:
    desk.write("summary", "mine")
    other = Desk(path, take_over=True)
    assert other.session.postmortem.summary == "mine"
    with pytest.raises(TakenOver) as taken:
        desk.store.look()
    desk.file_status.met(taken.value)
    assert (desk.session.is_read_only, desk.file_status.is_lost, desk.store.is_read_only) == (True, True, True)
    assert "took over this draft" in desk.file_status.notice().words
    assert desk.choices == {FileAction.TAKE_OVER, FileAction.SAVE_AS, FileAction.BACK}
    other.store.close()


# -- the clock ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("back", "words"),
    [(timedelta(0), "12:00"), (timedelta(minutes=1), "11:59"), (timedelta(days=1), "Sun, Mar 8 12:00")],
)
def test_a_time_on_another_day_is_shown_with_its_date(
    monkeypatch: pytest.MonkeyPatch, back: timedelta, words: str
) -> None:
    now = datetime(2026, 3, 9, 12, 0).astimezone()

    class Now(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Now":
            return cls.fromtimestamp(now.timestamp())

    monkeypatch.setattr(room, "datetime", Now)
    at = (now - back).astimezone(UTC)
    assert clock(at) == words
    assert clock(None) == "some time ago"


# -- the day in its name -----------------------------------------------------------------------------------------------


def test_the_incidents_day_is_offered_once_for_the_files_name(tmp_path: Path) -> None:
    path = tmp_path / "2026-03-09-logins-fail.toml"
    draft_folder.create(path, Draft("outage", Postmortem.model_validate({"incident": {"title": "T"}})))
    desk = Desk(path)
    assert (desk.file_status.notice(), FileAction.RENAME in desk.choices) == (Advice(), False)
    desk.write("incident.date", DAY)
    assert (desk.file_status.notice(), FileAction.RENAME in desk.choices) == (Advice(), False)
    desk.write("incident.date", date(2026, 3, 7))
    notice = desk.file_status.notice()
    assert (notice.words, notice.actions) == ("The file's name has another day than the incident.", ("file",))
    assert "With the incident's day, its name is 2026-03-07-logins-fail.toml." in desk.file_status.details()
    for _ in range(2):
        assert desk.file_status.offered_path() is not None
        desk.file_status.pass_offer()
    assert desk.file_status.notice() == Advice() and path.exists()  # ignored: it stays possible
    (tmp_path / "2026-03-07-logins-fail.toml").write_text("mine")
    dialog = Dialog()
    desk.file_status.do(FileAction.RENAME, dialog)
    new = tmp_path / "2026-03-07-logins-fail-2.toml"
    assert (dialog.reported, desk.session.path, desk.told[-1].words) == (
        [""], new, "The draft's file is now 2026-03-07-logins-fail-2.toml."
    )  # fmt: skip
    desk.write("incident.title", "Logins fail")
    assert desk.saver.flush() == "" and FileAction.RENAME not in desk.choices
    desk.store.close()
    assert on_disk(new).incident.title == "Logins fail" and not path.exists()
    again = Desk(new)  # the day is known from the start
    again.write("incident.date", date(2026, 3, 8))
    assert again.saver.flush() == ""
    again.store.close()
    last = Desk(new)
    assert last.file_status.notice() == Advice() and FileAction.RENAME in last.choices
    last.store.close()


def test_a_name_of_the_authors_own_and_a_file_that_is_not_theirs_stay(tmp_path: Path, path: Path) -> None:
    dated = tmp_path / "2026-03-09-x.toml"
    draft_folder.create(dated, Draft("outage", Postmortem.model_validate({"incident": {"date": "2026-03-07"}})))
    own, mine, theirs = Desk(path), Desk(dated), Desk(dated)
    own.write("incident.date", date(2026, 3, 7))
    assert (own.file_status.new_path(), theirs.file_status.new_path()) == (None, None)
    assert mine.file_status.new_path() == tmp_path / "2026-03-07-x.toml"
    assert "needs no other day" in own.file_status.rename()
    for desk in (own, mine, theirs):
        desk.store.close()
