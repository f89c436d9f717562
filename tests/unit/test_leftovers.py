"""A journal belongs to one draft, by id: it follows its draft under any name, and never goes into another."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from pmtui.errors import DraftError, MissingDraft
from pmtui.model.edit import Set
from pmtui.model.postmortem import Postmortem
from pmtui.paths import state_folder
from pmtui.storage import draft_file, draft_folder, journal, safe_files
from pmtui.storage.draft_file import Draft, is_id, random_draft_id, to_toml
from pmtui.storage.draft_folder import id_at
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import ChangedOutside
from tests.unit.test_draft_store import Opened, by_hand, on_disk

OTHER = {"summary": "Another incident.", "incident": {"title": "Another"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


def make(path: Path, draft_id: str, record: dict[str, Any] | None = None) -> Path:
    draft_folder.create(path, Draft("outage", Postmortem.model_validate(record or {"summary": "S"})), lambda: draft_id)
    return path


def older(path: Path, summary: str = "S") -> Path:
    """Write a draft as a pmtui without ids did."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(to_toml(Draft("outage", Postmortem(summary=summary))))
    return path


def typed_and_killed(path: Path, text: str) -> Opened:
    opened = Opened(path)
    opened.write("detection.description", text)
    opened.die()
    return opened


def as_older(path: Path) -> None:
    """Turn the journal of a draft into one from before there were ids."""
    file = journal.beside(path)
    lines = file.read_bytes().split(b"\n")
    found = journal.read(file)
    assert found is not None
    assert found.holder is not None
    lines[0] = journal.line(
        journal=1, digest=found.base_digest, user="ann", host="web-3", process=1, since="2026-03-09T14:05:00+00:00"
    ).rstrip()
    file.write_bytes(b"\n".join(lines))


def journals(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.name.endswith(".journal"))


def how(opened: Opened) -> str:
    return opened.record.detection.description


# -- the id ------------------------------------------------------------------------------------------------------------


def test_a_new_draft_has_an_id_and_the_same_draft_gives_the_same_text(folder: Path) -> None:
    path = make(folder / "d.toml", "abc123")
    draft = draft_folder.load(path)
    assert draft.id == "abc123"
    assert path.read_text() == to_toml(draft)
    assert 'id = "abc123"\n' in path.read_text()
    draft_folder.create(folder / "e.toml", draft)
    assert id_at(folder / "e.toml") not in ("", "abc123")  # a draft begun from another is another


def test_ids_are_ids_and_never_the_same() -> None:
    found = {random_draft_id() for _ in range(1_000)}
    assert len(found) == 1_000
    assert all(map(is_id, found))


def test_an_older_draft_is_given_its_id_with_the_first_save_and_keeps_it(folder: Path) -> None:
    path = older(folder / "d.toml")
    before = path.read_text()
    store = DraftStore(path, make_id=lambda: "new1")
    assert (path.read_text(), store.id) == (before, "new1")
    store.record("summary", Set(path="summary", value="x"), Postmortem(summary="x"))
    store.save(1, Draft("outage", Postmortem(summary="x")))
    store.close()
    assert id_at(path) == "new1"
    again = DraftStore(path, make_id=lambda: "never")
    assert again.id == "new1"
    again.close()


@pytest.mark.parametrize("value", ['"A B"', "7", '"../x"', '""""""', "[]", f'"{"a" * 33}"'])
def test_an_invalid_id_is_refused_with_its_line(value: str) -> None:
    text = f'schema = 1\ntemplate = "sre"\nid = {value}\n'
    if value == '""""""':
        assert draft_file.from_toml(text, "d").id == ""
        return
    with pytest.raises(DraftError, match="d:3: 'id' isn't a valid draft ID"):
        draft_file.from_toml(text, "d")


# -- another name ------------------------------------------------------------------------------------------------------


def test_changes_are_recovered_under_the_drafts_new_name(folder: Path) -> None:
    d, b = make(folder / "d.toml", "one"), folder / "b.toml"
    typed_and_killed(d, "rescued")
    d.rename(b)
    again = Opened(b)
    assert how(again) == "rescued"
    assert [change.path for change in again.store.recovered.changes] == ["detection.description"]
    again.save()
    again.store.close()
    assert (on_disk(b).detection.description, journals(folder)) == ("rescued", [])


def test_another_draft_at_the_old_path_gets_none_of_the_changes(folder: Path) -> None:
    d, b = make(folder / "d.toml", "one", {"incident": {"title": "Login fails"}}), folder / "b.toml"
    typed_and_killed(d, "rescued")
    d.rename(b)
    make(d, "two", OTHER)
    new = Opened(d)
    assert (how(new), new.store.recovered.changes) == ("", ())
    (note,) = new.store.notes
    assert note == (
        "pmtui found another draft's journal here ('Login fails', 1 change). Its changes weren't applied; "
        "they come back when you open b.toml."
    )
    new.write("incident.title", "Mine")
    new.save()
    new.store.close()
    assert on_disk(d).detection.description == ""
    assert journals(folder) == [".d-2.toml.journal"]
    again = Opened(b)
    assert how(again) == "rescued"
    again.save()
    again.store.close()
    assert journals(folder) == []


def test_the_changes_go_to_their_own_draft_whichever_opens_first(folder: Path) -> None:
    d, b = make(folder / "d.toml", "one"), folder / "b.toml"
    typed_and_killed(d, "rescued")
    d.rename(b)
    make(d, "two", OTHER)
    again = Opened(b)
    assert how(again) == "rescued"
    again.save()
    again.store.close()
    new = Opened(d)
    assert (how(new), new.store.notes) == ("", [])
    new.store.close()


def test_a_journal_without_a_draft_is_kept_and_can_be_opened(folder: Path) -> None:
    d = make(folder / "d.toml", "one")
    typed_and_killed(d, "rescued")
    d.unlink()
    make(d, "two", OTHER)
    new = Opened(d)
    assert "to see them, open d-2.toml" in new.store.notes[0]
    new.store.close()
    found = Opened(folder / "d-2.toml")
    assert (how(found), found.store.id) == ("rescued", "one")
    found.save()
    found.store.close()
    assert id_at(folder / "d-2.toml") == "one"


def test_a_journal_is_moved_to_a_name_that_is_free(folder: Path) -> None:
    d, e = make(folder / "d.toml", "one"), make(folder / "d-2.toml", "three", OTHER)
    typed_and_killed(d, "rescued")
    d.unlink()
    make(d, "two", OTHER)
    journal.beside(folder / "d-3.toml").write_text("somebody's")
    new = Opened(d)
    assert "to see them, open d-4.toml" in new.store.notes[0]
    new.store.close()
    assert journals(folder) == [".d-3.toml.journal", ".d-4.toml.journal"]
    assert journal.beside(folder / "d-3.toml").read_text() == "somebody's"
    other = Opened(e)
    assert (how(other), other.store.notes) == ("", [])
    other.store.close()


def test_a_journal_copied_beside_another_draft_stays_out_of_it(folder: Path) -> None:
    d, e = make(folder / "d.toml", "one"), make(folder / "e.toml", "two", OTHER)
    typed_and_killed(d, "rescued")
    shutil.copy(journal.beside(d), journal.beside(e))
    other = Opened(e)
    assert how(other) == ""
    assert "another draft" in other.store.notes[0]
    other.store.close()
    own = Opened(d)
    assert (how(own), own.store.recovered.conflicts) == ("rescued", ())
    own.save()
    own.store.close()
    assert journals(folder) == []


def test_a_copy_of_a_draft_leaves_the_draft_its_journal(folder: Path) -> None:
    a, b = make(folder / "a.toml", "one"), folder / "b.toml"
    typed_and_killed(a, "a's own")
    shutil.copy(a, b)
    copy = Opened(b)
    assert (how(copy), copy.store.notes) == ("", [])
    copy.store.close()
    own = Opened(a)
    assert how(own) == "a's own"
    own.store.close()


def test_of_several_copies_the_one_matching_the_journal_gets_it(folder: Path) -> None:
    a, b, c = make(folder / "a.toml", "one"), folder / "b.toml", folder / "c.toml"
    shutil.copy(a, b)
    by_hand(b, summary="b's own")
    typed_and_killed(b, "typed in b")
    b.rename(c)
    first = Opened(a)
    assert how(first) == ""
    assert first.store.notes == [
        ".b.toml.journal could belong to any of these copies of one draft, so pmtui left it alone: a.toml, c.toml."
    ]
    first.store.close()
    second = Opened(c)
    assert how(second) == "typed in b"
    second.store.close()


def test_identical_copies_get_nothing_and_the_old_name_opens_the_journal(folder: Path) -> None:
    a, b, c = make(folder / "a.toml", "one"), folder / "b.toml", folder / "c.toml"
    shutil.copy(a, b)
    typed_and_killed(b, "typed in b")
    b.rename(c)
    for each in (a, c):
        opened = Opened(each)
        assert how(opened) == ""
        assert "could belong to any of these copies" in opened.store.notes[0]
        opened.store.close()
    found = Opened(b)
    assert how(found) == "typed in b"
    found.store.close()


def test_the_old_name_of_a_renamed_draft_says_its_new_one(folder: Path) -> None:
    d, b = make(folder / "d.toml", "one"), folder / "b.toml"
    typed_and_killed(d, "rescued")
    d.rename(b)
    with pytest.raises(MissingDraft, match=r"is now named b\.toml.*recover your unsaved changes"):
        Opened(d)
    assert not d.exists()
    assert journals(folder) == [".d.toml.journal"]


def test_a_draft_open_under_its_old_name_keeps_its_journal(folder: Path) -> None:
    d, b = make(folder / "d.toml", "one"), folder / "b.toml"
    first = Opened(d)
    first.write("detection.description", "still typing")
    d.rename(b)
    second = Opened(b)
    assert how(second) == ""
    assert second.store.notes == [
        "d.toml, this draft's earlier name, is still open in pmtui. Changes made there aren't included here."
    ]
    assert first.store._journal.is_ours()
    second.store.close()
    first.store.close()


def test_a_renamed_and_changed_draft_is_merged_or_a_conflict(folder: Path) -> None:
    d, b = make(folder / "d.toml", "one"), folder / "b.toml"
    typed_and_killed(d, "mine")
    d.rename(b)
    by_hand(b, detection={"description": "by hand"}, summary="by hand")
    again = Opened(b)
    assert [conflict.path for conflict in again.store.recovered.conflicts] == ["detection.description"]
    assert again.record.summary == "by hand"
    again.store.close()


# -- in the state folder -----------------------------------------------------------------------------------------------


def away(opened: Opened) -> Path:
    safe_files.make_folder(opened.store._away.parent)
    opened.store._journal.begin(to_toml(opened.store.draft), "x", 0, opened.store._away, None, "x")
    return opened.store._away


def test_a_journal_in_the_state_folder_stays_out_of_another_draft_of_its_name(folder: Path) -> None:
    d, b = make(folder / "d.toml", "one"), folder / "b.toml"
    opened = Opened(d)
    opened.write("detection.description", "rescued")
    place = away(opened)
    opened.die()
    d.rename(b)
    make(d, "two", OTHER)
    new = Opened(d)
    assert how(new) == ""
    assert "another draft" in new.store.notes[0]
    new.store.close()
    assert not place.exists()
    own = Opened(b)
    assert how(own) == "rescued"
    own.store.close()


def test_a_journal_in_the_state_folder_follows_its_draft_into_another_folder(folder: Path, tmp_path: Path) -> None:
    d = make(folder / "d.toml", "one")
    opened = Opened(d)
    opened.write("detection.description", "rescued")
    away(opened)
    opened.die()
    elsewhere = tmp_path / "elsewhere" / "b.toml"
    elsewhere.parent.mkdir()
    d.rename(elsewhere)
    own = Opened(elsewhere)
    assert how(own) == "rescued"
    own.save()
    own.store.close()
    assert list((place := opened.store._away.parent).iterdir()) == [], place


def test_a_journal_follows_its_draft_into_another_folder(folder: Path, tmp_path: Path) -> None:
    d, elsewhere = make(folder / "d.toml", "one"), tmp_path / "elsewhere" / "b.toml"
    typed_and_killed(d, "rescued")
    elsewhere.parent.mkdir()
    d.rename(elsewhere)
    make(d, "two", OTHER)
    Opened(d).store.close()  # which puts it aside
    own = Opened(elsewhere)
    assert how(own) == "rescued"
    own.save()
    own.store.close()
    assert journals(folder) == []
    assert list((state_folder() / "journals").iterdir()) == []


def test_a_copy_in_another_folder_leaves_the_draft_its_journal(folder: Path, tmp_path: Path) -> None:
    d, copy = make(folder / "d.toml", "one"), tmp_path / "elsewhere" / "d.toml"
    typed_and_killed(d, "d's own")
    copy.parent.mkdir()
    shutil.copy(d, copy)
    other = Opened(copy)
    assert how(other) == ""
    other.store.close()
    own = Opened(d)
    assert how(own) == "d's own"
    own.store.close()


@pytest.mark.parametrize(
    "note", [b"", b"relative.journal", b"/etc/passwd", b"/x\x00.journal", b"/dev/zero.journal", b"\xff"]
)
def test_a_note_that_leads_nowhere_does_no_harm(folder: Path, note: bytes) -> None:
    d = make(folder / "d.toml", "one")
    safe_files.make_folder(state_folder() / "journals")
    (state_folder() / "journals" / "one.place").write_bytes(note)
    opened = Opened(d)
    assert opened.store.notes == []
    opened.store.close()


def test_a_journal_that_can_not_be_moved_stays_and_the_new_one_is_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = make(folder / "d.toml", "one")
    typed_and_killed(d, "rescued")
    whole = journal.beside(d).read_bytes()
    d.unlink()
    make(d, "two", OTHER)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as fault:
        fault.setattr("pmtui.storage.leftovers._move", refuse)
        new = Opened(d)
    assert "can't move it out of the way (Permission denied)" in new.store.notes[0]
    assert new.store.is_journal_away
    new.write("summary", "mine")
    new.save()
    new.store.close()
    assert journal.beside(d).read_bytes() == whole
    assert on_disk(d).detection.description == ""


# -- drafts and journals without ids -----------------------------------------------------------------------------------


def test_changes_from_before_an_upgrade_are_recovered(folder: Path) -> None:
    path = older(folder / "d.toml")
    typed_and_killed(path, "before the upgrade")
    as_older(path)
    again = Opened(path)
    assert how(again) == "before the upgrade"
    again.save()
    again.store.close()
    assert id_at(path)


def test_an_older_journal_follows_its_older_draft(folder: Path) -> None:
    d, b = older(folder / "d.toml"), folder / "b.toml"
    typed_and_killed(d, "before the upgrade")
    as_older(d)
    d.rename(b)
    again = Opened(b)
    assert how(again) == "before the upgrade"
    again.store.close()


def test_an_older_journal_is_trusted_only_with_the_bytes_that_it_began_from(folder: Path) -> None:
    path = older(folder / "d.toml")
    typed_and_killed(path, "another incident's")
    as_older(path)
    older(path, "a draft that was put in its place")
    again = Opened(path)
    assert how(again) == ""
    assert "to see them, open d-2.toml" in again.store.notes[0]
    again.store.close()
    found = Opened(folder / "d-2.toml")
    assert how(found) == "another incident's"
    found.store.close()


def test_the_question_about_an_older_draft_is_still_asked_after_a_crash(folder: Path) -> None:
    path = older(folder / "d.toml")
    opened = Opened(path)
    opened.write("summary", "mine")
    older(path, "theirs")
    found = opened.store.look()
    assert found is not None
    assert found.disk is not None
    opened.store.meet(found.disk, opened.store.ancestor, conflicted=True)
    opened.store._restart_journal()
    opened.die()
    again = Opened(path)
    assert [conflict.path for conflict in again.store.recovered.conflicts] == ["summary"]
    again.store.close()


# -- while it's open ---------------------------------------------------------------------------------------------------


def test_another_draft_at_the_open_drafts_path_is_not_a_change_of_it(folder: Path) -> None:
    d, other = make(folder / "d.toml", "one"), make(folder / "e.toml", "two", OTHER)
    opened = Opened(d)
    opened.write("detection.description", "mine")
    os.replace(other, d)  # noqa: PTH105
    found = opened.store.look()
    assert found is not None
    assert (found.disk, found.is_another, found.problem) == (None, True, "d.toml is now a different draft, 'Another'.")
    with pytest.raises(ChangedOutside):
        opened.save()
    assert on_disk(d).summary == "Another incident."
    opened.store.close()


def test_an_id_that_another_program_gave_an_older_draft_is_used(folder: Path) -> None:
    path = older(folder / "d.toml")
    opened = Opened(path)
    draft = draft_folder.load(path)
    path.write_text(to_toml(Draft("outage", draft.postmortem, id="theirs")))
    found = opened.store.look()
    assert found is not None
    assert found.disk is not None
    opened.store.meet(found.disk, found.disk.draft.postmortem, conflicted=False)
    opened.write("summary", "mine")
    opened.save()
    head = journal.read_head(journal.beside(path))
    assert head is not None
    assert head.draft == "theirs"  # so what is typed from here on follows the draft, whatever it's called
    opened.store.close()
    assert id_at(path) == "theirs"
