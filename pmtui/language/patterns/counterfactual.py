"""Counterfactuals: what people should have done, could have done, or did not do."""

from pmtui.language import reasons
from pmtui.language.pattern import (
    ANYONE,
    ANYONE_HINT,
    PEOPLE_ONLY,
    SYSTEM_HINT,
    Pattern,
    Reason,
    Subject,
    Weight,
    WordClass,
)  # fmt: skip
from pmtui.language.people import people_pattern

_CLASS = WordClass.COUNTERFACTUAL
_LEFT_OUT = {Subject.PEOPLE: Weight.WARNING, Subject.NONE: Weight.WARNING, Subject.SYSTEM: Weight.WARNING,
             Subject.OUTSIDER: Weight.WARNING, Subject.RELATIVE: Weight.HINT}  # fmt: skip
"""A passive leaves out who should have done it, whatever its grammatical subject is."""

_CARE = (
    "check|test|try|warn|tell|ask|notice|consider|think of|think about|think to|invite|call off|call|escalate|page"
    "|verify|follow|read|document|communicate|inform|notify|announce|review|update|bother|look|account for|catch|spot"
    "|involve|consult|alert|prepare|share|coordinate|investigate|respond|react|act|monitor|watch|measure|raise"
    "|declare"
    "|train|question|compare|validate|confirm|double-check|see that|pay attention|take into account|pick up|recognize"
    "|recognise|roll back|include|add|set|enable|configure|keep|run|take|plan|assign|write|record|agree|install|wait"
    "|close|rehearse|practise|practice|book|give|send|fix|make sure|mention|stop|cover|remove|rotate|renew|label|mark"
    "|limit|protect|secure|back up|schedule|pause|drain|freeze|hand over|pass on|forward|report|reply|answer|attend"
    "|listen|heed|learn|address|follow up|finish|complete|maintain|assess|evaluate|clarify|define|discuss|talk"
    "|specify"
    "|restrict|ensure|provide|apply|adjust|intervene|care|clean up|insist|object|examine|inspect|publish|post|set up"
)
_CARED = (
    "checked|tested|tried|warned|told|asked|noticed|considered|thought of|thought about|thought to|escalated|verified"
    "|followed|read|documented|communicated|informed|notified|announced|reviewed|updated|bothered|looked|caught"
    "|spotted"
    "|consulted|shared|coordinated|investigated|responded|reacted|monitored|watched|measured|raised|questioned"
    "|compared|validated|confirmed|realized|realised|paged|involved|invited|switched|migrated|upgraded|replaced|fixed"
    "|renewed|planned|rehearsed|trained|prepared|discussed|examined|inspected"
    "|acted|called|ran|run|written|thought|agreed|cared|mentioned|reported"
)

_BY_A_PROGRAM = Reason(
    "by a program",
    rf"^ by the (?!(?:[\w-]+ )?{people_pattern()}\b)",
    ("The call was ignored by the proxy.", "The field was not checked by the form."),
    "after",
)

PATTERNS = (
    Pattern(
        _CLASS,
        r"(?:should|shouldn't|ought to)<HAVE> been<ADVERBS> <PARTICIPLE>",
        finds=(
            "The lift should have been stopped before anyone opened the hatch.",
            "A change of that size ought to have been announced a week earlier.",
            "The valve shouldn't have been closed during the inspection.",
        ),
        leaves=("The lift should be stopped before anyone opens the hatch.", "Each hatch should have two locks."),
        by=_LEFT_OUT,
        hints=("The robot picked nine boxes that should have been rejected for their size.",),
    ),
    Pattern(
        _CLASS,
        r"(?:should|shouldn't|ought to)<HAVE> been(?: in place| there)",
        finds=("A limit on the batch size should have been in place before the fair.",),
        leaves=("A limit on the batch size should be in place before the fair.",),
        by=_LEFT_OUT,
    ),
    Pattern(
        _CLASS,
        r"(?:should|shouldn't|ought to)<HAVE> been",
        finds=("We should have been more careful with the old key.",),
        leaves=("There should be a spare key.",),
        by={**SYSTEM_HINT, Subject.NONE: Weight.HINT},
        hints=("It should not have been possible to sell the same berth twice.",),
    ),
    Pattern(
        _CLASS,
        "(?:should|shouldn't|ought to)<HAVE><ADVERBS> (?!(?:dedicated|detailed|automated|limited|improved|centralized"
        "|defined|documented|increased|unified|separated|tested|shared|fixed|agreed|named|associated|added|extended"
        "|restricted|elevated|reduced|simplified|structured|encrypted|bounded|combined|set) "
        "(?!(?:the|a|an|it|this|that|these|those|them|us|our|their|to|in|for|on|before|and|when|with|at|by|from)\\b))"
        "<PARTICIPLE>",
        finds=(
            "We should have told the harbor office before we moved the buoys.",
            "The night operator should've stopped the belt at the first jam.",
            "The vendor ought to have warned us.",
        ),
        leaves=(
            "Every buoy should have a number.",
            "Each site should have dedicated spare parts.",
            "The wards should have access to the list at any time.",
            "What should have reached the archive went to the bin.",
        ),
        by=SYSTEM_HINT,
        hints=("The scale should have refused the second pallet.",),
    ),
    Pattern(
        _CLASS,
        r"(?:should|shouldn't|ought to)<HAVE>(?=[.,;)]|$)",
        finds=("We didn't look at the second gauge as early as we should have.",),
        leaves=("The second gauge should have one, too.",),
        by=SYSTEM_HINT,
        hints=("The gate closed later than it should have.",),
    ),
    Pattern(
        _CLASS,
        r"(?:should|shouldn't|ought to)<HAVE> had",
        finds=("We should have had a second gauge on that tank.",),
        leaves=("Each tank should have a second gauge.",),
        by=SYSTEM_HINT,
    ),
    Pattern(
        _CLASS,
        "(?:could|couldn't|might)<HAVE><ADVERBS> (?!(?:been|gone|lost|exposed|leaked|ended|had|seen a|come|become"
        "|caused|happened|affected|occurred|failed)\\b)<PARTICIPLE>",
        finds=(
            "The release manager could have stopped the ramp at the first stage.",
            "We might have found the leak on Monday with a longer look at the trend.",
        ),
        leaves=(
            "Whoever had the link could have read the names.",
            "Guests could have walked into the yard; the dog was tied up.",
            "It could also have been the fuse.",
        ),
        by={Subject.PEOPLE: Weight.WARNING},
    ),
    Pattern(
        _CLASS,
        "(?:could|might)<HAVE><ADVERBS> (?:prevented|avoided|caught|detected|alerted|warned|stopped|saved|spared"
        "|shortened|averted|reduced|limited|called|told|helped|shown|rejected|blocked|revealed|kept"
        "|compared|checked|tested|refused|noticed|flagged|told)",
        finds=("We could have avoided the second trip.",),
        leaves=("A guest could have stolen the key.", "The frost could have lasted until May."),
        by={Subject.SYSTEM: Weight.HINT, Subject.NONE: Weight.HINT, Subject.PEOPLE: Weight.WARNING},
        hints=("A fuse of the next size could have kept the pump running.",),
    ),
    Pattern(
        _CLASS,
        "(?:could|might|would)<HAVE> been<ADVERBS> (?:avoided|prevented|averted|caught|noticed|detected|spotted"
        "|found|seen"
        "|mitigated|reduced|shortened|discovered|identified|recognized|recognised|stopped|resolved|fixed|escalated"
        "|communicated|better|limited|minimized|minimised)",
        finds=(
            "The second flood could have been avoided.",
            "The crack would have been noticed in a walk around the tank.",
            "The hand-over could have been better.",
        ),
        leaves=("The cards could have been sold.", "Names might have been read by anyone with the link."),
        by={**_LEFT_OUT, Subject.RELATIVE: Weight.WARNING},
    ),
    Pattern(
        _CLASS,
        "(?:could|might)<HAVE> been<ADVERBS> (?:faster|quicker|shorter|smoother|clearer|earlier|sooner|done)",
        finds=("We could have been quicker with a list of the valves.",),
        leaves=("The way by the second quay would have been shorter.",),
        by=SYSTEM_HINT,
        hints=("The hand-over could have been shorter.",),
    ),
    Pattern(
        _CLASS,
        "(?:could|couldn't)(?: easily| still)? be (?:avoided|prevented|averted)",
        finds=("With a second look at the valve list this could be avoided.",),
        leaves=("The valve could be closed by hand.", "A longer stop can be avoided by closing the valve."),
        by=ANYONE,
        unless=(reasons.PLAN,),
    ),
    Pattern(
        _CLASS,
        "(?:would|wouldn't)<HAVE><ADVERBS> (?:been (?:better|best|wiser|faster|enough|easier|quicker|able|possible"
        "|safer)|saved|spared|avoided|prevented|averted|shortened|cut|pointed us|helped|caught|seen|noticed|found"
        "|detected|stopped|revealed|warned|alerted|allowed us|made it|given us|told us|recovered|known|rejected"
        "|limited"
        "|reduced|identified|flagged|reacted|escalated|resolved|mitigated|restored|rolled back|responded|started"
        "|paged|acted)",
        finds=(
            "We would have noticed the crack on the first round.",
            "We would have been faster with a list of the valves.",
        ),
        leaves=(
            "The tank would have been full by the evening.",
            "We would have gone on filling it.",
            "The crew would have preferred the other berth.",
        ),
        by={Subject.PEOPLE: Weight.WARNING, Subject.SYSTEM: Weight.HINT, Subject.NONE: Weight.HINT},
        unless=(reasons.LUCK,),
        hints=("A float switch would have prevented the flood.", "A second round would have caught this."),
    ),
    Pattern(
        _CLASS,
        "(?:told|informed|warned|involved|invited|briefed|consulted|asked)\\b",
        finds=("The support team was not told about the move.",),
        leaves=("The gateway was not told to read it again.", "Nothing was asked of them."),
        by=PEOPLE_ONLY,
        before="(?:(?:was|were) (?:not|never)|wasn't|weren't)(?: \\w+ly)?",
        unless=(reasons.GIVEN_REASON, reasons.GIVEN_REASON_AFTER),
    ),
    Pattern(
        _CLASS,
        "(?:tested|reviewed|verified|checked|validated|documented|questioned|considered|planned for|prepared for)\\b",
        finds=(),
        leaves=("The second tank was not filled.", "The field was not checked by the form."),
        by={**ANYONE_HINT, Subject.OUTSIDER: Weight.HINT},
        before="(?:(?:was|were|had|has|have) (?:not|never)(?: been)?|wasn't|weren't|(?:hadn't|hasn't|haven't)"
        " been)(?: \\w+ly)?",
        unless=(
            reasons.GIVEN_REASON,
            reasons.GIVEN_REASON_AFTER,
            _BY_A_PROGRAM,
        ),
        hints=("The siren was never tested with the doors shut.",),
    ),
    Pattern(
        _CLASS,
        "(?:would|wouldn't)<HAVE> (?:happened|occurred|taken place|been necessary|been needed)",
        finds=("With two guards this would not have happened.",),
        leaves=("We don't know what would happen with two guards.",),
        by={**_LEFT_OUT},
        unless=(
            reasons.LUCK,
            Reason("not denied", r"^(?!.*(?:not|n't|never) ).*$", ("It would have happened at noon.",)),
        ),
    ),
    Pattern(
        _CLASS,
        "(?:would|wouldn't|could|couldn't)<HAVE><IN_CLAUSE>{2,90}? if <IN_CLAUSE>{2,60}? (?:had|hadn't|were|was)\\b",
        finds=("We would not have needed the big pump if the hatch had been shut.",),
        leaves=(
            "It would have reached the hall if the guard had not been there.",
            "We would have been lucky if the hatch had been shut.",
        ),
        by=ANYONE,
        unless=(
            reasons.LUCK,
            Reason(
                "harm that was averted",
                r"\bif\b[^.]*(?:\bnot|n't)\b",
                ("It would have reached the hall if the guard had not been there.",),
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "(?:would|might|could)<HAVE> been (?:better|best|wiser) (?:to|if)",
        finds=("It would have been better to drain the tank at once.",),  # words: ok
        leaves=("The better tank was full.",),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "if (?!only )<IN_CLAUSE>{3,110}?\\b(?:had|hadn't|was|were|we'd|they'd|did)\\b<IN_CLAUSE>{2,110}?"
        " (?:wouldn't have"
        "|would not have|would never have|couldn't have|could not have)",
        finds=(
            "If the pump had been on its own fuse, the hall wouldn't have gone dark.",
            "If the limit was set to ten, it would not have filled the disk.",
        ),
        leaves=("If the pump fails, the hall goes dark.", "If a guest was late, the gate would not open."),
        by=ANYONE,
        unless=(reasons.LUCK,),
    ),
    Pattern(
        _CLASS,
        "if (?!only )(?:we|they|someone|somebody|anyone|the (?:[\\w-]+ ){1,2}?(?:team|engineer|operator|vendor"
        "|crew|staff))(?: had|'d)\\b(?! to\\b)<IN_CLAUSE>{2,110}? (?:would|might|could)\\b",
        finds=("If we had drained the tank first, we would have seen the crack.",),
        leaves=("If we had to drain the tank again, we would use the big pump.", "We asked if we had the right key."),
        by=ANYONE,
        unless=(reasons.LUCK,),
    ),
    Pattern(
        _CLASS,
        "had (?:not )?(?:we|they|he|she|it|this|that|these|someone|somebody|anyone|an?|the|our|their)\\b(?:"
        " [\\w'-]+){0,6}? <PARTICIPLE><IN_CLAUSE>{1,160}?\\b(?:would|wouldn't|might|could|couldn't)\\b",
        finds=(
            "Had the valve list been checked against the plan, the flood would not have happened.",
            "Had someone read the label, the crate would still be here.",
            "Had the pump been restarted at 02:10, the hold would have stayed dry.",
        ),
        leaves=(
            "We had a list that would not open.",
            "The night shift had the key.",
            "The crate was stopped. Had it left, it would have gone to the wrong port.",
        ),
        by=ANYONE,
        unless=(
            Reason(
                "not the start of a clause",
                r"\b(?!and\b|but\b|so\b)[\w'\"-]+\s*$",
                ("We had the list tested, which would not open.",),
                "before",
            ),
            reasons.LUCK,
            Reason(
                "harm that was averted",
                r"^\W*had (?:it|this|that|these)\b",
                ("Had it left, it would have crossed the border.",),
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "(?:might|would|could)<HAVE><IN_CLAUSE>{2,60}? had (?:we|they|someone|somebody|anyone|the|a|an|it|this"
        "|our)\\b<IN_CLAUSE>{1,40}? <PARTICIPLE>",
        finds=("The stop might have ended at noon had the spare pump been delivered.",),
        leaves=("The crew would have had the key by noon.",),
        by=ANYONE,
        unless=(reasons.LUCK,),
    ),
    Pattern(
        _CLASS,
        "(?:attention|care|thought|effort) (?:could|should|might)<HAVE>(?: been)? (?:paid|given|taken|put|gone)",
        finds=("More attention could have been paid to the gauge.",),
        leaves=("More attention goes to the gauge now.", "We thought the pump could have a spare."),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "(?:regret|regrets|regretted) (?:not\\b|having\\b|that (?:we|nobody|no one) (?:did|had|didn't|hadn't)\\b)",
        finds=("We regret not having closed the hatch.",),
        leaves=("We regret the noise.", "We regret that guests had to wait."),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "preventable\navoidable",
        finds=("The second flood was preventable.", "It was an avoidable stop."),
        leaves=("Wear of the belt can't be prevented.", "We don't track preventable maintenance."),
        by=ANYONE,
        unless=(
            reasons.PLAN,
            Reason("a term", r"^ maintenance", ("We don't track preventable maintenance.",), "after"),
        ),
    ),
    Pattern(
        _CLASS,
        "if only (?:we|they|i|he|she|you|someone|somebody|anyone|the [\\w-]+(?: [\\w-]+)?)(?: \\w+)?(?: had| could"
        "|'d| were)",
        finds=("If only we had kept the old key.", "If only the second guard had looked."),
        leaves=("The sum is right if only the first tank is counted.", "If only one pump runs, the level falls."),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "ideally[^.;|]{1,100}? (?:would|should|could)<HAVE>\nin an ideal world[^.;|]{1,100}? (?:would|should"
        "|could)<HAVE>",
        finds=("Ideally, the key would have been in the box.", "In an ideal world we would have had two keys."),
        leaves=("Ideally, the key is in the box.", "Put the spare key elsewhere, ideally in another building."),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "failed to\nfailing to",
        finds=(
            "The crew failed to read the plate on the valve.",
            "It was a long night, with us failing to tell the harbor office.",
        ),
        leaves=(
            "The pump failed to start.",
            "Many guests failed to check in.",
            "The lock manager failed to free the row.",
        ),
        by=PEOPLE_ONLY,
        unless=(
            Reason("not for want of trying", r"^ (?:reproduce|reach|find)\b", ("We failed to reproduce it.",), "after"),
        ),
    ),
    Pattern(
        _CLASS,
        "(?:neglected|omitted) to",
        finds=("The vendor neglected to tell us about the new firmware.",),
        leaves=("The field was omitted from the form.",),
        by=ANYONE,
        unless=(reasons.TOLD,),
    ),
    Pattern(
        _CLASS,
        "failed to (?:notice|catch|detect|alert|warn|spot|flag|report)\\b",
        finds=("The crew failed to notice the smell.",),
        leaves=("The pump failed to start.",),
        by={Subject.PEOPLE: Weight.WARNING, Subject.SYSTEM: Weight.HINT},
        hints=("The float switch failed to notice the rising water.",),
    ),
    Pattern(
        _CLASS,
        "(?:failure|failures) to (?:follow|communicate|escalate|inform|consult|warn|tell|ask|think|plan|prepare"
        "|test)\\b",
        finds=("A failure to follow the checklist led to the flood.",),
        leaves=("The failure to start was logged.", "A failure of the pump led to the flood."),
        by=ANYONE,
        unless=(reasons.REFUSED,),
    ),
    Pattern(
        _CLASS,
        f"(?:did not|didn't|never)(?: \\w+ly| even| first)? (?:{_CARE}|{_CARED})\\b",
        finds=(
            "We did not warn the ferry crew about the new berth.",
            "The author didn't ask anyone from the harbor office.",
            "The on-call never checked the second tank.",
            "The inspectors did not see that the unit was in feet.",
        ),
        leaves=(
            "The pump did not respond.",
            "Guests who did not check in by six noticed nothing.",
            "The vendor confirmed that they did not test anything.",
            "We did not have a second gauge.",
            "They did not have to call anyone.",
        ),
        by=PEOPLE_ONLY,
        unless=(reasons.GIVEN_REASON, reasons.GIVEN_REASON_AFTER, reasons.TOLD),
    ),
    Pattern(
        _CLASS,
        "(?:did not|didn't|never)(?: \\w+ly)? (?:anticipate|realize|realise|foresee|understand|appreciate|recognize"
        "|recognise)\\b\n(?:did not|didn't|never) bother",
        finds=("The crew did not bother to close the hatch.",),
        leaves=("The scanner did not recognize the label.",),
        by=PEOPLE_ONLY,
        unless=(reasons.GIVEN_REASON, reasons.TOLD),
    ),
    Pattern(
        _CLASS,
        f"(?:{_CARED})\\b",
        finds=(
            "We had not looked at the tide table.",
            "The crew still have not switched to the new chart.",
            "We had never tested the siren with the doors shut.",
        ),
        leaves=(
            "We had tested the siren in May.",
            "The pump had not responded since noon.",
            "Nobody has noticed any change since.",
        ),
        by=PEOPLE_ONLY,
        unless=(reasons.GIVEN_REASON, reasons.TOLD),
        before="(?:(?:had|has|have)(?: still| simply| also)? (?:not|never)|hadn't|hasn't|haven't)(?: yet| even)?",
    ),
    Pattern(
        _CLASS,
        "(?:nobody|no one|none of us|none of them)(?: on \\w+(?: \\w+)?| in \\w+(?: \\w+)?)?(?: had)?(?: ever| even)?"
        " (?:thought to|thought of|bothered|checked|noticed|verified|looked|tested|consulted|considered"
        "|realized|realised"
        "|questioned|escalated|reviewed|caught|spotted|monitored|watched|took|told|informed|warned|read|double-checked|investigated)\\b",
        finds=(
            "Nobody thought to look at the tide.",  # words: ok
            "No one on the crew checked the second tank.",
            "None of us had looked at the tide table.",
        ),
        leaves=("Nobody was hurt.", "Nobody on the crew has a key.", "No one can tell when it began."),
        by=ANYONE,
        unless=(reasons.GIVEN_REASON, reasons.TOLD, reasons.LUCK),
    ),
    Pattern(
        _CLASS,
        "(?:nobody|no one|none of us)(?: on [\\w-]+(?: [\\w-]+)?| in [\\w-]+(?: [\\w-]+)?| of us)? (?:understood"
        "|knew how|realized|realised)",
        finds=(),
        leaves=("Nobody on the crew was there.",),  # words: ok
        by=ANYONE_HINT,
        hints=("Nobody on the crew understood the new chart.",),
    ),
    Pattern(
        _CLASS,
        "(?:consulted|followed|heeded|escalated|adhered to|respected|communicated|taken seriously|announced"
        "|listened to|acted on|rehearsed)\\b",
        finds=("The complaints of the fishermen were not escalated.", "The checklist was not followed."),
        leaves=("The redirect was not followed by the crawler.", "The second tank was not filled."),
        by=_LEFT_OUT,
        before="(?:(?:was|were) (?:not|never)|wasn't|weren't|not being)(?: \\w+ly)?",
        unless=(
            reasons.GIVEN_REASON,
            reasons.TOLD,
            Reason(
                "by a program",
                r"^ by the (?:\w+ )?(?:client|crawler|browser|parser|server|library|proxy|job)",
                ("The redirect was not followed by the crawler.",),
                "after",
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "without(?: first| even| ever)? (?:checking|testing|verifying|telling|informing|asking|consulting|warning"
        "|notifying|reading|reviewing|double-checking)\\b",
        finds=("The crew drained the tank without telling the harbor office.",),
        leaves=("The pump starts without checking the level.", "Guests can enter without asking."),
        by={Subject.PEOPLE: Weight.WARNING},
        unless=(reasons.ON_PURPOSE, reasons.TOLD),
    ),
    Pattern(
        _CLASS,
        "(?:ignored|overlooked|missed|disregarded|dismissed|brushed aside|not acted on|not heeded)\\b",
        finds=("The second warning was ignored.", "Three calls were overlooked that night."),
        leaves=("The header was ignored.", "Two beats were missed."),
        by=ANYONE,
        before=r"\b(?:alerts?|alarms?|warnings?|pages?|signs?|complaints?|mails?|tickets?|calls?|reports?|steps?"
        r"|notes?|advice)"
        "(?: [\\w-]+){0,4}? (?:was|were|had been)(?: \\w+ly)?",
        unless=(
            _BY_A_PROGRAM,
            reasons.GIVEN_REASON_AFTER,
        ),
    ),
    Pattern(
        _CLASS,
        "did (?:anyone|anybody|somebody|someone|we|they|the (?:[\\w-]+ )?(?:team|crew|vendor|on-call)) (?:finally "
        "|even )?"
        "(?:think|notice|check|look|ask|realize|realise|see|call|tell|read|test|page|escalate)\\b",
        finds=("Only after an hour did anyone look at the tide.",),
        leaves=("How did the crew notice the leak?", "The pump did look dry."),
        by=ANYONE,
        before=r"\b(?:only|not until)\b.*",
    ),
    Pattern(
        _CLASS,
        "leaving out (?:the |our |all |two |three )*(?:[\\w-]+ )?" + people_pattern() + "\\b",
        finds=("The notice went to the ships, leaving out the harbor office.",),
        leaves=("The sum was computed leaving out the zeros.",),
        by=ANYONE,
    ),
)
