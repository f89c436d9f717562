"""What a person arranged in a draft's file stays: comments, order, quotes, blank lines, line ends."""

import re
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.edit import AnyEdit, Batch, Insert, Move, Remove, Set, apply, invert
from pmtui.paths import builtin_templates
from pmtui.storage import draft_file, migrations
from pmtui.storage.draft_file import Draft, as_data, from_toml, to_toml
from pmtui.storage.toml_update import Arrangement, _Patch
from pmtui.toml.tokens import comments, items, read
from pmtui.toml.values import same
from tests.arranged import arranged_drafts
from tests.unit.test_edit import edits


def never(*_: object) -> str:
    raise AssertionError("the arrangement wasn't kept")


@given(arranged_drafts())
def test_a_file_is_read_with_its_comments_and_layout(drawn: tuple[str, bool]) -> None:
    text, has_ids = drawn
    draft = from_toml(text, "x")
    document = read(text)
    whole = document.bom + "".join(block.floating + block.text for block in document.blocks) + document.end
    assert whole.removesuffix(document.newline if document.is_cut else "") == text
    if has_ids:
        assert Arrangement(text, draft).written(draft) == text


@given(st.data(), arranged_drafts())
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
            if data.draw(st.integers(0, 3)) == 0:  # opened again
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


# -- what a person wrote, case by case ---------------------------------------------------------------------------------

HEAD = f'schema = {draft_file.SCHEMA}\ntemplate = "outage"\n'
COMMENTED = (
    HEAD
    + """
[incident]
title = "T"  # provisional
# ask Priya about the SLO
severity = "high"
"""
)
ROWS = (
    HEAD
    + """
# --- evening ---

# seen by Ana
[[timeline]]
id = "a"  # first
event = "one"
# check the graph

[[timeline]]
id = "b"
event = "two"  # so Ben says

[document]
version = "1"
"""
)


def written(text: str, *changes: AnyEdit) -> str:
    """Return a draft's file after changes."""
    draft = from_toml(text, "x")
    kept, record = Arrangement(text, draft), draft.postmortem
    with patch.object(Arrangement, "_beside_keys", never):
        for change in changes:
            record = apply(record, change)
        found = kept.written(replace(draft, postmortem=record))
    assert same(as_data(from_toml(found, "x")), as_data(replace(draft, postmortem=record)))
    return found


def test_the_comments_of_the_issue_stay() -> None:
    assert written(COMMENTED, Set(path="incident.title", value="New")) == COMMENTED.replace('"T"', '"New"')
    changed = COMMENTED.replace('"high"', '"low"').replace("[incident]\n", '[incident]\nid = "I-1"\n')
    assert (
        written(COMMENTED, Set(path="incident.severity", value="low"), Set(path="incident.id", value="I-1")) == changed
    )


def test_a_comment_stays_where_its_key_was() -> None:
    without = COMMENTED.replace('title = "T"  # provisional', "# provisional")
    assert written(COMMENTED, Set(path="incident.title", value="")) == without
    empty = without.replace('severity = "high"\n', "")
    assert written(COMMENTED, Set(path="incident.title", value=""), Set(path="incident.severity", value=None)) == empty


def test_a_comment_goes_with_its_row() -> None:
    one = '# seen by Ana\n[[timeline]]\nid = "a"  # first\nevent = "one"\n# check the graph\n'
    two = '[[timeline]]\nid = "b"\nevent = "two"  # so Ben says\n'
    rest = '\n[document]\nversion = "1"\n'
    start = HEAD + "\n# --- evening ---\n\n"
    assert start + one + "\n" + two + rest == ROWS
    assert written(ROWS, Move(path="timeline", id="a", index=1)) == start + two + "\n" + one + rest
    new = '[[timeline]]\nid = "n"\nevent = "new"\n'
    row = {"id": "n", "event": "new"}
    assert written(ROWS, Insert(path="timeline", index=0, element=row)) == start + new + "\n" + one + "\n" + two + rest
    assert written(ROWS, Insert(path="timeline", index=1, element=row)) == start + one + "\n" + new + "\n" + two + rest
    assert written(ROWS, Insert(path="timeline", index=2, element=row)) == start + one + "\n" + two + "\n" + new + rest


def test_the_comments_of_a_removed_row_come_back_with_it() -> None:
    left = "# seen by Ana\n# first\n# check the graph\n"
    gone = Remove(path="timeline", id="a")
    assert written(ROWS, gone) == ROWS[: ROWS.index("# seen")] + left + ROWS[ROWS.index('\n[[timeline]]\nid = "b"') :]
    record = from_toml(ROWS, "x").postmortem
    assert written(ROWS, gone, invert(record, gone)) == ROWS
    assert comments(written(ROWS, gone, Remove(path="timeline", id="b"))) == comments(ROWS)


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("authors = ['A', \"B\"] # who", ["A", "C"], "authors = ['A', \"C\"] # who"),
        ('authors = ["A"]', ["A", "B"], 'authors = ["A", "B"]'),
        ('authors = ["A", "B"]', ["B"], 'authors = ["B"]'),
        ('authors = [\n  "A", # lead\n  "B"  # night\n]', ["B", "A"], 'authors = [\n  "B",  # night\n  "A" # lead\n]'),
        ('authors = [\n  "A", # lead\n  "B",\n]', ["B"], 'authors = [\n  # lead\n  "B",\n]'),
        ('authors = [\n  "A", # lead\n  "B",\n]', ["A"], 'authors = [\n  "A", # lead\n]'),
        ('authors = [\n  "A", # lead\n]', ["A", "B"], 'authors = [\n  "A", # lead\n  "B",\n]'),
        ('authors = [\n  "A", # lead\n]', ["Anna"], 'authors = [\n  "Anna", # lead\n]'),
        ('authors = [\n  "A", # lead\n]  # who', [], "# lead\n# who"),
        (
            'authors = [ # all\n  "A"\n  # and so on\n]',
            ["A", "B"],
            'authors = [ # all\n  "A",\n  "B"\n  # and so on\n]',
        ),
    ],
)
def test_an_array_changes_in_place(before: str, change: list[str], after: str) -> None:
    text = f"{HEAD}[document]\nversion = '1' # v\n{before}\n"
    assert written(text, Set(path="document.authors", value=change)) == text.replace(before, after)


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("summary = 'old' # s", "new", "summary = 'new' # s"),
        ("summary = 'old' # s", "isn't", 'summary = "isn\'t" # s'),
        ("summary = '''\nold \"x\"\n'''", 'new "x"\n', "summary = '''\nnew \"x\"\n'''"),
        ("summary = '''old'''", "it's '''", "summary = \"it's '''\""),
        ('summary = """old "x" \\\\ """', 'new "x" """', 'summary = """new "x" "\\"\\""""'),
        ('summary = """\nold\n"""  # s', "\nnew\n", 'summary = """\n\nnew\n"""  # s'),
        ('summary = """\nold \\"x\\" """', 'new "x"', 'summary = """\nnew \\"x\\""""'),
        ('summary = "old" # """', "a\nb", 'summary = """\na\nb""" # """'),
        ('"summary"="old"', "new", '"summary"="new"'),
        ("'summary'\t= \"\\u006fld\"", "new", "'summary'\t= \"new\""),
    ],
)
def test_a_text_keeps_its_kind_of_quotes(before: str, change: str, after: str) -> None:
    text = f"{HEAD}{before}\n"
    assert written(text, Set(path="summary", value=change)) == text.replace(before, after)


INLINE = HEAD + "timeline = [{id='a', event = 'one'}, {at = 2026-03-07T10:00:00Z, event='two' }] # both\n"


def test_rows_on_one_line_stay_on_one_line() -> None:
    known = INLINE.replace("{at", '{id = "n2", at')
    assert written(INLINE) == known
    assert written(INLINE, Set(path="timeline.a.event", value="new")) == known.replace("'one'", "'new'")
    moved = written(INLINE, Move(path="timeline", id="a", index=1))
    assert (
        moved
        == HEAD
        + "timeline = [{id = \"n2\", at = 2026-03-07T10:00:00Z, event='two' }, {id='a', event = 'one'}] # both\n"
    )
    added = written(INLINE, Insert(path="timeline", index=2, element={"id": "c", "source": "log"}))
    assert added == known.replace(" }]", ' }, { id = "c", source = "log" }]')
    assert written(INLINE, Set(path="timeline.a.event", value="")) == known.replace(
        "{id='a', event = 'one'}", "{id='a'}"
    )


def test_dotted_keys_inline_tables_and_tables_out_of_order_stay() -> None:
    text = (
        HEAD
        + 'incident.title = "T" # t\ndocument = { version = "1" } # d\n\n[impact.recovery]\nrto_target = "1 h"\n\n'
        + '[[timeline]]\nid = "a"\n\n[causes]\n\n[[timeline]]\nid = "b" # b\n\n[impact] # late\nbills = "x"\n'
    ).replace('bills = "x"\n', "")
    assert written(text, Set(path="incident.id", value="I")) == text.replace(
        "incident.t", 'incident.id = "I"\nincident.t'
    )
    changed = written(text, Set(path="document.authors", value=["A"]))
    assert changed == text.replace("{ version", '{ authors = ["A"], version')
    moved = written(text, Move(path="timeline", id="b", index=0))
    assert moved == text.replace('id = "a"', "id = @").replace('id = "b" # b', 'id = "a"').replace(
        "id = @", 'id = "b" # b'
    )
    assert written(text, Set(path="causes.root", value="P")).count("[causes]") == 1
    assert "[impact] # late\n" in written(text, Set(path="impact.complaints", value="many"))


def test_a_new_answer_changes_one_place() -> None:
    example = builtin_templates() / "examples" / "outage.toml"
    text = example.read_text().replace("[incident]", "# the facts\n[incident]")
    for change in (
        Set(path="incident.title", value="New"),
        Set(path="impact.complaints", value="17\nand more"),
        Set(path="marks.incident.id", value={"kind": "unknown", "note": "n"}),
    ):
        lines = text.split("\n"), written(text, change).split("\n")
        assert len(list(SequenceMatcher(None, *lines, autojunk=False).get_grouped_opcodes(1))) == 1, change


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(end: str, mark: str) -> None:
    text = mark + ROWS.replace("\n", end)
    change = (
        Set(path="timeline.a.event", value="x\ny"),
        Set(path="summary", value="S"),
        Move(path="timeline", id="b", index=0),
    )
    assert written(text, *change) == mark + written(ROWS, *change).replace("\n", end)


def test_each_line_keeps_its_own_end() -> None:
    text = HEAD.replace("\n", "\r\n") + 'summary = """\na\r\nb"""\r\n[incident]\ntitle = "T" # t'
    changed = written(text, Set(path="incident.title", value="New"))
    assert changed == text.replace('"T"', '"New"')
    assert written(text, Set(path="summary", value="c\nd")) == text.replace("a\r\nb", "c\r\nd").replace(
        '"""\na', '"""\r\na'
    ).replace('"""\nc', '"""\r\nc')


def test_characters_that_only_python_splits_lines_at_stay_in_comments() -> None:
    text = COMMENTED.replace("provisional", "pro\x85vi\u2028sio\u2029nal\t!")
    assert written(text, Set(path="incident.title", value="New")) == text.replace('"T"', '"New"')


def test_values_keep_their_spelling() -> None:
    text = (
        HEAD
        + "[incident]\ndate = '2026-03-07'\n[impact]\nfailed_requests = 1_200\n"
        + "[[timeline]]\nid='a'\nat = 2026-03-07t10:00:00.000z\n"
    )
    changed = written(text, Set(path="timeline.a.event", value="E"))
    assert changed == text + 'event = "E"\n'
    moved = written(text, Set(path="timeline.a.at", value="2026-03-07T11:00:00+01:00"))  # the same instant elsewhere
    assert moved.endswith("at = 2026-03-07 11:00:00+01:00\n")


def test_rows_without_an_id_that_look_the_same_get_one_each() -> None:
    row = "[[timeline]]\nevent = 'x' # {}\n\n"
    text = HEAD + row.format(1) + row.format(2) + row.format(3)
    moved = written(text, Move(path="timeline", id="n3", index=0))
    assert comments(moved) == ["# 3", "# 1", "# 2"]
    assert [event.id for event in from_toml(moved, "x").postmortem.timeline] == ["n3", "n1", "n2"]


def test_a_file_that_pmtui_wrote_keeps_its_layout() -> None:
    for name in ("outage", "sre"):
        text = (builtin_templates() / "examples" / f"{name}.toml").read_text()
        draft = from_toml(text, "x")
        changed = replace(draft, postmortem=apply(draft.postmortem, Set(path="causes.whys", value=[])))
        with patch.object(Arrangement, "_patched", never):
            assert Arrangement(text, draft).written(changed) == to_toml(changed)


def test_a_file_that_only_lacks_ids_is_rewritten() -> None:
    text = (builtin_templates() / "examples" / "outage.toml").read_text()
    without = re.sub(r'(\[\[timeline\]\]\n)id = "e\d+"\n', r"\1", text)
    assert without != text
    assert Arrangement(without, from_toml(without, "x")).is_plain
    assert not Arrangement(f"{without}# end\n", from_toml(without, "x")).is_plain


@pytest.mark.parametrize("broken", ["_patched", "_read"])
def test_comments_stay_even_if_the_layout_can_not(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = from_toml(ROWS, "x")
    changed = replace(draft, postmortem=apply(draft.postmortem, Move(path="timeline", id="b", index=0)))

    def fail(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr(Arrangement, broken, fail)
    text = Arrangement(ROWS, draft).written(changed)
    assert same(as_data(from_toml(text, "x")), as_data(changed))
    assert sorted(comments(text)) == sorted(comments(ROWS))
    if broken == "_patched":
        assert "# so Ben says\ntimeline = [\n" in text  # all that is about one of the rows


def test_a_text_that_would_read_differently_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = from_toml(COMMENTED, "x")
    changed = replace(draft, postmortem=apply(draft.postmortem, Set(path="incident.title", value="New")))
    for wrong in (COMMENTED, to_toml(changed), COMMENTED + "="):
        monkeypatch.setattr(Arrangement, "_patched", lambda *_, wrong=wrong: wrong)
        text = Arrangement(COMMENTED, draft).written(changed)
        assert from_toml(text, "x").postmortem == changed.postmortem
        assert sorted(comments(text)) == sorted(comments(COMMENTED))


OLD = (
    HEAD
    + """
[impact] # what it cost
complaint = "17"  # so support says

[[timeline]]
id = "a"
# who saw it?
mark = "started"  # says Ana
event = "one"

[[timeline]]
event = "two"
"""
)


def test_comments_survive_a_new_form(monkeypatch: pytest.MonkeyPatch) -> None:
    def step(data: dict[str, Any]) -> dict[str, Any]:
        rows = [
            {
                "milestones" if name == "mark" else name: [value] if name == "mark" else value
                for name, value in row.items()
            }
            for row in data["timeline"]
        ]
        return {**data, "timeline": rows, "impact": {"complaints": [data["impact"]["complaint"]][0] + " calls"}}

    newest = draft_file.SCHEMA + 1
    old = OLD.replace(f"schema = {draft_file.SCHEMA}", f"schema = {draft_file.SCHEMA}  # the form")
    monkeypatch.setattr(draft_file, "SCHEMA", newest)
    monkeypatch.setitem(migrations.STEPS, newest - 1, step)
    text = written(
        old.replace("[[timeline]]\nevent", '[[timeline]]\nid = "n2"\nevent'), Set(path="incident.id", value="I")
    )
    assert text == (
        old.replace(f"schema = {newest - 1}", f"schema = {newest}")
        .replace('complaint = "17"', 'complaints = "17 calls"')
        .replace('mark = "started"', 'milestones = [\n    "started",\n]')
        .replace("[[timeline]]\nevent", '[[timeline]]\nid = "n2"\nevent')
        .replace("\n[impact]", '\n[incident]\nid = "I"\n\n[impact]')
    )


def test_tables_below_a_row_go_with_it() -> None:
    one = '[[rows]]\nid = "a"\n[rows.origin] # o\nsource = "x" # s\n[rows.more.deep]\nn = 1 # deep\n'
    two = '# b\n[[rows]]\nid = "b"\n'
    text = f"x = 1\n\n{one}\n{two}\n[last] # l\ny = 1\n"
    old = tomllib.loads(text)

    def patched(new: dict[str, Any]) -> str:
        found = _Patch(read(text), old, new).text()
        assert tomllib.loads(found) == new
        assert Counter(comments(found)) == Counter(comments(text))
        return found

    first, second = old["rows"]
    assert patched({**old, "rows": [second, first]}) == f"x = 1\n\n{two}\n{one}\n[last] # l\ny = 1\n"
    changed = {**first, "origin": {"source": "x", "id": "i"}, "new": {"k": [1]}}
    found = patched({**old, "rows": [second, {"id": "c", "sub": {"z": 1}}, changed]})
    assert '# o\nsource = "x" # s\nid = "i"\n' in found
    assert found.index("[rows.sub]") < found.index('id = "a"') < found.index("[rows.new]") < found.index("[last]")
    assert "# deep" in patched({**old, "rows": [{"id": "a"}, second]})
    assert patched({**old, "rows": [first, {**second, "origin": {"source": "z"}}]}).endswith(
        'id = "b"\n\n[rows.origin]\nsource = "z"\n\n[last] # l\ny = 1\n'
    )


@pytest.mark.parametrize(
    ("first", "second", "are_same"),
    [
        ("1", 1, False),
        (1, True, False),
        (1, 1.0, False),
        ({"a": [1]}, {"a": [1.0]}, False),
        ({"a": [1]}, {"a": [1]}, True),
        ([1], [1, 2], False),
        (datetime.fromisoformat("2026-03-07T14:32:00Z"), datetime.fromisoformat("2026-03-07T15:32:00+01:00"), False),
        (datetime.fromisoformat("2026-03-07T14:32:00Z"), datetime.fromisoformat("2026-03-07T14:32:00+00:00"), True),
    ],
)
def test_a_value_of_another_type_or_offset_is_rewritten(first: Any, second: Any, are_same: bool) -> None:
    assert same(first, second) is are_same


@pytest.mark.parametrize("written", ["{ ? = 1 }", "{ a: 1 }"])
def test_invalid_toml_is_refused_when_it_is_read(written: str) -> None:
    with pytest.raises(ValueError, match="isn't valid TOML"):
        items(written)
