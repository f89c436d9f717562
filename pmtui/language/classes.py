"""The classes of wording that reviewers flag, with their sources and what to ask instead."""

from dataclasses import dataclass

from pmtui.language.pattern import WordClass

SOURCES: dict[WordClass, str] = {
    WordClass.COUNTERFACTUAL: "Microsoft Learn; field guides to language in incident reviews",
    WordClass.JUDGEMENT: "Microsoft Learn; safety literature",
    WordClass.ATTRIBUTION: "PagerDuty's postmortem guide",
    WordClass.HEAT: "Google, SRE Workbook",
    WordClass.HINDSIGHT: "alex, retext",
    WordClass.PERSON: "Google, SRE Workbook; PagerDuty",
    WordClass.VAGUE: "PagerDuty; Google, SRE Workbook",
    WordClass.PEOPLE: "Google, SRE Workbook",
}
"""The sources of each class."""

INSTEAD: dict[WordClass, str] = {
    WordClass.COUNTERFACTUAL: "What happened, and what made sense at the time?",
    WordClass.JUDGEMENT: "What did they see and know at the time?",
    WordClass.ATTRIBUTION: "What made the error possible, or easy to make?",
    WordClass.HEAT: "What happened, in neutral words?",
    WordClass.HINDSIGHT: "Did it look that way at the time, to the people who were there?",
    WordClass.PERSON: "What made that action likely? Name the role or the system.",
    WordClass.VAGUE: "What will be true when it's done?",
    WordClass.PEOPLE: "What would make it safe by design?",
}
"""A better question for each class."""


@dataclass(frozen=True)
class Hit:
    """Words that a class flags.

    Attributes:
        word_class: the class.
        start: where they start in the text.
        words: the words.
        is_soft: only a hint, because the sentence is about a system.
    """

    word_class: WordClass
    start: int
    words: str
    is_soft: bool = False

    @property
    def instead(self) -> str:
        """A better question to ask."""
        return INSTEAD[self.word_class]
