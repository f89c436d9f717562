"""Nothing leads out of the folder that is served, at the moment of reading or writing."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import FileError, TemplateError
from pmtui.model.edit import Set
from pmtui.model.postmortem import Postmortem
from pmtui.session.opening import open_session, save_elsewhere
from pmtui.storage import draft_folder, exported_documents, leftovers, safe_files
from pmtui.storage.draft_file import Draft
from pmtui.storage.draft_store import DraftStore
from pmtui.template import lookup

Make = Callable[[Path], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder to be served, with links that lead out of it, and some that don't."""
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    (inside / "sub").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.md").write_text("secret\n")
    draft_folder.save(outside / "draft.toml", Draft("sre", Postmortem()))
    draft_folder.save(inside / "d.toml", Draft("sre", Postmortem()))
    (inside / "file.md").symlink_to(outside / "secret.md")
    (inside / "link.toml").symlink_to(outside / "draft.toml")
    (inside / "out").symlink_to(outside)
    (inside / "chain").symlink_to("out")
    (inside / "dangling.md").symlink_to(outside / "new.md")
    (inside / "own").symlink_to("sub")
    (inside / "own.toml").symlink_to("d.toml")
    (tmp_path / "inside-too").mkdir()
    return inside


OUTSIDE = ["../outside/secret.md", "..", "/", "/etc/passwd", "~/x.md", "file.md", "out/secret.md", "chain/new.md",
           "dangling.md", "sub/../../outside/x.md", "../inside-too/x.md", "own/../../outside/x.md"]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_out_of_the_folder_is_refused(folder: Path, name: str) -> None:
    within = Confinement.to(folder)
    with pytest.raises(FileError, match="is outside .* served folder"):
        within.named(name)
    path = folder / Path(name).expanduser()
    before = sorted(str(each) for each in folder.parent.rglob("*"))
    for work in (
        lambda: safe_files.write_atomically(path, "x", within=within),
        lambda: safe_files.make_folder(path / "new", within),
        lambda: safe_files.read_bytes(path, within),
        lambda: draft_folder.create(path, Draft("sre", Postmortem()), within=within),
        lambda: within.read(path, 100),
    ):
        with pytest.raises(FileError):
            work()
    assert sorted(str(each) for each in folder.parent.rglob("*")) == before
    assert (folder.parent / "outside" / "secret.md").read_text() == "secret\n"


@pytest.mark.parametrize(
    "name", ["new.md", "sub/new.md", "own/new.md", "sub/../new.md", "./new.md", "new/deeper/new.md"]
)
def test_a_name_inside_is_written_and_read(folder: Path, name: str) -> None:
    within = Confinement.to(folder)
    path = within.named(name, to_write=True)
    safe_files.make_folder(path.parent, within)
    safe_files.write_atomically(path, "text", within=within)
    assert safe_files.read_bytes(path, within) == b"text"
    assert not list(folder.rglob("*.part"))


@pytest.mark.parametrize("name", [".git/hooks/x.md", ".pmtui/templates/x.md", "sub/.x.md", ".x.md"])
def test_nothing_hidden_is_written(folder: Path, name: str) -> None:
    within = Confinement.to(folder)
    assert within.named(name)
    with pytest.raises(FileError, match="hidden"):
        within.named(name, to_write=True)


@pytest.mark.parametrize("name", ["~nobody-of-that-name/x", "a\0b", "x" * 5000])
def test_an_invalid_name_is_reported(folder: Path, name: str) -> None:
    within = Confinement.to(folder)
    try:
        path = within.named(name, to_write=True)
    except FileError as error:
        assert "isn't a valid file name" in str(error)
    else:
        with pytest.raises(FileError):
            safe_files.write_atomically(path, "x", within=within)


def test_a_folder_that_becomes_a_link_before_a_write_is_not_followed(folder: Path) -> None:
    """The last look comes when the new file is ready: what is swapped there isn't followed."""
    outside = folder.parent / "outside"

    def swap() -> None:
        (folder / "sub").rename(folder / "moved")
        (folder / "sub").symlink_to(outside)

    with pytest.raises(FileError):
        safe_files.write_atomically(folder / "sub" / "secret.md", "x", swap, Confinement.to(folder))
    assert (outside / "secret.md").read_text() == "secret\n"


def test_a_file_that_becomes_a_link_before_it_is_read_is_not_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = Confinement.to(folder)
    real = within._real(folder / "d.toml")
    (folder / "d.toml").unlink()
    (folder / "d.toml").symlink_to(folder.parent / "outside" / "draft.toml")
    monkeypatch.setattr(Confinement, "_real", lambda self, path: real if path.name == "d.toml" else path)
    with pytest.raises(OSError):
        within.read(folder / "d.toml", 10_000)


def test_a_draft_whose_folder_becomes_a_link_before_it_is_opened_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sub" / "draft.toml").write_bytes((folder / "d.toml").read_bytes())
    within, find = Confinement.to(folder), leftovers.find_leftovers

    def swap(path: Path) -> leftovers.Leftovers:
        found = find(path)
        (folder / "sub").rename(folder / "moved")
        (folder / "sub").symlink_to(folder.parent / "outside")
        return found

    monkeypatch.setattr(leftovers, "find_leftovers", swap)
    with pytest.raises(FileError, match="outside"):
        DraftStore(folder / "sub" / "draft.toml", within=within)
    assert not [path for path in (folder / "moved").iterdir() if path.suffix == ".lock"]


def test_only_regular_files_of_a_size_are_read(folder: Path) -> None:
    within = Confinement.to(folder)
    os.mkfifo(folder / "pipe")
    with pytest.raises(FileError, match="isn't a regular file"):
        within.read(folder / "pipe", 10)
    (folder / "large").write_bytes(b"x" * 11)
    with pytest.raises(FileError, match="MB, which is too large"):
        within.read(folder / "large", 10)
    assert within.read(folder / "large", 11) == b"x" * 11


def test_a_draft_elsewhere_is_not_opened_and_its_content_not_listed(folder: Path) -> None:
    within = Confinement.to(folder)
    listed = {entry.path.name: entry for entry in draft_folder.entries(folder, within)}
    assert sorted(listed) == ["d.toml", "link.toml", "own.toml"]
    assert listed["link.toml"].draft is None and "outside" in listed["link.toml"].problem
    assert listed["own.toml"].draft is not None
    for name in ("link.toml", "../outside/draft.toml", "out/draft.toml"):
        with pytest.raises(FileError, match="outside"):
            DraftStore(folder / name, within=within)
        with pytest.raises(FileError, match="outside"):
            open_session(
                folder / name, date.today, lambda: "r1", active=ActiveConfig(), template="outage", within=within
            )
    assert sorted(path.name for path in (folder.parent / "outside").iterdir()) == ["draft.toml", "secret.md"]


def test_a_draft_that_becomes_a_link_while_it_is_open_is_not_saved_through_it(folder: Path) -> None:
    store = DraftStore(folder / "d.toml", within=Confinement.to(folder))
    (folder / "d.toml").unlink()
    elsewhere = folder.parent / "outside" / "draft.toml"
    before = elsewhere.read_bytes()
    (folder / "d.toml").symlink_to(elsewhere)
    found = store.look()
    assert found is not None and found.disk is None and "outside" in found.problem
    draft = Draft("outage", Postmortem())
    store.record("incident.title", Set(path="incident.title", value="x"), draft.postmortem)
    with pytest.raises(FileError):
        store.save(store.revision, draft)
    assert elsewhere.read_bytes() == before
    store.close()


def test_a_draft_is_saved_elsewhere_in_the_folder_only(folder: Path) -> None:
    within, draft = Confinement.to(folder), Draft("sre", Postmortem())
    assert save_elsewhere(draft, "sub/copy", within) == folder / "sub" / "copy.toml"
    for name in ("../copy", "out/copy", "~/copy", "/tmp/copy", ".pmtui/config"):
        with pytest.raises(FileError):
            save_elsewhere(draft, name, within)


def test_a_template_is_in_the_folder_or_has_a_name(folder: Path) -> None:
    within = Confinement.to(folder)
    (folder / "ours.md").write_text('+++\ntitle = "Ours"\n+++\n# {{ incident.title }}\n')
    assert lookup.load("ours.md", within).settings.title == "Ours"
    assert lookup.load("sre", within)
    for name in ("../outside/secret.md", "/etc/passwd", "file.md", "out/secret.md", "~/x.md"):
        with pytest.raises(TemplateError, match="can't be used here"):
            lookup.load(name, within)


def test_a_document_is_pmtuis_own_while_nobody_has_changed_it(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    assert not exported_documents.is_ours(path)
    path.write_text("text")
    assert not exported_documents.is_ours(path)
    exported_documents.remember(path, "text", datetime(2026, 3, 7, tzinfo=UTC))
    assert exported_documents.is_ours(path)
    path.write_text("text!")
    assert not exported_documents.is_ours(path)
    path.unlink()
    assert not exported_documents.is_ours(path)
