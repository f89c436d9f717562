"""The slips of the reference documents, in our own sentences with their figures: found wherever they are typed.

The same incidents as in test_reference_incidents.py: a duration to the ticket's close, a time to acknowledge that ends
at the page, a budget off by a factor, an availability that no impact of this length gives.
"""

from datetime import date
from typing import Any

import pytest

from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.review.findings import Finding
from pmtui.review.reviewer import review
from pmtui.template import lookup
from pmtui.template.progress import Completeness
from tests.unit.test_reference_incidents import CORRECTIVE, OUTAGE, RECOVERY, SRE

PLACES = ["summary", "impact.user_facing", "lessons.went_wrong", "appendix.technical", "custom.note",
          "impact.sla_breach.details"]  # fmt: skip

SLIPS = [
    (OUTAGE, "From 14:32 to 16:45 UTC the whole API was unavailable.", ["14:32"]),
    (OUTAGE, "The on-call engineer responded within 3 minutes of the first alert.", ["3 minutes"]),
    (CORRECTIVE, "The disruption lasted 2 hours and 15 minutes.", ["2 hours and 15 minutes"]),
    (CORRECTIVE, "We consumed 135 minutes of the error budget (62.5%).", ["135 minutes", "62.5%"]),
    (CORRECTIVE, "Of the error budget, 81 minutes are left.", ["81 minutes"]),
    (CORRECTIVE, "Autosave SLO: 99.5% → 98.2%, so it was missed.", ["98.2%"]),
    (SRE, "It consumed 78% of our monthly error budget.", ["78%"]),
    (SRE, "Error budget: 31.2 of 40.32 minutes are gone.", ["31.2"]),
    (SRE, "The availability SLO was violated (99.90% → 99.73%).", ["99.73%"]),
    (SRE, "The on-call engineer was paged (2 minutes TTA).", ["2 minutes"]),
]

TRUE = [
    (RECOVERY, "No mail came in or went out for 23 minutes (14:35-14:58 UTC)."),
    (RECOVERY, "Monitoring saw it within 5 minutes; a full deployment takes about 7 minutes."),
    (RECOVERY, "The RTO is 5 minutes, and the actual one was 23 minutes."),
    (RECOVERY, "All 5 email users were affected; about 12 messages waited at their senders."),
    (OUTAGE, "For 15 minutes each error left a connection open, 500 in all."),
    (CORRECTIVE, "Detection to identification: 10 minutes. Identification to mitigation: 5 minutes."),
    (CORRECTIVE, "From mitigation to resolution it took 30 minutes; we watched for another hour."),
    (CORRECTIVE, "Monthly budget: 0.5% (216 minutes)."),
    (CORRECTIVE, "Time to detect: 15 minutes. Every 30 minutes, stakeholders got an update."),
    (CORRECTIVE, "The success rate fell from 99.7% to 85% at the first alert."),
    (SRE, "Complete outage: 47 minutes (14:23-15:10 UTC), and another 20 minutes of slow answers."),
    (SRE, "About 1,200 users were affected, 15% of all daily active users."),
    (SRE, "The first alert fired at 14:24 (1 minute TTD), and the page was acknowledged at 14:28."),
    (SRE, "The cause was found in less than 20 minutes."),
    (SRE, "The pool was 95% full when it was at 100 connections; 75% of the peak had been tested."),
]


def with_text(record: Postmortem, path: str, text: str) -> Postmortem:
    data: dict[str, Any] = record.model_dump(mode="json")
    *parents, last = path.split(".")
    node = data
    for name in parents:
        node = node[name]
    node[last] = [text] if path.startswith("lessons.") else text
    return Postmortem.model_validate(data)


def found(record: Postmortem) -> list[Finding]:
    result = review(Completeness(lookup.load("sre"), record), date(2026, 3, 20), Status.FINAL)
    codes = ("F301", "F303", "F304", "F305", "F306", "F307")
    return [each for each in result.findings if each.code in codes and each.path != "impact.users_affected"]


@pytest.mark.parametrize(("record", "text", "words"), SLIPS)
def test_a_slip_is_found_in_any_text(record: Postmortem, text: str, words: list[str]) -> None:
    for place in PLACES:
        findings = found(with_text(record, place, text))
        assert [(each.path, each.words) for each in findings] == [(place, w) for w in words]


@pytest.mark.parametrize(("record", "text"), TRUE)
def test_a_true_statement_is_left_alone(record: Postmortem, text: str) -> None:
    for place in PLACES:
        assert found(with_text(record, place, text)) == []


@pytest.mark.parametrize(
    ("record", "name", "wrong", "right"),
    [
        (CORRECTIVE, "duration", "2 hours and 15 minutes", "1 h"),
        (SRE, "time_to_acknowledge", "2 minutes", "4 minutes"),
        (SRE, "budget_consumed", "78% (31.2 of 40.32 min)", "124%"),
        (SRE, "availability", "99.73%", "99.876%"),
        (CORRECTIVE, "budget_consumed", "62.5%", "11.1%"),
    ],
)
def test_a_slip_is_found_in_an_override(record: Postmortem, name: str, wrong: str, right: str) -> None:
    for value, expected in ((wrong, 1), (right, 0)):
        stated = {name: {"value": value, "reason": ""}}
        assert len(found(Postmortem.model_validate({**record.model_dump(mode="json"), "stated": stated}))) == expected


@pytest.mark.parametrize(
    ("record", "name", "target", "actual", "is_found"),
    [
        (CORRECTIVE, "Autosave", "99.5%", "98.2%", True),
        (CORRECTIVE, "API availability", "99.9%", "99.1%", True),
        (CORRECTIVE, "Autosave", "99.5%", "99.94%", False),
        (CORRECTIVE, "Latency below 300 ms", "95%", "91%", False),
        (CORRECTIVE, "Autosave, 90 days", "99.5%", "99.7%", False),  # its own window
        (SRE, "API availability", "99.90%", "99.73%", True),
        (SRE, "API availability", "99.90%", "99.88%", False),
    ],
)
def test_a_slip_is_found_in_a_row_of_objectives(
    record: Postmortem, name: str, target: str, actual: str, is_found: bool
) -> None:
    data = record.model_dump(mode="json")
    data["impact"]["objectives"] = [{"id": "o1", "name": name, "target": target, "actual": actual}]
    paths = [each.path for each in found(Postmortem.model_validate(data))]
    assert paths == (["impact.objectives.o1.actual"] if is_found else [])
