"""Reviews a postmortem: every rule over one record, in one go or in small steps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pmtui.model.scales import Status
from pmtui.review.catalog import TOPICS
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Review
from pmtui.template.progress import Completeness


def review(standing: Completeness, today: date, status: Status | None = None) -> Review:
    """Return what a review finds. The same record, template and day give the same findings.

    Args:
        standing: the record under its template.
        today: the day that it is: a deadline may have passed.
        status: the status that the document is held to; its own where None.
    """
    found = Review()
    for found in steps(standing, today, status):  # noqa: B007 - the last one holds all of it
        pass
    return found


def steps(standing: Completeness, today: date, status: Status | None = None) -> Iterator[Review]:
    """Yield the review as far as it has come, every millisecond or so, and all of it at last."""
    record = standing.postmortem
    context = Context(standing, status or record.document.status, today)
    counting: list[Finding] = []
    waived: list[Finding] = []
    seen: set[str] = set()
    for topic in TOPICS:
        for finding in topic.findings(context):
            if finding is None:
                yield Review()
            elif finding.key not in seen:
                seen.add(finding.key)
                reason = record.waived.get(finding.key)
                if reason is None:
                    counting.append(finding)
                else:
                    waived.append(replace(finding, waived=reason))
    yield Review(tuple(counting), tuple(waived))
