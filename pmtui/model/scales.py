"""The scales. A template maps them to its own labels, so that changing the template never loses a value."""

from enum import StrEnum


class Choice(StrEnum):
    """A closed list of answers; the value is what a draft holds."""

    @property
    def label(self) -> str:
        """The label to use if the template has none."""
        return self.value.replace("_", " ").capitalize()


class Severity(Choice):
    """How bad the incident was, most severe first (P1 = SEV-1 = Critical)."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(Choice):
    """The document's status."""

    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"


class Priority(Choice):
    """An action item's priority, most urgent first."""

    URGENT = "urgent"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ActionStatus(Choice):
    """An action item's status."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"


class ActionType(Choice):
    """An action item's type: what it's for."""

    PREVENT = "prevent"
    DETECT = "detect"
    RESPOND = "respond"
    PROCESS = "process"
    DOCUMENT = "document"
    REPAIR = "repair"
    INVESTIGATE = "investigate"


class TimeFrame(Choice):
    """An action item's time frame: immediate, within weeks, within months."""

    IMMEDIATE = "immediate"
    SHORT = "short"
    LONG = "long"


class Area(Choice):
    """What an action item changes."""

    ALERT = "alert"
    MONITORING = "monitoring"
    DASHBOARD = "dashboard"
    CODE_REVIEW = "code_review"
    TESTING = "testing"
    DEPLOYMENT = "deployment"
    DOCUMENTATION = "documentation"


class Scope(Choice):
    """Whether a preventive action prevents this exact issue, or the whole class of issues."""

    SPECIFIC = "specific"
    SIMILAR = "similar"


class Milestone(Choice):
    """What an event marks. Figures are computed from these."""

    STARTED = "started"
    DETECTED = "detected"
    ACKNOWLEDGED = "acknowledged"
    IDENTIFIED = "identified"
    MITIGATION_STARTED = "mitigation_started"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    CLOSED = "closed"
    SEVERITY_CHANGED = "severity_changed"

    @property
    def label(self) -> str:
        """The milestone's label."""
        if self is Milestone.SEVERITY_CHANGED:
            return "Impact changed"  # a document's severity is its level, which a new failure rate doesn't change
        return "Impact started" if self is Milestone.STARTED else super().label


class DetectedBy(Choice):
    """Who or what detected the incident."""

    MONITORING = "monitoring"
    USER_REPORT = "user_report"
    INTERNAL = "internal"
    EXTERNAL = "external"

    @property
    def label(self) -> str:
        """The label of the way it was detected."""
        return _DETECTED_BY[self]


_DETECTED_BY = {
    DetectedBy.MONITORING: "Automated monitoring alert",
    DetectedBy.USER_REPORT: "User report",
    DetectedBy.INTERNAL: "Internal discovery",
    DetectedBy.EXTERNAL: "External notification",
}


class Degradation(Choice):
    """How severe the outage was at its worst."""

    COMPLETE_OUTAGE = "complete_outage"
    PARTIAL_OUTAGE = "partial_outage"
    DEGRADED_PERFORMANCE = "degraded_performance"


class Approval(Choice):
    """What the reviewers decided."""

    DRAFT = "draft"
    APPROVED = "approved"
    NEEDS_REVISION = "needs_revision"


class ShareOf(Choice):
    """What a failure rate is a percentage of."""

    USERS = "users"
    REQUESTS = "requests"


class TtrDefinition(Choice):
    """Which of its 4 definitions "time to resolve" has."""

    IMPACT_TO_RESOLVED = "impact_to_resolved"
    IMPACT_TO_MITIGATED = "impact_to_mitigated"
    DETECTED_TO_RESOLVED = "detected_to_resolved"
    ACKNOWLEDGED_TO_RESOLVED = "acknowledged_to_resolved"

    @property
    def label(self) -> str:
        """The definition as a difference of milestones, with who uses it."""
        return _RESOLVE_COUNTING[self]


_RESOLVE_COUNTING = {
    TtrDefinition.IMPACT_TO_RESOLVED: "Resolved - impact started (Rootly)",
    TtrDefinition.IMPACT_TO_MITIGATED: "Mitigated - impact started (GitLab)",
    TtrDefinition.DETECTED_TO_RESOLVED: "Resolved - detected (Morgue, Datadog's repair)",
    TtrDefinition.ACKNOWLEDGED_TO_RESOLVED: "Resolved - acknowledged (near Datadog's declared to resolved)",
}


class TtaDefinition(Choice):
    """Which of its 2 definitions "time to acknowledge" has."""

    DETECTED_TO_ACKNOWLEDGED = "detected_to_acknowledged"
    IMPACT_TO_ACKNOWLEDGED = "impact_to_acknowledged"

    @property
    def label(self) -> str:
        """The definition as a difference of milestones, with who uses it."""
        return _ACKNOWLEDGE_COUNTING[self]


_ACKNOWLEDGE_COUNTING = {
    TtaDefinition.DETECTED_TO_ACKNOWLEDGED: "Acknowledged - detected (most common)",
    TtaDefinition.IMPACT_TO_ACKNOWLEDGED: "Acknowledged - impact started (Rootly)",
}


class Currency(Choice):
    """The currency of amounts that don't name one; ISO 4217."""

    USD = "USD"
    EUR = "EUR"
    GBP = "GBP"
    CHF = "CHF"
    JPY = "JPY"
    CNY = "CNY"
    INR = "INR"
    KRW = "KRW"
    AUD = "AUD"
    NZD = "NZD"
    CAD = "CAD"
    BRL = "BRL"
    MXN = "MXN"
    SEK = "SEK"
    NOK = "NOK"
    DKK = "DKK"
    PLN = "PLN"
    CZK = "CZK"
    HUF = "HUF"
    TRY = "TRY"
    ILS = "ILS"
    ZAR = "ZAR"
    SGD = "SGD"
    HKD = "HKD"

    @property
    def label(self) -> str:
        """The code itself."""
        return self.value


class WhyTrack(Choice):
    """The 3 tracks of an analysis, each with its own causes."""

    HAPPENED = "happened"
    NOT_CAUGHT = "not_caught"
    SLOW_RECOVERY = "slow_recovery"

    @property
    def label(self) -> str:
        """The track's question, shortened."""
        return _STRANDS[self]


_STRANDS = {
    WhyTrack.HAPPENED: "Why it happened",
    WhyTrack.NOT_CAUGHT: "Why it wasn't caught",
    WhyTrack.SLOW_RECOVERY: "Why recovery was slow",
}


class Gate(Choice):
    """Whether all of several causes were needed, or any one was enough."""

    ANY = "any"
    ALL = "all"

    @property
    def label(self) -> str:
        """The gate as a sentence."""
        return "All were needed" if self is Gate.ALL else "Any one was enough"


class Role(Choice):
    """A cause's role in the incident."""

    TRIGGER = "trigger"
    CONTRIBUTING = "contributing"
    ROOT = "root"

    @property
    def label(self) -> str:
        """The role's label."""
        return _ROLES[self]


_ROLES = {
    Role.TRIGGER: "Trigger",
    Role.CONTRIBUTING: "Contributing factor",
    Role.ROOT: "Root cause",
}
