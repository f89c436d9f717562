"""Reviews a postmortem: runs every rule, in one go or in small steps."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from pmtui.model.scales import Status
from pmtui.review.catalog import TOPICS
from pmtui.review.context import Context
from pmtui.review.findings import OLD_VALUE, Finding, ReviewResult
from pmtui.review.old_values import SeenValues
from pmtui.template.progress import Completeness


def review(
    standing: Completeness, today: date, status: Status | None = None, seen: SeenValues | None = None
) -> ReviewResult:
    """Return what a review finds. The same postmortem, template, and day give the same findings.

    Args:
        standing: the postmortem under its template.
        today: today's date, because a deadline may have passed.
        status: the status that the document is checked as; its own if None.
        seen: the values that figures and times have had before; None if that isn't known.
    """
    found = ReviewResult()
    for found in steps(standing, today, status, seen):  # noqa: B007 - only the last one is complete
        pass
    return found


def steps(
    standing: Completeness, today: date, status: Status | None = None, seen: SeenValues | None = None
) -> Iterator[ReviewResult]:
    """Yield an incomplete review every millisecond or so, so that the caller may pause, and finally the full one."""
    record = standing.postmortem
    context = Context(standing, status or record.document.status, today, seen)
    counting: list[Finding] = []
    waived: list[Finding] = []
    keys: set[str] = set()
    old: set[tuple[str, str]] = set()
    for topic in TOPICS:
        for finding in topic.findings(context):
            if finding is None:
                yield ReviewResult()
            elif finding.key not in keys and not (finding.code in _SAID_BY_OLD_VALUES and _place(finding) in old):
                keys.add(finding.key)
                if finding.code == OLD_VALUE:
                    old.add(_place(finding))
                key = _waiver(finding, record.waived)
                if not key:
                    counting.append(finding)
                else:
                    waived.append(replace(finding, waived=record.waived[key], waiver=key))
    yield ReviewResult(tuple(counting), tuple(waived))


_SAID_BY_OLD_VALUES = frozenset(("F303", "F304", "F305", "F306", "F307"))
"""Rules for text that contradicts the postmortem: one that states an old value is reported as that alone."""


def _place(finding: Finding) -> tuple[str, str]:
    return finding.path, finding.words


_OF_WORDING = re.compile(r"L6|A50[67]")


def _waiver(finding: Finding, waived: Collection[str]) -> str:
    """Return the key of the waiver that applies to a finding; empty if none does.

    What a version of pmtui flags of a sentence may be a few words more or fewer than what the author accepted in
    another ("should have", "should have rolled"), or of another class.
    """
    if finding.key in waived:
        return finding.key
    if not _OF_WORDING.match(finding.code):
        return ""
    own = finding.words.lower().split()
    for key in waived:
        place, _, words = key.partition(": ")
        code, _, path = place.partition(" ")
        if path == finding.path and code[:2] == finding.code[:2] and _is_same_place(own, words.lower().split()):
            return key
    return ""


_LEAST_SHARED = 2
"""Words at the end of one and the beginning of the other that make them the same place: one may be any "have"."""


def _is_same_place(one: list[str], other: list[str]) -> bool:
    """Return whether two runs of words are about the same place: one is within the other, or they overlap."""
    short, long = sorted((one, other), key=len)
    if not short:
        return False
    if any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1)):
        return True
    lengths = range(_LEAST_SHARED, len(short))
    return any(one[-n:] == other[:n] or other[-n:] == one[:n] for n in lengths)
