"""Findings of one rule together: a list with a line for each of 20 actions without an owner isn't read."""

from collections.abc import Iterable
from dataclasses import dataclass

from pmtui.review.findings import Finding, Level, Rule


@dataclass(frozen=True)
class FindingGroup:
    """What one rule found in one draft.

    Attributes:
        findings: the findings, at least one, in document order.
    """

    findings: tuple[Finding, ...]

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.findings[0].rule

    @property
    def level(self) -> Level:
        """The most serious level."""
        return max(finding.level for finding in self.findings)

    @property
    def path(self) -> str:
        """What the fields have in common: `actions` for `actions.a1.owner` and `actions.a2.owner`; may be empty."""
        first, *others = (finding.path.split(".") for finding in self.findings)
        common: list[str] = []
        for number, part in enumerate(first):
            if not all(other[number : number + 1] == [part] for other in others):
                break
            common.append(part)
        return ".".join(common)


def by_rule(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Return the findings by rule, in the order in which each rule first found something."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.code, []).append(finding)
    return [FindingGroup(tuple(each)) for each in found.values()]
