"""Reviews a postmortem: runs every rule, in one go or in small steps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pmtui.model.scales import Status
from pmtui.review.catalog import TOPICS
from pmtui.review.context import Context
from pmtui.review.findings import Finding, ReviewResult
from pmtui.template.progress import Completeness


def review(standing: Completeness, today: date, status: Status | None = None) -> ReviewResult:
    """Return what a review finds. The same postmortem, template, and day give the same findings.

    Args:
        standing: the postmortem under its template.
        today: today's date, because a deadline may have passed.
        status: the status that the document is checked as; its own if None.
    """
    found = ReviewResult()
    for found in steps(standing, today, status):  # noqa: B007 - only the last one is complete
        pass
    return found


def steps(standing: Completeness, today: date, status: Status | None = None) -> Iterator[ReviewResult]:
    """Yield an incomplete review every millisecond or so, so that the caller may pause, and finally the full one."""
    record = standing.postmortem
    context = Context(standing, status or record.document.status, today)
    counting: list[Finding] = []
    waived: list[Finding] = []
    seen: set[str] = set()
    for topic in TOPICS:
        for finding in topic.findings(context):
            if finding is None:
                yield ReviewResult()
            elif finding.key not in seen:
                seen.add(finding.key)
                reason = record.waived.get(finding.key)
                if reason is None:
                    counting.append(finding)
                else:
                    waived.append(replace(finding, waived=reason))
    yield ReviewResult(tuple(counting), tuple(waived))
