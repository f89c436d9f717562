"""Decisions on the places of an organization's template: kept, undone, continued, and written as a template."""

import json
from pathlib import Path

import pytest

from pmtui.errors import PmtuiError
from pmtui.session import adopting
from pmtui.session.adopting import Adopting, begin, kept_file, own_choice
from pmtui.template import lookup

TEXT = """\
# Incident review: [title]

**Severity:** [SEV1 / SEV2]

## Summary

[Describe it in a few sentences.]

## Mascot

[Which animal was it?]
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an organization's template, in the folder in which pmtui was started."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "Our Review.md"
    path.write_text(TEXT)
    return path


def place_of(work: Adopting, words: str) -> int:
    return next(number for number, place in enumerate(work.places) if words in place.original)


def decided(work: Adopting) -> dict[str, tuple[str, str]]:
    """Return what was decided, by the beginning of the place's text."""
    return {work.places[place].original.strip("[]")[:5]: kind_and_name(work, place) for place in work.decided}


def kind_and_name(work: Adopting, place: int) -> tuple[str, str]:
    proposal = work.places[place].proposal
    return proposal.kind, proposal.name


def test_decisions_are_kept_beside_the_template_and_come_back_in_the_next_session(
    source: Path, own_folders: Path
) -> None:
    work = begin(source)
    assert work.target == own_folders / "config" / "pmtui" / "templates" / "Our-Review.md"
    work.decide(place_of(work, "SEV1"), own_choice("field", "incident.id"))
    work.decide(place_of(work, "animal"), own_choice("text", ""))
    assert [each.name for each in work.target.parent.iterdir()] == ["Our-Review.adopt.json"]
    again = begin(source)
    assert decided(again) == {"SEV1 ": ("field", "incident.id"), "Which": ("text", "")}
    assert (again.undo(), again.undo(), again.undo()) == (place_of(work, "animal"), place_of(work, "SEV1"), None)
    assert begin(source).decided == set()
    assert (again.redo(), again.redo()) == (place_of(work, "SEV1"), place_of(work, "animal"))
    assert again.redo() is None
    assert decided(begin(source)) == decided(again) != {}
    assert again.problem == ""
    again.undo()
    again.decide(place_of(work, "title"), own_choice("text", ""))
    assert again.redo() is None  # another way was gone


def test_undoing_a_second_decision_on_a_place_leaves_the_first(source: Path) -> None:
    work = begin(source)
    place = place_of(work, "SEV1")
    proposed = kind_and_name(work, place)
    work.decide(place, own_choice("field", "incident.id"))
    work.decide(place, own_choice("field", "incident.title"))
    work.undo()
    assert kind_and_name(work, place) == ("field", "incident.id")
    assert place in work.decided
    work.undo()
    assert kind_and_name(work, place) == proposed
    assert place not in work.decided


def test_a_source_that_has_changed_keeps_what_is_still_in_it_and_counts_the_rest(source: Path) -> None:
    work = begin(source)
    work.decide(place_of(work, "SEV1"), own_choice("field", "incident.id"))
    work.decide(place_of(work, "animal"), own_choice("text", ""))
    source.write_text("A line more.\n\n" + TEXT.partition("## Mascot")[0])
    again = begin(source)
    assert decided(again) == {"SEV1 ": ("field", "incident.id")}
    assert again.problem == "Our Review.md has changed: decisions on places that are gone are left out (1)."


@pytest.mark.parametrize("damaged", ["{", '{"decisions": 3}', '{"source": "x", "decisions": [{"at": 1}]}', "\ufffe"])
def test_damaged_decisions_are_moved_aside_and_reported(source: Path, damaged: str) -> None:
    kept = kept_file(begin(source).target)
    kept.parent.mkdir(parents=True)
    kept.write_text(damaged, encoding="utf-8")
    work = Adopting(source, kept.parent / "Our-Review.md", TEXT)
    assert "can't be read" in work.problem
    assert not work.decided
    (aside,) = kept.parent.glob("*.damaged")
    assert aside.read_text(encoding="utf-8") == damaged


def test_the_target_is_free_of_built_in_names_of_other_files_and_of_the_source(source: Path, tmp_path: Path) -> None:
    project = tmp_path / ".pmtui" / "templates"
    project.mkdir(parents=True)
    assert begin(source).target == project / "Our-Review.md"  # where the project's templates are
    for name, target in (("SRE.md", "SRE-2.md"), ("Ünser.md", "Unser.md"), ("事故.md", "ours.md")):
        assert adopting.target_of(tmp_path / name).name == target
    work = begin(source)
    work.decide(0, own_choice("text", ""))
    elsewhere = tmp_path / "else" / "Our Review.md"
    elsewhere.parent.mkdir()
    elsewhere.write_text(TEXT)
    assert begin(elsewhere).target.name == "Our-Review-2.md"
    inside = project / "theirs.md"
    inside.write_text(TEXT)
    assert begin(inside).target.name == "theirs-2.md"


def test_the_uncertain_come_first_or_all_as_in_the_file(source: Path) -> None:
    work = begin(source)
    everything = list(range(len(work.places)))
    assert work.order(doubtful_first=False) == everything
    first = work.order(doubtful_first=True)
    assert sorted(first) == everything
    doubtful = work.undecided_doubtful
    assert first[: len(doubtful)] == doubtful
    assert all(work.is_doubtful(place) == (place in doubtful) for place in everything)
    for place in doubtful:
        work.decide(place, own_choice("text", ""))
    assert work.undecided_doubtful == []
    assert work.order(doubtful_first=True) == first


def test_each_place_offers_fields_a_custom_question_and_text_and_previews_each(source: Path) -> None:
    work = begin(source)
    for place in range(len(work.places)):
        options = work.options(place)
        assert [each.kind for each in options][-2:] == ["custom", "text"]
        assert len({(each.kind, each.name) for each in options}) == len(options) <= 9
        assert work.places[place].proposal.name in [each.name for each in options]
    place = place_of(work, "SEV1")
    shown, (start, end) = work.preview(place, own_choice("field", "incident.id"))
    assert shown[start:end] == "<!-- hint: SEV1 / SEV2 -->\n**Severity:** {{ incident.id }}"
    shown, (start, end) = work.preview(place, own_choice("text", ""))
    assert "SEV1" in shown
    assert not work.decided


def test_the_template_is_written_as_decided_and_can_be_used_by_its_name(source: Path) -> None:
    work = begin(source)
    for words, choice in (("SEV1", own_choice("field", "incident.id")), ("animal", own_choice("text", ""))):
        shown, _ = work.preview(place_of(work, words), choice)
        work.decide(place_of(work, words), choice)
        assert work.preview(place_of(work, words), choice)[0] == shown
    work.write()
    assert work.target.read_text(encoding="utf-8") == shown, "what is written is what was shown"
    assert "Our-Review" in lookup.names()
    assert "{{ incident.id }}" in lookup.read_source("Our-Review")
    assert lookup.load("Our-Review").settings.title
    assert source.read_text() == TEXT
    assert json.loads(kept_file(work.target).read_text())["source"] == str(source.resolve())


def test_a_file_that_can_not_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"\xff\xfe\x00")
    for name in ("x.md", "none.md", "."):
        with pytest.raises(PmtuiError):
            begin(tmp_path / name)
