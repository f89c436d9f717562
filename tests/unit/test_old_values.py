"""Texts that still state what a figure or a time was before a change: all of them, and nothing else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pmtui.model.edit import Set, apply
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.paths import builtin_templates
from pmtui.review.context import Context
from pmtui.review.findings import Finding
from pmtui.review.old_values import SeenValues, replacement_edit
from pmtui.review.reviewer import review
from pmtui.review.rules import old_values
from pmtui.storage import draft_folder
from pmtui.template import lookup
from pmtui.template.progress import Completeness
from tests.unit.test_prose_quantities import RECORD

BY = timedelta(minutes=11)

# Every text of the examples that states a time or a length which the change of one milestone makes an old one.
MOVED = {
    ("corrective", "e14"): """
summary: 08:52 UTC
impact.systems.s01.impact: 21 min
response.steps: 08:52
resolution.verification: 08:52
resolution.updates: 08:52
communication.status_page: 08:52
appendix.technical: 21 min, 24.9 min
""",
    ("five-whys", "e13"): """
summary: 00:58
response.steps: 00:58
resolution.verification: 00:58
communication.customer_email_text: 00:58 Eastern
""",
    ("outage", "e16"): """
summary: 14:19 UTC
impact.systems.s01.impact: 14:19
causes.slow_recovery: 13 minutes
response.steps: 14:19
resolution.verification: 14:19
communication.status_page_text: 14:19 UTC
communication.customer_email_text: 14:19 UTC
references.configuration_changes: 14:19
appendix.technical: 14:19, 13 min, 65 min, 46.8 min, 108.3%
""",
    ("outage", "e06"): """
detection.description: 13:27
detection.effectiveness: 13 minutes
detection.worked_well: three minutes
response.worked_well: 14 minutes
lessons.went_well: 14 minutes
lessons.could_improve: 13 minutes
""",
    ("recovery", "e12"): """
summary: 10:52
impact.systems.s02.impact: 10:52
response.steps: 10:52
resolution.verification: 10:52
resolution.updates: 10:52
""",
    ("sre", "e14"): """
impact.systems.s01.impact: 30 minutes, 29 minutes
impact.systems.s02.impact: 46 minutes
impact.systems.s03.impact: 02:21
impact.objectives.o01.actual: 99.94%
causes.contributing.f03.how: 15 minutes
causes.contributing.f04.how: 29 minutes
causes.slow_recovery: 15 minutes, 29 minutes
response.steps: 02:21
resolution.fix: 02:21
lessons.technical.l03.elaboration: 15 minutes
lessons.process.l05.elaboration: 02:21
references.configuration_changes: 02:21
appendix.technical: 02:21, 01:21, 30 min, 29 min, 24.54 min, 56.8%
""",
}


def example(name: str) -> Postmortem:
    return draft_folder.load(builtin_templates() / "examples" / f"{name}.toml").postmortem


def found(template: str, before: Postmortem, after: Postmortem) -> list[Finding]:
    seen = SeenValues()
    seen.see(Completeness(lookup.load(template), before))
    context = Context(Completeness(lookup.load(template), after), Status.FINAL, date(2026, 12, 1), seen)
    return [each for each in old_values.findings(context) if each is not None]


def moved(postmortem: Postmortem, event_id: str) -> Postmortem:
    event = next(each for each in postmortem.timeline if each.id == event_id)
    assert event.at is not None
    return apply(postmortem, Set(path=f"timeline.{event_id}.at", value=(event.at + BY).isoformat()))


@pytest.mark.parametrize(("template", "event_id"), MOVED)
def test_every_text_of_an_example_that_states_an_old_value_is_listed(template: str, event_id: str) -> None:
    before = example(template)
    listed: dict[str, list[str]] = {}
    for finding in found(template, before, moved(before, event_id)):
        words = listed.setdefault(finding.path.removesuffix(".details"), [])
        if finding.words not in words:
            words.append(finding.words)
    told = "\n".join(f"{path}: {', '.join(words)}" for path, words in listed.items())
    assert told == MOVED[template, event_id].strip()


@pytest.mark.parametrize("template", ["corrective", "five-whys", "outage", "recovery", "sre"])
def test_nothing_is_listed_without_a_change(template: str) -> None:
    record = example(template)
    assert found(template, record, record) == []


def changed(text: str, path: str = "timeline.g.at", value: str = "2026-03-07T16:19:00Z") -> list[str]:
    """Return what is listed of a summary after a change; by default the resolution moves from 16:08 to 16:19."""
    before = Postmortem.model_validate({**RECORD, "summary": text})
    return [finding.words for finding in found("sre", before, apply(before, Set(path=path, value=value)))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("All was well at 16:08.", ["16:08"]),
        ("All was well at 17:08 CET.", ["17:08 CET"]),
        ("All was well at 4:08 pm.", ["4:08 pm"]),
        ("All was well at 16:19.", []),
        ("On 3 January the same happened at 16:08.", []),
        ("On 7 March, all was well at 16:08.", ["16:08"]),
        ("It lasted 126 minutes.", ["126 minutes"]),
        ("It lasted 2 h 6 min.", ["2 h 6 min"]),
        ("It lasted two hours and six minutes.", ["two hours and six minutes"]),
        ("It lasted just over two hours.", []),  # still true of 2 h 17 min
        ("It lasted about an hour and three quarters.", []),
        ("It lasted 137 minutes.", []),
        ("The timeout is 126 minutes.", []),
        ("From 03:10 to 05:16, 126 minutes, a backup ran.", []),
        ("From 14:02 to 16:08, 126 minutes, nothing sold.", ["16:08", "126 minutes"]),
        ("The degradation took 64 minutes.", ["64 minutes"]),
        ("`uptime 126 minutes`", []),
        ("This used 181% of the budget.", ["181%"]),
        ("The disk was 81% full.", []),
    ],
)
def test_a_text_is_listed_in_any_wording_that_can_be_read(text: str, words: list[str]) -> None:
    assert changed(text) == words


@pytest.mark.parametrize(
    ("path", "value", "text", "words"),
    [
        ("timeline.f.failing", "50%", "After that, a quarter of the requests failed.", ["a quarter"]),
        ("impact.users_affected", "1,500", "It hit 1,200 people.", ["1,200"]),
        ("impact.users_affected", "1,500", "It hit 1,500 people.", []),
        ("impact.budget.window_days", "28", "The budget is 43.2 minutes.", ["43.2 minutes"]),
    ],
)
def test_a_changed_share_or_input_makes_old_values_too(path: str, value: str, text: str, words: list[str]) -> None:
    assert changed(text, path, value) == words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("All was well at 16:08 UTC.", "All was well at 16:19 UTC."),
        ("It lasted 126 minutes.", "It lasted 137 minutes."),
        ("It lasted 126min.", "It lasted 137min."),
        ("It lasted 2 h 6 min.", "It lasted 2 h 17 min."),
        ("A 126-minute outage.", "A 137-minute outage."),
        ("It lasted two hours and six minutes.", ""),  # words are the author's to write
    ],
)
def test_a_plain_number_can_be_replaced(old: str, new: str) -> None:
    before = Postmortem.model_validate({**RECORD, "summary": old})
    after = apply(before, Set(path="timeline.g.at", value="2026-03-07T16:19:00Z"))
    replacements = [each.replacement for each in found("sre", before, after)]
    if not new:
        assert replacements == [None]
        return
    assert replacements[0] is not None
    edit = replacement_edit(after, replacements[0])
    assert edit is not None
    assert apply(after, edit).summary == new
    rewritten = apply(after, Set(path="summary", value=f"Indeed. {old}"))
    assert replacement_edit(rewritten, replacements[0]) is None


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ({"lessons": {"went_well": ["A", "Back at 16:08"]}}, "lessons.went_well"),
        ({"stated": {"duration": {"value": "126 min", "reason": "By hand"}}}, "figures.duration"),
        ({"custom": {"note": "Back at 16:08"}}, "custom.note"),
        (
            {"impact": {**RECORD["impact"], "data_loss": {"yes": False, "details": "Till 16:08"}}},
            "impact.data_loss.details",
        ),
    ],
)
def test_lists_cells_overrides_and_remarks_are_read_and_replaced(field: dict[str, Any], path: str) -> None:
    before = Postmortem.model_validate({**RECORD, **field})
    after = apply(before, Set(path="timeline.g.at", value="2026-03-07T16:19:00Z"))
    (finding,) = found("sre", before, after)
    assert finding.path == path
    assert finding.replacement is not None
    edit = replacement_edit(after, finding.replacement)
    assert edit is not None
    assert found("sre", before, apply(after, edit)) == []


def test_all_values_of_a_session_count_and_the_newest_comes_first() -> None:
    times = ["16:08", "16:19", "16:30"]
    records = [
        Postmortem.model_validate(
            {**RECORD, "summary": "At 16:08, or 16:19.", "timeline": [
                *RECORD["timeline"][:-1], {**RECORD["timeline"][-1], "at": f"2026-03-07T{at}:00Z"}
            ]}
        )
        for at in times
    ]  # fmt: skip
    template = lookup.load("sre")
    seen = SeenValues()
    for record in records[:2]:
        seen.see(Completeness(template, record))
    result = review(Completeness(template, records[2]), date(2026, 3, 20), seen=seen)
    listed = [each.message for each in result.findings if each.code == "F312"]
    assert listed == ["'16:08': Resolved was 16:08, now 16:30.", "'16:19': Resolved was 16:19, now 16:30."]
    assert not any(
        each.code == "F312" for each in review(Completeness(template, records[2]), date(2026, 3, 20)).findings
    )


def test_a_value_that_is_had_again_is_not_an_old_one() -> None:
    first = Postmortem.model_validate({**RECORD, "summary": "Well at 16:08."})
    second = apply(first, Set(path="timeline.g.at", value=datetime(2026, 3, 7, 16, 19, tzinfo=UTC).isoformat()))
    template, seen = lookup.load("sre"), SeenValues()
    for record in (first, second):
        seen.see(Completeness(template, record))
    context = Context(Completeness(template, first), Status.FINAL, date(2026, 3, 20), seen)
    assert [each for each in old_values.findings(context) if each is not None] == []


def test_a_text_with_an_old_value_is_not_also_a_contradiction() -> None:
    before = Postmortem.model_validate({**RECORD, "summary": "It was resolved at 16:08."})
    after = apply(before, Set(path="timeline.g.at", value="2026-03-07T16:19:00Z"))
    seen = SeenValues()
    seen.see(Completeness(lookup.load("sre"), before))
    result = review(Completeness(lookup.load("sre"), after), date(2026, 3, 20), Status.FINAL, seen)
    codes = [each.code for each in result.at("summary")]
    assert codes == ["F312"]
    alone = review(Completeness(lookup.load("sre"), after), date(2026, 3, 20), Status.FINAL)
    assert [each.code for each in alone.at("summary")] == ["F304"]
