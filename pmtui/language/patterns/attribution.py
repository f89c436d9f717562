"""Attribution to a person: human error, someone's mistake, who forgot it, who is to blame."""

from pmtui.language import reasons
from pmtui.language.pattern import ANYONE, PEOPLE_ONLY, PERSON_VERB, Pattern, Reason, WordClass
from pmtui.language.people import ACTOR, people_pattern

_CLASS = WordClass.ATTRIBUTION
_BY_ONE = (
    rf"by (?:the|an?|our|one|one of our|another)(?: (?!agents?\b)[\w-]+){{0,2}}? (?:{ACTOR}s?|on-call"
    r"|technician|electrician|clerk)"
)
_REFUSED = (reasons.REFUSED, reasons.REFUSED_AFTER, reasons.QUESTION, reasons.TOLD)

PATTERNS = (
    Pattern(
        _CLASS,
        "(?:human|operator|pilot|engineer|engineering|people|admin|manual) (?:error|errors|mistake|mistakes)"
        "(?! (?:corrections?|rates?|messages?|codes?|logs?|budgets?|handling|pages?|counts?|fields?|reports?|types?)"
        "\\b)",
        finds=("Human error in typing the berth.", "The cause was operator error."),
        leaves=(
            "Human error is never a root cause.",
            "We don't call it human error.",
            "Operator error messages go to the log.",
        ),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "(?:blame|fault) (?:for|of) [^.;:]{1,60}? (?:lies|rests|falls|sits)(?: \\w+)? (?:with|on)\\b",
        finds=("Blame for the flooded hold lies squarely with the night crew.",),
        leaves=("The fault of the second pump sits in its worn seal.",),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        f"(?:mistake|error|misjudgement|misjudgment|slip) (?:was|had been|were) made (?:by us|{_BY_ONE})",
        finds=("The mistake was made by a junior clerk.",),
        leaves=("The error was made visible by the second gauge.",),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "(?:inattention|inattentiveness|complacency|incompetence|laziness|sloppiness|recklessness)\\b",
        finds=("Inattention on the bridge opened the wrong valve.",),
        leaves=("The lazy relay kept its old state.",),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "whoever (?:wrote|approved|merged|configured|deployed|designed|built|reviewed|set|changed|made|ran|left|did"
        "|decided)\\b",
        finds=("Whoever set the valve had not read the note.",),
        leaves=("Whoever needs the key gets one.",),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "user (?:error|mistake)(?= on our| by| in| when| while| during|[.,;:]|$)",
        finds=("User error on our side: the crates went to the wrong hall.",),
        leaves=("The user error rate rose to 4%.", "User error pages come from the edge."),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "(?:forgot|forgotten|forgets|forgetting)\\b(?! password)",
        finds=("The clerk forgot the second box.", "We had forgotten to close the hatch."),
        leaves=(
            "The window manager forgot the size of the window.",
            "Guests who forgot their badge had to wait.",
            "The forgotten-password form still worked.",
        ),
        by=PERSON_VERB,
        unless=(reasons.QUESTION, reasons.EASY_ON_PURPOSE, reasons.TOLD),
    ),
    Pattern(
        _CLASS,
        "forgot(?:ten)? to be",
        finds=("The hatch was forgotten to be closed.",),
        leaves=("The hatch had to be closed.",),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "fat-finger(?:ed|ing|s)?\nfat finger(?:ed|ing|s)?",
        finds=("A fat-fingered berth number sent it to the wrong quay.",),
        leaves=("A finger of land divides the two bays.",),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "(?:fault|blame)\\b",
        finds=("The carrier is to blame.", "The night crew was at fault."),
        leaves=("Nobody is at fault.", "A bad fuse was at fault.", "We don't look for who is to blame."),
        by=PEOPLE_ONLY,
        before="(?:at|to)(?: be)?",
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "fault (?:of (?:the|our|an?)(?: [\\w-]+){0,2}? (?:team|vendor|provider|group|crew|supplier|carrier|company"
        f"|{ACTOR})|lies with)\\b",
        finds=("The flood was the fault of the night crew.",),
        leaves=("A fault of the pump stopped the belt.",),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "(?:fault|mistake)",
        finds=("The flood was entirely their own fault.",),
        leaves=("Their fault codes were logged.",),
        by=ANYONE,
        before="(?:was|is|were)(?: \\w+ly)? (?:his|her|their|my|your|our|the (?:[\\w-]+ )?"
        + people_pattern()
        + "'s?)(?: own)?",
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        f"(?:mistake|mistakes|error|errors|oversight|negligence|carelessness|misconfiguration)(?: made)? (?:{_BY_ONE}"
        f"|on (?:the|our|their) part|on the part of|of (?:the|an?|our|one)(?: [\\w-]+){{0,2}}? {ACTOR}s?)\\b",
        finds=("It came down to a mistake by the night engineer.", "This was an oversight on our part."),
        leaves=("An error of the third order is left out.", "The errors by region are in the table."),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        f"(?:caused|triggered|introduced|provoked|started) {_BY_ONE}"
        "(?=[.,:;!?)]|$| (?:who|that|when|while|during|on|in|at|from|and|with|after|before|running|using|by)\\b)",
        finds=("The flood was caused by an engineer who opened the wrong valve.",),
        leaves=(
            "The load was caused by the package manager.",
            "The run was started by the engineer's script.",
            "The alarm was triggered by the night team on purpose.",
        ),
        by=ANYONE,
        unless=(
            *_REFUSED,
            reasons.ON_PURPOSE,
            Reason(
                "a machine",
                r"\b(?:package|session|lock|window|memory|task|file|cluster|resource|key|node|process|device"
                r"|version|volume|service|state) manager|command(?:er)? process",
                ("The load was caused by the package manager.",),
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "due to (?:an?|the|one of our|our)(?: [\\w-]+){0,2}? (?:engineer|developer|administrator|technician"
        "|contractor|colleague|employee|operator)s? (?:\\w+ing|who)\\b",
        finds=("It was due to a technician pulling the wrong cable.",),
        leaves=("It was due to a pump running dry.",),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "(?:responsibility|blame)\\b[^.;]{0,40}? (?:lies|lie|rests|rest|falls|fall) (?:with|on)\n"
        "responsible for (?:the|this|that) (?:outage|incident|failure|bug|error|mistake|downtime|disruption)",
        finds=(
            "The responsibility for the flood lies with the harbor office.",
            "The vendor is responsible for this outage.",
        ),
        leaves=("The harbor office is responsible for the lamps.",),
        by=ANYONE,
        unless=(
            *_REFUSED,
            Reason(
                "a thing",
                r"\b(?:bug|change|query|job|host|flag|process|component|code|commit|rule|table) "
                r"(?:that (?:was|is) |was |is )?responsible",
                ("We found the query responsible for the outage.",),
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "(?:slip of the|momentary lapse|lapse (?:of|in) (?:attention|judgment|judgement|concentration)"
        "|absent-minded(?:ly)?)\n"
        "oversight (?:by|on)\nmistake on (?:our|their|the) (?:side|part)\n"
        "(?:lack of|insufficient|inattention to) (?:care|attention|discipline|diligence|attention to detail|ownership"
        "|responsibility|vigilance)\\b",
        finds=("A lack of attention left the hatch open.",),
        leaves=("A lack of spare pumps left the tank full.",),
        by=ANYONE,
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "(?:paying attention|careful)\\b",
        finds=("The night crew was not paying attention.",),
        leaves=("Thank you for paying attention.", "That the crew wasn't careful explains nothing."),
        by=PEOPLE_ONLY,
        unless=_REFUSED[1:],
        before="(?:not|wasn't|weren't)",
    ),
    Pattern(
        _CLASS,
        "(?:mistake|oversight|negligence|carelessness|slip)\\b",
        finds=("It was the night engineer's mistake.",),
        leaves=("The engine's fault was a dry bearing.", "The vendor's error code is 4."),
        by=ANYONE,
        before=rf"\b{people_pattern()}'s?(?: own)?",
        unless=_REFUSED,
    ),
    Pattern(
        _CLASS,
        "(?:oversight|inattention|carelessness)\\b",
        finds=("Due to an oversight the hatch was open.",),
        leaves=("The board has the oversight of the harbor.",),
        by=ANYONE,
        before=r"\b(?:due to|because of|through|by)(?: an?| some| plain| sheer| pure)?",
        unless=_REFUSED,
    ),
)
