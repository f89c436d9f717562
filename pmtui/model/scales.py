"""The canonical scales. A template maps them to its own labels, so changing the template never loses a value."""

from enum import StrEnum


class Choice(StrEnum):
    """A closed list of answers; the value is what a draft holds."""

    @property
    def label(self) -> str:
        """The answer in plain words, where a template has none of its own."""
        return self.value.replace("_", " ").capitalize()


class Severity(Choice):
    """How bad the incident was, most severe first (P1 = SEV-1 = Critical)."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(Choice):
    """Where the document stands."""

    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"


class Priority(Choice):
    """How soon an action item is wanted, most urgent first."""

    URGENT = "urgent"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ActionStatus(Choice):
    """Where an action item stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"


class ActionType(Choice):
    """What an action item is for."""

    PREVENT = "prevent"
    DETECT = "detect"
    RESPOND = "respond"
    PROCESS = "process"
    DOCUMENT = "document"
    REPAIR = "repair"
    INVESTIGATE = "investigate"


class TimeFrame(Choice):
    """When an action item lands: at once, within weeks, within months."""

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
    """Whether a preventive action meets this very issue or the whole class of them."""

    SPECIFIC = "specific"
    SIMILAR = "similar"


class Milestone(Choice):
    """What an event marks. The figures follow from these."""

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
        """The milestone in words."""
        if self is Milestone.SEVERITY_CHANGED:
            return "Impact changed"  # a document's severity is its level, which a new failure rate doesn't change
        return "Impact started" if self is Milestone.STARTED else super().label


class DetectedBy(Choice):
    """Who or what noticed first."""

    MONITORING = "monitoring"
    USER_REPORT = "user_report"
    INTERNAL = "internal"
    EXTERNAL = "external"

    @property
    def label(self) -> str:
        """The way of detection in words."""
        return _DETECTED_BY[self]


_DETECTED_BY = {
    DetectedBy.MONITORING: "Automated monitoring alert",
    DetectedBy.USER_REPORT: "User report",
    DetectedBy.INTERNAL: "Internal discovery",
    DetectedBy.EXTERNAL: "External notification",
}


class Degradation(Choice):
    """How far the service was down at its worst."""

    COMPLETE_OUTAGE = "complete_outage"
    PARTIAL_OUTAGE = "partial_outage"
    DEGRADED_PERFORMANCE = "degraded_performance"


class Approval(Choice):
    """What the reviewers said."""

    DRAFT = "draft"
    APPROVED = "approved"
    NEEDS_REVISION = "needs_revision"


class ShareOf(Choice):
    """What a share that failed is a share of."""

    USERS = "users"
    REQUESTS = "requests"


class TtrDefinition(Choice):
    """Which of its four readings "time to resolve" has."""

    IMPACT_TO_RESOLVED = "impact_to_resolved"
    IMPACT_TO_MITIGATED = "impact_to_mitigated"
    DETECTED_TO_RESOLVED = "detected_to_resolved"
    ACKNOWLEDGED_TO_RESOLVED = "acknowledged_to_resolved"

    @property
    def label(self) -> str:
        """The reading as a difference of milestones, with who counts so."""
        return _RESOLVE_COUNTING[self]


_RESOLVE_COUNTING = {
    TtrDefinition.IMPACT_TO_RESOLVED: "Resolved - impact started (Rootly)",
    TtrDefinition.IMPACT_TO_MITIGATED: "Mitigated - impact started (GitLab)",
    TtrDefinition.DETECTED_TO_RESOLVED: "Resolved - detected (Morgue, Datadog's repair)",
    TtrDefinition.ACKNOWLEDGED_TO_RESOLVED: "Resolved - acknowledged (near Datadog's declared to resolved)",
}


class TtaDefinition(Choice):
    """Which of its two readings "time to acknowledge" has."""

    DETECTED_TO_ACKNOWLEDGED = "detected_to_acknowledged"
    IMPACT_TO_ACKNOWLEDGED = "impact_to_acknowledged"

    @property
    def label(self) -> str:
        """The reading as a difference of milestones, with who counts so."""
        return _ACKNOWLEDGE_COUNTING[self]


_ACKNOWLEDGE_COUNTING = {
    TtaDefinition.DETECTED_TO_ACKNOWLEDGED: "Acknowledged - detected (most)",
    TtaDefinition.IMPACT_TO_ACKNOWLEDGED: "Acknowledged - impact started (Rootly)",
}


class Currency(Choice):
    """The currency of amounts that name none themselves; ISO 4217."""

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
    """The three questions that an analysis asks, each with conditions of its own."""

    HAPPENED = "happened"
    NOT_CAUGHT = "not_caught"
    SLOW_RECOVERY = "slow_recovery"

    @property
    def label(self) -> str:
        """The question in short."""
        return _STRANDS[self]


_STRANDS = {
    WhyTrack.HAPPENED: "Why it happened",
    WhyTrack.NOT_CAUGHT: "Why it wasn't caught",
    WhyTrack.SLOW_RECOVERY: "Why recovery took long",
}


class Gate(Choice):
    """How several answers to one question belong together."""

    ANY = "any"
    ALL = "all"

    @property
    def label(self) -> str:
        """The junction in words."""
        return "All were needed together" if self is Gate.ALL else "Either of them would do"


class Role(Choice):
    """What a condition was for the incident."""

    TRIGGER = "trigger"
    CONTRIBUTING = "contributing"
    ROOT = "root"

    @property
    def label(self) -> str:
        """The role in words."""
        return _ROLES[self]


_ROLES = {
    Role.TRIGGER: "Trigger",
    Role.CONTRIBUTING: "Contributing factor",
    Role.ROOT: "Root cause",
}
