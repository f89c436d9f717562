"""What a person arranged in a draft's file stays: comments, order, quotes, blank lines, line ends."""

import tomllib
from collections import Counter
from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.drafts.arrangement import Arrangement
from pmtui.drafts.form import Draft, as_data, from_toml
from pmtui.drafts.toml_text import comments, read
from pmtui.drafts.toml_values import same
from pmtui.model.edit import AnyEdit, Batch, apply, invert
from tests.arranged import arranged_drafts
from tests.unit.test_edit import edits


def never(*_: object) -> str:
    raise AssertionError("the arrangement wasn't kept")


@given(arranged_drafts())
@settings(max_examples=100)
def test_a_file_is_read_with_all_that_is_in_it(drawn: tuple[str, bool]) -> None:
    text, has_ids = drawn
    draft = from_toml(text, "x")
    document = read(text)
    whole = document.bom + "".join(block.floating + block.text for block in document.blocks) + document.end
    assert whole.removesuffix(document.newline if document.is_cut else "") == text
    if has_ids:
        assert Arrangement(text, draft).written(draft) == text


@given(st.data(), arranged_drafts())
@settings(max_examples=150)
def test_no_edit_loses_a_comment(data: st.DataObject, drawn: tuple[str, bool]) -> None:
    text, has_ids = drawn
    opened = from_toml(text, "x")
    kept = Arrangement(text, opened)
    record, moved = opened.postmortem, False
    undo: list[AnyEdit] = []
    with patch.object(Arrangement, "_beside_keys", never):
        for _ in range(data.draw(st.integers(1, 6))):
            if undo and data.draw(st.integers(0, 4)) == 0:
                edit: AnyEdit = undo.pop()
            else:
                edit = Batch(edits=(first := data.draw(edits(record)), data.draw(edits(apply(record, first)))))
                undo.append(invert(record, edit))
            moved = moved or "move" in repr(edit) or "remove" in repr(edit)
            record = apply(record, edit)
            draft = replace(opened, postmortem=record)
            written = kept.written(draft)
            check(text, written, draft, moved)
            assert kept.written(draft) == written
            again = from_toml(written, "x")
            assert Arrangement(written, again).written(again) == written
            if data.draw(st.integers(0, 3)) == 0:  # opened anew
                text, opened, kept, undo, has_ids = written, again, Arrangement(written, again), [], True
        if has_ids:
            assert kept.written(opened) == text


def check(text: str, written: str, draft: Draft, moved: bool) -> None:
    assert same(as_data(from_toml(written, "x")), as_data(draft))
    tomllib.loads(written.removeprefix("\ufeff"))
    before, after = comments(text), comments(written)
    assert Counter(after) == Counter(before)
    if not moved:
        assert [line for line in after if line[1] == "c"] == [line for line in before if line[1] == "c"]
    assert written.startswith("\ufeff") == text.startswith("\ufeff")
