"""A person as the cause: who broke it, who did it by accident, who missed it."""

from pmtui.language import reasons
from pmtui.language.pattern import (
    ANYONE,
    PEOPLE_ONLY,
    Pattern,
    Reason,
    Subject,
    Weight,
    WordClass,
)  # fmt: skip
from pmtui.language.people import ACTOR

_CLASS = WordClass.PERSON
_UNLESS = (reasons.ON_PURPOSE, reasons.TOLD, reasons.QUESTION)

WRONG_THING = (
    "(?:deleted|dropped|removed|revoked|pushed|deployed|merged|typed|approved|clicked|applied|entered|shut down"
    "|took|chose"
    "|picked|selected|used|restarted|stopped|opened|closed|pulled|unplugged|turned off|switched off|cut|powered off"
    "|picked up|ran|hit|pressed|sent|set|wrote|loaded"
    "|put|plugged|installed|mounted|booked|assigned|uploaded|imported|copied|pasted|changed|edited|restored)"
    "(?: the| a| an| our)? (?:wrong|bad|broken|faulty|untested|incorrect)"
)
"""Something done to the wrong thing."""

BROKE = (
    "(?:broke(?! (?:the [\\w-]+ into|down|off|up|out|even))|caused|misconfigured|misread|mistyped|mistook"
    "|neglected|crashed"
    "|wiped|overwrote|dropped the ball|botched|messed up|screwed up|took down|brought down|blew (?:up|away)|knocked out"
    "|introduced (?:the|a|this|that|an)(?: [\\w-]+)? (?:bug|defect|error|fault|regression|problem|typo|mistake)"
    "|made (?:a|the|an)(?: [\\w-]+)? (?:mistake|error|typo)|mixed up|misspelled|misspelt|misplaced|miscounted"
    "|miscalculated"
    "|mislabel(?:ed|led)|misheard|confused|let (?:the|a|our|this)(?: [\\w-]+){1,2}? (?:expire|lapse|run out))"
)
"""Harm done by a person."""

MISSED = (
    "(?:missed(?! (?:our|the|its|their) (?:\\w+ )?(?:slo|sla|slos|slas|target|targets|deadline|objective|window"
    "|train|bus|flight"
    "|peak))|overlooked|ignored|disregarded|skipped|misunderstood|misinterpreted|underestimated|misdiagnosed)"
)
"""Something a person didn't see, or didn't heed."""

PATTERNS = (
    Pattern(
        _CLASS,
        "(?:accidentally|mistakenly|inadvertently|unintentionally|erroneously|incorrectly|unknowingly|unwittingly"
        "|carelessly)(?: [\\w-]+)?",
        finds=(
            "We inadvertently drained the wrong tank.",
            "A technician at the carrier accidentally cut the second line.",
            "Someone on the night shift mistakenly opened the hatch.",
            "We incorrectly took the noise for the wind.",
        ),
        leaves=(
            "The service incorrectly returned an empty list.",
            "Guests accidentally booked the same berth twice.",
            "The drill shows what happens when we accidentally drop a table in the lab.",
        ),
        by=PEOPLE_ONLY,
        unless=_UNLESS,
    ),
    Pattern(
        _CLASS,
        "(?:accidentally|mistakenly|inadvertently|unintentionally|erroneously) (?!enabled\\b)(?:deleted|dropped"
        "|removed|included|revoked"
        "|disabled|applied|pushed|deployed|overwritten|closed|set|changed|merged|left|released|published)\\b\n"
        "(?:deleted|dropped|removed|lost|revoked|disabled|pushed|deployed|overwritten|merged) (?:accidentally"
        "|mistakenly|inadvertently|unintentionally|by accident|by mistake)",
        finds=(),
        leaves=("The job accidentally matched two rows.",),
        by={Subject.SYSTEM: Weight.HINT, Subject.NONE: Weight.HINT, Subject.RELATIVE: Weight.HINT},
        unless=_UNLESS,
        hints=(
            "The plate was most likely lost inadvertently when the gate was painted.",
            "The second line was accidentally removed.",
        ),
    ),
    Pattern(
        _CLASS,
        "(?:accident|mistake)\\b",
        finds=("Someone took the spare key by mistake.",),
        leaves=("The form sends two keys by mistake.", "By accident the hall was empty."),
        by=PEOPLE_ONLY,
        before="by",
        unless=_UNLESS,
    ),
    Pattern(
        _CLASS,
        f"{BROKE}\\b",
        finds=("The author of the change broke the second gate.", "We caused the flood.", "I mistyped the berth."),
        leaves=(
            "The admin interface broke the cookie in two.",
            "The commander process caused a restart.",
            "We broke the work into three parts.",
            "A guest wrote that we had introduced a bug.",
        ),
        by=PEOPLE_ONLY,
        unless=_UNLESS,
    ),
    Pattern(
        _CLASS,
        f"{MISSED}\\b",
        finds=(
            "There was a note on the plate that we missed.",
            "They ignored the warning of the pump.",
            "There was a second hatch, which the crew overlooked.",
        ),
        leaves=(
            "The lock manager ignored readers.",
            "We missed our SLO in May.",
            "The replica missed two beats.",
            "We skipped the second hatch on purpose.",
        ),
        by=PEOPLE_ONLY,
        unless=(
            *_UNLESS,
            reasons.GIVEN_REASON,
            Reason(
                "for a reason",
                r"\b(?:because|since|as it|as the)\b",
                ("We skipped the step since it was done.",),
                "after",
            ),
        ),
    ),
    Pattern(
        _CLASS,
        f"{WRONG_THING}\\b",
        finds=("I took the wrong crate off the belt.", "The admin dropped the wrong table."),
        leaves=("The form took the wrong unit.", "Guests took the wrong door."),
        by=PEOPLE_ONLY,
        unless=_UNLESS,
    ),
    Pattern(
        _CLASS,
        "triggered(?! (?:a|the|an) (?:failover|rollback|restart|deploy\\w*|build|alert|page|rollout|alarm|run|job"
        "|backup|sync|reload|rebuild|manual|full|new|second))\\b",
        finds=("The release manager triggered the outage.",),
        leaves=("We triggered a restart.", "The deploy triggered the outage."),
        by=PEOPLE_ONLY,
        unless=_UNLESS,
    ),
    Pattern(
        _CLASS,
        f"(?:engineer|engineers|developer|person|colleague|operator|administrator|admin|technician|responder|employee"
        f"|contractor|intern|author|somebody|someone)(?: on [\\w-]+)? who (?:had )?(?:{BROKE}|triggered|deleted"
        f"|started|made|"
        "pushed|ran|merged|approved) (?:the|this) (?:outage|incident|problem|failure|bad|faulty|wrong|flood|bug"
        "|mistake|error)",
        finds=("The engineer who triggered the outage called the bridge.",),
        leaves=("The person who changed the rule saw a preview.", "The engineer who found the leak called the bridge."),
        by=ANYONE,
        unless=_UNLESS,
    ),
    Pattern(
        _CLASS,
        "(?:deleted|dropped|removed|killed|shut down|unplugged|pushed|revoked|disabled|truncated) (?:the|a|an|our"
        "|all)\\b",
        finds=("While tidying up, a contractor deleted the list that the gate still used.",),
        leaves=(
            "We removed the old pump.",
            "The admin dropped the index that was not in use.",
            "A cleanup job deleted the list.",
        ),
        by=ANYONE,
        before=f"\\b(?:an|one of our|one of the|the junior|the new|a junior|a new|a)(?: [\\w-]+)? (?:{ACTOR}s?"
        f"|technician"
        "|electrician|operator|analyst)(?: then| had)?",
        unless=(
            *_UNLESS,
            Reason(
                "an act of repair",
                r"\b(?:stuck|old|unused|to free|to stop|temporary|again)\b",
                ("An engineer deleted the stuck job.",),
                "after",
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "(?:deleted|dropped|removed|pushed|revoked|disabled) (?:the|a|an|our|all)\\b(?: [\\w-]+){0,7}?"
        " (?:production|live|entire|whole|that [^.;]{1,40}?(?:was|were|still) (?:using|used|in use)|to a public)",
        finds=("The DBA dropped the view that the gate was using.",),
        leaves=("The admin dropped the index that the query didn't use.",),
        by=PEOPLE_ONLY,
        unless=_UNLESS,
    ),
)
