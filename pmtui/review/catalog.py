"""Every rule by its code."""

from pmtui.review.findings import Rule
from pmtui.review.rules import (
    actions,
    causes,
    completeness,
    contradictions,
    figures,
    old_values,
    sharing,
    timeline,
    wording,
)

TOPICS = (completeness, timeline, figures, old_values, contradictions, causes, actions, wording, sharing)
"""The rule modules, in the order that their findings are shown."""

RULES: dict[str, Rule] = {rule.code: rule for topic in TOPICS for rule in topic.RULES}
