"""The figures by name, with the words that ask for each where it can't be computed."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a figure is measured in."""

    INSTANT = "instant"
    DAY = "day"
    LENGTH = "length"
    SHARE = "share"
    TEXT = "text"


@dataclass(frozen=True)
class FigureName:
    """A figure that a template can name.

    Attributes:
        name: as in `{{ figures.name }}`.
        label: a short name.
        unit: what it's measured in.
        definition: how it's counted, with its source.
        needs: what completes it while it's pending.
        inputs: questions that it follows from, timeline apart, by path.
    """

    name: str
    label: str
    unit: Unit
    definition: str
    needs: str
    inputs: tuple[str, ...] = ()


_BUDGET = ("impact.budget.slo", "impact.budget.window_days")
_MILESTONES = "Mark the events in the timeline: "

FIGURES: dict[str, FigureName] = {
    figure.name: figure
    for figure in (
        FigureName("started", "Start of impact", Unit.INSTANT, "The first event marked 'impact started'.",
                   _MILESTONES + "impact started."),
        FigureName("ended", "End of impact", Unit.INSTANT, "The first event marked 'resolved': fully recovered.",
                   _MILESTONES + "resolved."),
        FigureName("duration", "Duration", Unit.LENGTH,
                   "How long users felt it: the time between start and resolution in which any share of them failed, "
                   "not the time that the ticket was open (Datadog, PagerDuty).",
                   _MILESTONES + "impact started and resolved."),
        FigureName("degraded", "Degraded period", Unit.LENGTH, "Resolved - mitigated.",
                   _MILESTONES + "mitigated and resolved."),
        FigureName("time_to_detect", "Time to detect", Unit.LENGTH,
                   "Detected - impact started (Datadog, GitLab, Rootly, Morgue).",
                   _MILESTONES + "impact started and detected."),
        FigureName("time_to_acknowledge", "Time to acknowledge", Unit.LENGTH, "Acknowledged - detected.",
                   _MILESTONES + "detected and acknowledged."),
        FigureName("time_to_identify", "Detection to identification", Unit.LENGTH, "Identified - detected.",
                   _MILESTONES + "detected and identified."),
        FigureName("identify_to_mitigate", "Identification to mitigation", Unit.LENGTH,
                   "Mitigation started, or mitigated where no start is marked, - identified.",
                   _MILESTONES + "identified and mitigation started."),
        FigureName("mitigate_to_resolve", "Mitigation to resolution", Unit.LENGTH,
                   "Resolved - mitigation started, or mitigated where no start is marked.",
                   _MILESTONES + "mitigation started and resolved."),
        FigureName("detect_to_resolve", "Detection to resolution", Unit.LENGTH, "Resolved - detected (Morgue).",
                   _MILESTONES + "detected and resolved."),
        FigureName("time_to_mitigate", "Time to mitigate", Unit.LENGTH, "Mitigated - impact started (Rootly, GitLab).",
                   _MILESTONES + "impact started and mitigated."),
        FigureName("time_to_resolve", "Time to resolve", Unit.LENGTH, "Resolved - impact started (Rootly).",
                   _MILESTONES + "impact started and resolved."),
        FigureName("budget", "Error budget", Unit.TEXT, "(1 - SLO) x window (Google, SRE Workbook).",
                   "Give the SLO and its window.", _BUDGET),
        FigureName("budget_consumed", "Budget consumed", Unit.TEXT,
                   "The sum of length x share failing, over the budget; never capped.",
                   "Give the SLO, and mark in the timeline: impact started and resolved.", _BUDGET),
        FigureName("budget_remaining", "Budget remaining", Unit.TEXT, "The budget less what was consumed.",
                   "Give the SLO, and mark in the timeline: impact started and resolved.", _BUDGET),
        FigureName("rto", "Actual RTO", Unit.LENGTH, "Restored - failure (NIST SP 800-34).",
                   _MILESTONES + "impact started and resolved."),
        FigureName("rpo", "Actual RPO", Unit.LENGTH,
                   "Failure - last recoverable data point (NIST SP 800-34); nothing lost is 0.",
                   "Answer whether data was lost; if so, state how far back.", ("impact.data_loss",)),
        FigureName("targets_met", "Targets met", Unit.TEXT, "Actual against target, for RTO and RPO.",
                   "Give the RTO target, and the RPO target if there is one.",
                   ("impact.recovery.rto_target", "impact.recovery.rpo_target")),
        FigureName("follow_up_date", "Follow-up date", Unit.DAY,
                   "The template's number of days after the incident, 30 where it names none.",
                   "Give the incident's date."),
        FigureName("deadline", "Due", Unit.DAY,
                   "The template's number of business days after the resolution.",
                   _MILESTONES + "resolved."),
    )
}  # fmt: skip
