"""A forged journal: its checksums are right and its values aren't. The draft opens, and the journal is kept."""

import copy
import functools
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.postmortem import Postmortem
from pmtui.paths import state_folder
from pmtui.storage import journal
from pmtui.storage.draft_file import Draft, from_toml, to_toml
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.safe_files import digest_of

BASE = Draft(
    "outage",
    Postmortem.model_validate(
        {
            "summary": "S",
            "timeline": [{"id": "e1", "event": "E"}],
            "custom": {"x": "1"},
            "marks": {"summary": {"kind": "unknown"}},
        }
    ),
    id="one",
)
TEXT = to_toml(BASE)
HEAD = {
    "journal": 1, "draft": "one", "file": "/x/d.toml", "digest": digest_of(TEXT.encode()),
    "disk": digest_of(TEXT.encode()),
    "user": "ann", "host": "web-3", "process": 4242, "since": "2026-03-09T14:05:00+00:00",
}  # fmt: skip
CHANGE = {
    "revision": 1,
    "at": "2026-03-09T14:05:01+00:00",
    "place": "summary",
    "edit": {"op": "set", "path": "summary", "value": "typed"},
}
SAVING = {"saving": "0" * 64, "revision": 1}

HOSTILE: list[Any] = [
    None, True, False, 0, 1, -1, 2**31, 2**63, 10**400, 1.5, float("inf"),
    float("nan"), "", "1", "x", "\ud800", "\x1b]52;c;x\x07",
    "a" * 100_000, [], [1], {}, {"a": 1}, "2026-03-09", "2026-03-09T14:05:00", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59", "summary", "timeline", "timeline.e1", "timeline.e1.id", "timeline.e1.at",
    "custom", "custom.", "marks.x",
    "typed.summary", "..", "__class__", "incident.__dict__", "schema", "e1", "set", "batch", "move",
]  # fmt: skip

EDITS: list[Any] = [
    {"op": "set", "path": "summary", "value": "typed"},
    {"op": "splice", "path": "summary", "at": 0, "remove": 0, "insert": "x"},
    {"op": "insert", "path": "timeline", "index": 0, "element": {"id": "e2", "event": "x"}},
    {"op": "remove", "path": "timeline", "id": "e1"},
    {"op": "move", "path": "timeline", "id": "e1", "index": 0},
    {"op": "batch", "edits": [{"op": "set", "path": "incident.title", "value": "T"}]},
]


def forged(*lines: Any) -> bytes:
    return b"".join(journal._sealed(json.dumps(each)[:-1]) for each in lines)


def opened(path: Path, data: bytes) -> DraftStore:
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT)
    journal.beside(path).write_bytes(data)
    store = DraftStore(path)
    store.look()
    store.sync()
    _read_again(to_toml(store.draft))
    return store


@functools.lru_cache  # most of the drafts are the same
def _read_again(text: str) -> None:
    from_toml(text, "again")


def is_kept(path: Path, data: bytes) -> bool:
    """Return whether a journal is still there, as it was, under whatever name."""
    places = [*path.parent.iterdir(), *(state_folder() / "damaged").glob("*")]
    return any(each.is_file() and each.read_bytes() == data for each in places)


def test_a_forged_revision_is_moved_aside_and_the_draft_opens(tmp_path: Path) -> None:
    data = forged(HEAD, {"base": TEXT}, {**CHANGE, "revision": "1"}, {**CHANGE, "revision": 2})
    store = opened(tmp_path / "d.toml", data)
    assert store.draft.postmortem.summary == "S"
    assert store.recovered.damage == "line 3 of 4 is damaged"
    assert is_kept(tmp_path / "d.toml", data)
    store.close()


@pytest.mark.parametrize("line", range(4))
def test_no_value_in_a_journal_crashes_the_opening_or_is_lost(tmp_path: Path, line: int) -> None:
    whole: list[dict[str, Any]] = [HEAD, {"base": TEXT}, CHANGE, SAVING]
    for key in whole[line]:
        for number, value in enumerate(HOSTILE):
            lines = copy.deepcopy(whole)
            lines[line][key] = value
            lines.append({**CHANGE, "revision": 2})
            data = forged(*lines)
            path = tmp_path / f"{line}-{key}-{number}" / "d.toml"
            store = opened(path, data)
            assert store.draft.postmortem.timeline[0].id == "e1"
            assert "typed" in store.draft.postmortem.summary or is_kept(path, data), (key, value)
            store.close()


def test_no_value_in_an_edit_crashes_the_opening(tmp_path: Path) -> None:
    for edit in EDITS:
        for key in edit:
            for number, value in enumerate(HOSTILE):
                path = tmp_path / f"{edit['op']}-{key}-{number}" / "d.toml"
                data = forged(HEAD, {"base": TEXT}, {**CHANGE, "edit": {**edit, key: value}}, {**CHANGE, "revision": 2})
                opened(path, data).close()


def test_deeply_nested_values_crash_nothing(tmp_path: Path) -> None:
    nested: Any = "x"
    for _ in range(900):
        nested = [nested]
    batch: Any = EDITS[0]
    for _ in range(300):
        batch = {"op": "batch", "edits": [batch]}
    for number, edit in enumerate(({"op": "set", "path": "summary", "value": nested}, batch)):
        data = forged(HEAD, {"base": TEXT}, {**CHANGE, "edit": edit}, {**CHANGE, "revision": 2})
        opened(tmp_path / str(number) / "d.toml", data).close()
    raw = journal._sealed('{"revision":1,"at":"x","place":"","edit":' + "[" * 100_000 + "]" * 100_000)
    opened(tmp_path / "raw" / "d.toml", forged(HEAD, {"base": TEXT}) + raw + forged(CHANGE)).close()


_json = st.recursive(
    st.sampled_from(HOSTILE) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
)


@given(
    st.lists(
        st.dictionaries(st.sampled_from([*HEAD, *CHANGE, "saving", "base"]), _json, max_size=9) | _json, max_size=6
    )
)
def test_any_json_with_checksums_is_read_without_a_fault(lines: list[Any]) -> None:
    objects = [line for line in lines if isinstance(line, dict)]
    journal.parse(Path("j"), forged(HEAD, {"base": TEXT}, *objects))


def test_random_forgeries_open(tmp_path: Path) -> None:
    dice = random.Random(7)
    for number in range(150):
        lines: list[Any] = [dict(HEAD), {"base": TEXT}]
        for revision in range(1, dice.randint(2, 6)):
            edit = dict(dice.choice(EDITS))
            if dice.random() < 0.5:
                edit[dice.choice(list(edit))] = dice.choice(HOSTILE)
            lines.append({**CHANGE, "revision": revision, "edit": edit})
        if dice.random() < 0.3:
            lines[0][dice.choice(list(HEAD))] = dice.choice(HOSTILE)
        opened(tmp_path / str(number) / "d.toml", forged(*lines)).close()


def test_a_forged_base_of_a_missing_draft_is_reported(tmp_path: Path) -> None:
    from pmtui.errors import DraftError

    path = tmp_path / "d.toml"
    for base in ("", "schema = 1", "[[[", 'schema = 1\ntemplate = "sre"\nid = 3'):
        data = forged(HEAD, {"base": base}, CHANGE)
        journal.beside(path).write_bytes(data)
        with pytest.raises(DraftError):
            DraftStore(path)
        assert journal.beside(path).read_bytes() == data


def test_a_journal_that_is_too_large_is_moved_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.toml"
    monkeypatch.setattr(journal, "LARGEST_JOURNAL", 100)
    data = forged(HEAD, {"base": TEXT}, CHANGE)
    store = opened(path, data)
    assert "can't read (it's too large)" in store.notes[0]
    assert is_kept(path, data)
    store.close()


def test_the_lock_holders_name_reaches_no_terminal_unfiltered(tmp_path: Path) -> None:
    data = forged({**HEAD, "user": "\x1b]52;c;x\x07ann", "host": "h\u009b"}, {"base": TEXT}, CHANGE)
    found = journal.parse(tmp_path, data)
    assert found.holder is not None
    assert found.holder.user.isprintable()
    assert found.holder.host == "h\ufffd"
