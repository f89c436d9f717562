"""A template's front matter: its labels for the canonical scales, and an organization's conventions."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from pmtui.config.catalog import CONVENTIONS
from pmtui.config.catalog import SCALES as SCALE_EXAMPLES
from pmtui.errors import TemplateError, at_line
from pmtui.figures.compute import Conventions
from pmtui.model.incident import known_zone
from pmtui.model.scales import (
    ActionStatus,
    ActionType,
    Approval,
    Area,
    Choice,
    Degradation,
    DetectedBy,
    Milestone,
    Priority,
    Scope,
    Severity,
    Status,
    TimeFrame,
    TtaDefinition,
    TtrDefinition,
)
from pmtui.model.views import HORIZON_DAYS, TimeFrames
from pmtui.template.dialects import (
    CHOICES,
    DIALECTS,
    Bullet,
    CellBreak,
    Comments,
    Dialect,
    DialectName,
    HardBreak,
    RuleRow,
    TablePadding,
)
from pmtui.text import brief, did_you_mean
from pmtui.toml.lines import refusal
from pmtui.toml.reading import loads

SCALE_TYPES: dict[str, type[Choice]] = {
    "severity": Severity,
    "status": Status,
    "priority": Priority,
    "action_status": ActionStatus,
    "degradation": Degradation,
    "approval": Approval,
    "detected_by": DetectedBy,
    "goal": ActionType,
    "horizon": TimeFrame,
    "area": Area,
    "scope": Scope,
    "milestone": Milestone,
}
"""The scales that a template may label, by the name it has in the front matter."""

NAME_PARTS = ("date", "id", "slug", "template")
"""The placeholders of a document's file name."""

_LONGEST_NAME = 200
"""Characters of a file name's pattern; systems allow 255 bytes for a name."""

_NAME_OF = {scale: name for name, scale in SCALE_TYPES.items()}


class ScaleLevel(BaseModel):
    """One step of a scale, as a template calls it, and what it means there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    means: str = ""


def _levels(value: Any) -> Any:
    """Take a list of labels for a list of levels."""
    return [{"label": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value


Scale = Annotated[tuple[ScaleLevel, ...] | dict[str, str], BeforeValidator(_levels)]
"""Labels from the top of the scale down, or by canonical name."""


def _without_signs(label: str) -> str:
    """Return a label without the signs that take two cells in some terminals and one in others."""
    return "".join(character for character in label if ord(character) < _SIGNS).strip()


_SIGNS = 0x2190
"""The first of Unicode's arrows, symbols, and emoji."""


class Settings(BaseModel):
    """The text between the `+++` lines.

    Attributes:
        title: what the template is called.
        description: what it's for, in a sentence.
        filename: the finished document's name; knows `{date}`, `{id}`, `{slug}`, `{template}`.
        deadline_business_days: business days from the resolution to the finished document.
        mandatory: the severities, by canonical name, for which a postmortem must be written.
        follow_up_days: days from the incident to the follow-up review.
        horizon_days: actions due within this many days of the incident are immediate, and short-term; later, long-term.
        actions_need: fields that every action item must have in a final document.
        overdue: the level of the review's finding about an overdue action item, whatever the document's status.
        reminder: a sentence that the author sees while writing.
        time_to_resolve: the definition of "time to resolve" in this organization.
        time_to_acknowledge: the definition of "time to acknowledge".
        timeline_milestones: each event of the timeline starts with its milestones, in bold.
        dialect: the reader of Markdown that the document is written for.
        hard_break: what is added to a line with an answer or a label if another line follows it; empty for nothing.
        list_indent, bullet, cell_break, comments, rule_row, table_padding, line_wrap: single choices, which the dialect
            makes otherwise; see `Dialect`.
        screens: the level of the headings that begin a screen of the interview; None for pmtui's choice.
        timezone: the zone that the document's times are written in; empty if that is the incident's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    description: str = ""
    filename: str = "{date}-{slug}.md"
    deadline_business_days: int | None = Field(default=None, ge=1, le=365, strict=True)
    mandatory: tuple[Severity, ...] = ()
    follow_up_days: int = Field(default=30, ge=1, le=3650, strict=True)
    actions_need: tuple[Literal["owner", "due", "priority", "status"], ...] = ()
    horizon_days: tuple[int, int] = HORIZON_DAYS
    overdue: Literal["hint", "warning", "error"] = "warning"
    reminder: str = ""
    time_to_resolve: TtrDefinition = TtrDefinition.IMPACT_TO_RESOLVED
    time_to_acknowledge: TtaDefinition = TtaDefinition.DETECTED_TO_ACKNOWLEDGED
    screens: Literal[1, 2, 3] | None = None
    dialect: DialectName = "github"
    hard_break: HardBreak = ""
    list_indent: int = Field(default=0, ge=2, le=4, strict=True)
    bullet: Bullet = ""
    cell_break: CellBreak = ""
    comments: Comments = ""
    rule_row: RuleRow = ""
    table_padding: TablePadding = ""
    line_wrap: int = Field(default=0, ge=40, le=400, strict=True)
    timeline_milestones: bool = Field(default=False, strict=True)
    timezone: str = ""
    severity: Scale = ()
    status: Scale = ()
    priority: Scale = ()
    action_status: Scale = ()
    degradation: Scale = ()
    approval: Scale = ()
    detected_by: Scale = ()
    goal: Scale = ()
    horizon: Scale = ()
    area: Scale = ()
    scope: Scale = ()
    milestone: Scale = ()
    _lists: frozenset[str] = PrivateAttr(frozenset())

    @field_validator(*SCALE_TYPES)
    @classmethod
    def _has_a_step_for_each_label(cls, scale: Any, info: ValidationInfo) -> Any:
        steps = len(SCALE_TYPES[str(info.field_name)])
        labels = list(scale.values()) if isinstance(scale, dict) else [level.label for level in scale]
        if len(labels) > steps:
            raise ValueError(f"has {len(labels)} labels for {steps} steps")
        if not all(label.strip() for label in labels):
            raise ValueError("has an empty label")
        return scale

    @field_validator("horizon_days")
    @classmethod
    def _goes_up(cls, days: tuple[int, int]) -> tuple[int, int]:
        if not 0 <= days[0] < days[1]:
            raise ValueError("needs two numbers of days, the smaller first")
        return days

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        return known_zone(name) if name else name

    @field_validator("filename")
    @classmethod
    def _knows_its_braces(cls, pattern: str) -> str:
        if len(pattern) > _LONGEST_NAME:
            raise ValueError(f"is longer than the {_LONGEST_NAME} characters a file name can have")
        for name in re.findall(r"\{(.*?)\}", pattern):
            if name not in NAME_PARTS:
                known = ", ".join(f"{{{part}}}" for part in NAME_PARTS)
                raise ValueError(f"has an unknown placeholder '{{{name}}}' (known: {known})")
        return pattern

    @property
    def time_frames(self) -> TimeFrames:
        """How the template sorts action items by time frame."""
        return TimeFrames(self.horizon_days, self._lists)

    def printing(self, lists: frozenset[str]) -> "Settings":
        """Return the settings of a template whose document shows these lists and views."""
        found = self.model_copy()
        found._lists = lists
        return found

    @property
    def markdown(self) -> Dialect:
        """The dialect, with the choices that are set one by one.

        Backslashes at the ends of lines are for the readers that know them, whatever `hard_break` is.
        """
        dialect = DIALECTS[self.dialect]
        own = {name: getattr(self, name) for name in CHOICES if getattr(self, name)}
        if own.get("hard_break") == "backslash":  # the template's lines get them as they're printed
            del own["hard_break"]
        return replace(dialect, **own)

    def in_dialect(self, name: DialectName) -> Self:
        """Return the settings for another dialect, without the single choices that were made for this one.

        `hard_break` stays: lines that break in one dialect break in all.
        """
        fields = type(self).model_fields
        made = {choice: fields[choice].default for choice in CHOICES if choice != "hard_break"}
        return self.model_copy(update={**made, "dialect": name})

    @property
    def conventions(self) -> Conventions:
        """The conventions that the figures are computed under."""
        return Conventions(
            self.follow_up_days, self.deadline_business_days, self.time_to_resolve, self.time_to_acknowledge
        )

    def level(self, choice: Choice) -> ScaleLevel:
        """Return this template's step for a canonical value; the last one where its scale is shorter."""
        name = _NAME_OF.get(type(choice))
        scale = getattr(self, name) if name else ()
        if isinstance(scale, dict):
            return ScaleLevel(label=scale.get(choice.value, choice.label))
        if not scale:
            return ScaleLevel(label=choice.label)
        position = list(type(choice)).index(choice)
        found: ScaleLevel = scale[min(position, len(scale) - 1)]
        return found

    def label(self, choice: Choice) -> str:
        """Return this template's word for a canonical value."""
        return self.level(choice).label

    def words(self, choice: Choice) -> str:
        """Return the label's words; if it has only a sign, pmtui's own: ⏳ is hard to type, and to read aloud."""
        return _without_signs(self.label(choice)) or choice.label

    def labels(self, choices: Sequence[Choice]) -> str:
        """Return this template's labels for several values of a scale: `Detected, acknowledged`.

        pmtui's own labels continue in lower case; a template's are unchanged. A label that two share appears once.
        """
        words = [self.label(choice) for choice in choices]
        own = {choice.label for choice in choices}
        lower = [word[:1].lower() + word[1:] if word in own and place else word for place, word in enumerate(words)]
        return ", ".join(dict.fromkeys(lower))

    def options(self, scale: type[Choice], current: Choice | None = None) -> list[Choice]:
        """Return one canonical value for each label of a scale, in order.

        If several values share a label, it means the one chosen now, or the one that the label names, or
        the first.
        """
        by_label: dict[str, list[Choice]] = {}
        for choice in scale:
            by_label.setdefault(self.label(choice), []).append(choice)
        return [_speaker(label, sharing, current) for label, sharing in by_label.items()]


def _speaker(label: str, sharing: list[Choice], current: Choice | None) -> Choice:
    if current in sharing:
        return current
    return next((choice for choice in sharing if choice.label.lower() == label.lower()), sharing[0])


def read_settings(text: str, where: str) -> Settings:
    """Read the front matter.

    Args:
        text: the text between the `+++` lines.
        where: the file's name, for messages.

    Raises:
        TemplateError: if it isn't TOML, or a key or value isn't valid.
    """
    try:
        data = loads(text)
    except (ValueError, RecursionError) as error:
        line, problem, hint = refusal(text, error)
        place = at_line(where, line and line + 1)  # the text begins below the first '+++'
        raise TemplateError(f"{place}: {problem}", hint or "Fix it between the '+++' lines.") from error
    for key in data:
        if key not in Settings.model_fields:
            hint = did_you_mean(key, Settings.model_fields)
            raise TemplateError(
                f"{_place(text, re.escape(key), where)}: the front matter has an unknown key '{brief(key, 80)}'.", hint
            )
    for key, scale in SCALE_TYPES.items():
        if isinstance(data.get(key), dict):
            _check_names(data[key], scale, key, _place(text, key, where))
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        key, problem, hint = misfit(error)
        raise TemplateError(f"{_place(text, key, where)}: '{key}' in the front matter {problem}.", hint) from error


def _place(text: str, key: str, where: str) -> str:
    """Return the file's name, with a key's line; the file's first line is the one above `text`."""
    for number, line in enumerate(text.split("\n"), 2):
        if re.match(rf"\s*(?:{key}\s*=|\[+{key}\b)", line):
            return at_line(where, number)
    return where


def misfit(error: ValidationError) -> tuple[str, str, str]:
    """Return which key isn't valid, why, and how it's written."""
    first = error.errors()[0]
    key = str(first["loc"][0])
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return key, "is missing", f'For example: {key} = "…"'
    example = SCALE_EXAMPLES[key] if key in SCALE_EXAMPLES else CONVENTIONS[key][1] if key in CONVENTIONS else '"…"'
    hint = f"For example: {key} = {example}"
    if key == "timezone":
        return key, "isn't a time zone", 'Use an IANA name, for example: timezone = "UTC"'
    if first["type"] == "value_error":
        return key, first["msg"].removeprefix("Value error, "), hint
    if key in SCALE_TYPES:
        return key, "must be a list of labels, or a table of labels by name", hint
    return key, f"isn't valid: {first['msg'][:1].lower()}{first['msg'][1:].rstrip('.')}", hint


def _check_names(labels: dict[str, Any], scale: type[Choice], key: str, where: str) -> None:
    problem, hint = unknown_step(labels, scale)
    if problem:
        raise TemplateError(f"{where}: '{key}' {problem}.", hint)


def unknown_step(labels: dict[str, Any], scale: type[Choice]) -> tuple[str, str]:
    """Return what is wrong with the steps that have labels, and what to do; empty if all are the scale's."""
    known = [choice.value for choice in scale]
    for name in labels:
        if name not in known:
            return f"has no step '{brief(name, 80)}'", did_you_mean(name, known) or f"Steps: {', '.join(known)}."
    return "", ""
