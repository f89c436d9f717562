"""Every rule by its code."""

from pmtui.review import actions, causes, completeness, contradictions, figures, language, sharing, timeline
from pmtui.review.findings import Rule

TOPICS = (completeness, timeline, figures, contradictions, causes, actions, language, sharing)
"""The rooms of rules, in the order in which their findings are shown."""

RULES: dict[str, Rule] = {rule.code: rule for topic in TOPICS for rule in topic.RULES}
