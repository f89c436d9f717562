"""Vague actions, and actions that try to fix people: neither can be checked off."""

from pmtui.language.pattern import ANYONE, Pattern, Reason, WordClass
from pmtui.language.people import people_pattern

_START = (
    r"^\W*(?:\[[ x]\]\W*)?(?:please |let's |(?:we|the team) (?:need|have|should|must|will|want)(?: to)? |to )?"
    r"(?:also |further |just )?(?:(?:review|audit|check|extend|update) and )?"
)
_TEAMS = people_pattern()

END_STATE = Reason(
    "an end that can be checked",
    r"\bso (?:that|it|they|the|each|every|no|only|nothing)\b|\buntil (?:the|all|every|each|no|it)\b"
    r"|\b(?:below|above|under|at least|at most|no more than|less than|more than|every) (?:\d|<NUMBER>\b)"
    r"|\b(?:over|within) (?:\d[\d.,]*+|<NUMBER>\b)(?! ?(?:days?|weeks?|months?|sprints?|quarters?|years?|incidents?)\b)"
    r"|\b(?:instead of|rather than|done when)\b|\bfails? (?:when|if|on)\b"
    r"|\bto (?:at least |at most )?(?:<NUMBER>\b|\d[\d.,]*+)"
    r"(?![:-]\d| ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    r"|\bby (?:at least |at most )?(?:(?:half|two thirds|a (?:third|quarter|factor))\b"
    r"|\d[\d.,]*+ ?(?:%|percent\b|times\b|x\b))"
    r"|[:;,] (?:add|set|write|move|record|document|publish|replace|remove|put|give|make it|export|page|alert)\b"
    r"|\band (?:write|record|document|page|alert|replace|publish|raise|set|add|remove|delete|attach|file|put)\b"
    r"|, with (?:an?|one|two|three|the) (?!focus|view|goal|look|emphasis|aim)",
    (
        "Improve the plate of the second valve: add its number in both units.",
        "Enhance the lamp so that it can be read at ten steps.",
        "Increase the number of pumps from 2 to 4.",
        "Increase the share of gates with a lamp by 20%.",
        "Investigate the leak and write the cause into the log of the tank.",
    ),
)
CHANGED_TO = Reason(
    "what it will do",
    r"\bto (?!(?:reduce|improve|ensure|avoid|prevent|make|shorten|be|better|help|see|find|understand|determine"
    r"|handle|address"
    r"|minimi[sz]e|increase|decrease|enhance|optimi[sz]e|strengthen|speed|keep|get|do|allow|support|mitigate|limit"
    r"|lower|identify|detect|catch|respond|deal|cope|scale|work|the|a|an|our|this|that|these|all|any|end|date|day"
    r"|production)\b)[a-z]+\b|\bby \w+ing\b",
    ("Improve the move to run in groups of ten.", "Strengthen the hatch by adding a second bolt."),
    place="after",
)

VAGUE = (
    Pattern(
        WordClass.VAGUE,
        "(?:improve|improving|enhance|enhancing|strengthen|strengthening|harden|hardening|optimise|optimize"
        "|optimising|optimizing|streamline|modernize|modernise)",
        finds=(
            "Improve alarms (#123).",
            "Optimize the night run of the 4 pumps.",
            "We should harden the gate.",
            "Improve the lamps by 15 May.",
            "Improve the lamps by 2026-04-01.",
            "Improve the plan from 2023.",
            "Improve the lamps over 2 sprints.",
            "Improve alarms, with a focus on gate 3.",
            "Check and improve the locks.",
        ),
        leaves=("Improve the plate: add its number.", "Improve the move to run in groups of ten."),
        by=ANYONE,
        unless=(CHANGED_TO,),
        before=_START,
    ),
    Pattern(
        WordClass.VAGUE,
        "(?:increase|increasing|reduce|reducing|decrease|minimize|minimise|better|more)",
        finds=("Increase the resilience of the gate.", "Better lamps.", "More tests for the gate"),
        leaves=("Increase the pool from 10 to 20.", "Reduce the wait below 5 minutes."),
        by=ANYONE,
        unless=(CHANGED_TO,),
        before=_START,
    ),
    Pattern(
        WordClass.VAGUE,
        "make [^.]{1,60}? (?:better|more \\w+|safer|faster|easier|robust|reliable|resilient)\n(?:be|being|get)"
        " (?:more|better)\nensure [^.]{1,60}? (?:more \\w+|better|robust|reliable|resilient|properly)",
        finds=("Make the gate more robust.", "Get better at calling the harbor office.", "Be more careful with keys."),
        leaves=("Make the gate close when the guard leaves.", "Ensure that each gate has two keys."),
        by=ANYONE,
        unless=(CHANGED_TO,),
        before=_START,
    ),
    Pattern(
        WordClass.VAGUE,
        "look (?:more )?(?:closely )?(?:into|at)\n(?:investigate|investigating|investigation|explore|exploring"
        "|research|consider"
        "|considering|evaluate|evaluating|evaluation|assess|assessing|discuss|revisit|rethink|re-think|brainstorm)\n"
        "think about\nthink of\nfigure out\nfind out\nfind ways\nsee if\ntake (?:another|a) look\nidentify"
        " ways\nidentify how\nlook for ways\nexamine (?:how|ways|whether|options)\ndetermine (?:how|ways|whether)",
        finds=(
            "Investigate EC2 sizes.",
            "Investigate the 3 valves within 2 weeks.",
            "Look into the second hatch (OPS-12).",
            "Consider a second carrier by 3 May.",
            "Find ways to shorten the walk.",
        ),
        leaves=(
            "Investigate why pump 3 stopped; write the cause into its log.",
            "Remove the second hatch.",
        ),
        by=ANYONE,
        before=_START,
    ),
    Pattern(
        WordClass.VAGUE,
        "work (?:on|towards)\ntry (?:to|out)\nkeep (?:an eye|monitoring|watching)\nmonitor (?:the"
        " )?situation\naddress\n"
        "follow up\nfollow-up\nclean up\nhandle [^.]{1,60}? better\navoid \\w+ing\nplan [^.]{1,60}? properly\ndeal"
        " with\nfix the (?:bug|issue|issues|problem|problems)(?=\\W*$)\n"
        "review (?:the |our )?(?:[\\w-]+ )?(?:process|processes|procedure|procedures|approach|policy|practice"
        "|practices|way)\n"
        "(?:ensure|make sure)(?: that)? (?:this|it) (?:doesn't|does not|never|won't|will not|can't|cannot)",
        finds=(
            "Work on the lamps of the second quay.",
            "Keep an eye on the tide.",
            "Review our process for keys.",
            "Review the on-call process.",
        ),
        leaves=(
            "Review the 14 keys that open two doors, and replace each by its own.",
            "Address labels get a second line.",
        ),
        by=ANYONE,
        before=_START,
        unless=(
            Reason(
                "a noun", r"^ (?:labels?|book|field|list|fields|range)\b", ("Address fields get a limit.",), "after"
            ),
        ),
    ),
    Pattern(
        WordClass.VAGUE,
        "(?:more|better|some|additional|further) (?:monitoring|alert|alerts|alerting|test|tests|testing|logging|logs"
        "|documentation|metrics|checks|safeguards|validation|observability|automation|training"
        "|communication)\\b(?=\\W*$| (?:for|to|of|around|on|in)\\b)",
        finds=("Add more tests.", "Add better alerting for the gate."),
        leaves=("Add a test that opens the gate twice.", "Add 3 tests for the gate."),
        by=ANYONE,
        before=r"\b(?:add|adding|implement|introduce|create|provide|need|have|write)",
    ),
    Pattern(
        WordClass.VAGUE,
        "(?:monitoring|alerting|documentation|logging|tests)(?=\\W*$)",
        finds=("Add monitoring.",),
        leaves=("Add the gate to the monitoring.",),
        by=ANYONE,
        before=_START + "(?:add|adding|implement|do)",
    ),
    Pattern(
        WordClass.VAGUE,
        "where (?:it makes sense|possible|appropriate|needed)\nat some point\nwhen (?:there is|we have|we find)"
        " (?:time|capacity)\nif possible\nas needed\nsome day\nsomeday\nin the future\nsooner or later",
        finds=("Replace the second hatch when there is time.", "Move the keys at some point."),
        leaves=("Replace the second hatch.", "Move the keys where the guard sits."),
        by=ANYONE,
    ),
)

FIXES_PEOPLE = (
    Pattern(
        WordClass.PEOPLE,
        f"remind(?: (?:the|all|our|every|each|both))*(?: [\\w-]+){{0,2}}? {_TEAMS}\\b\neducat(?:e|ing)\n"
        f"(?:tell|teach|encourage|urge|instruct|coach|brief|reprimand)(?: (?:the|all|our|every|each|both|new"
        f"|a))*(?: [\\w-]+)? {_TEAMS}\\b\n"
        f"(?:train|retrain|re-train)(?: (?:the|all|our|every|new|more|each))*(?: [\\w-]+)? {_TEAMS}\\b",
        finds=(
            "Remind the team to close the hatch.",
            "Train all operators on the new valve.",
            "Tell engineers to look twice.",
        ),
        leaves=(
            "Remind subscribers by mail before the card expires.",
            "Coach lines get a feed of their own.",  # words: ok
            "Train the model without the doubled rows.",
            "Teach the linter the new rule.",
        ),
        by=ANYONE,
    ),
    Pattern(
        WordClass.PEOPLE,
        "remind (?:ourselves|yourself|them|him|her|each other|\\w+ to)",
        finds=("Remind ourselves of the tide table.",),
        leaves=("Send a reminder from the calendar.",),
        by=ANYONE,
        unless=(Reason("customers", r"^\s*remind (?:customers|users|subscribers|guests)", ("Remind guests to pay.",)),),
    ),
    Pattern(
        WordClass.PEOPLE,
        "raise(?: the)? awareness\nraising awareness\nmake (?:everyone|everybody|people|the team|all) (?:aware"
        "|understand)\n(?:reinforce|stress|emphasise|emphasize|underline) (?:the importance|to)\nstress to\n"
        "share (?:the |our )?(?:learnings|lessons)\nperformance review\nremember to\nfollow the [\\w-]+(?:"
        " [\\w-]+)? next time\ndisciplinary\n"
        "training for (?:the |all |our |new )*(?:[\\w-]+ )?" + people_pattern() + "\\b\n"
        "hold (?:people|them|him|her|everyone|the [\\w-]+(?: [\\w-]+)?) accountable\n(?:get|have) (?:everyone"
        "|everybody|people) to",
        finds=(
            "Raise awareness of the tide.",
            "Emphasize the importance of the second bolt.",
            "Remember to close the hatch.",
        ),
        leaves=("Raise the limit.", "Make all gates close.", "Share the list of keys with the guard."),
        by=ANYONE,
    ),
    Pattern(
        WordClass.PEOPLE,
        "(?:be|being|become) (?:extra )?(?:careful|cautious|vigilant|diligent|attentive|mindful|aware)\n"
        "(?:be|being|become) more (?:cautious|vigilant|diligent|attentive|mindful|aware)\n"
        "pay (?:more |closer |extra )?attention\n(?:more|better|greater) (?:care|discipline|attention|diligence)\n"
        "double-check\ndouble check",
        finds=("Be more vigilant at the gate.", "Double-check the plate before opening."),
        leaves=("Be sure to keep the old key.", "Pay the second guard for the night."),
        by=ANYONE,
        unless=(
            Reason(
                "the system does it",
                r"^\W*(?:\w+ )?(?:make|have|let) the (?:\w+ )?(?:job|script|tool|pipeline|linter|form)",
                ("Make the job double-check the plate.",),
            ),
        ),
    ),
    Pattern(
        WordClass.PEOPLE,
        "be more careful",
        finds=("The night crew has to be more careful.",),
        leaves=("Take the careful route.",),
        by=ANYONE,
        before="(?:to|should|must)",
    ),
    Pattern(
        WordClass.PEOPLE,
        "(?:hold|schedule|give|organise|organize|run|conduct) (?:a |an )?(?:[\\w-]+ ){0,2}?(?:training|trainings"
        "|workshop|refresher|course|session in which|session on)\\b(?! (?:job|jobs|run|set|data|pipeline))",
        finds=("Hold a safety training for the night crew.",),
        leaves=("Run the training job at night.", "Hold the gate open for ten seconds."),
        by=ANYONE,
    ),
    Pattern(
        WordClass.PEOPLE,
        f"send (?:an |a )?(?:e-?mail|message|reminder|note) to(?: (?:the|all|our|every))* {_TEAMS}\\b",
        finds=("Send a message to all engineers about the tide.",),
        leaves=("Send a message to the queue when the hatch opens.",),
        by=ANYONE,
    ),
    Pattern(
        WordClass.PEOPLE,
        f"(?:make sure|ensure)(?: that)?(?: (?:the|all|our|every|each))*(?: [\\w-]+)? {_TEAMS} (?:\\w+ly"
        f" )?(?:check|checks|double-check|double-checks|read|reads"
        "|follow|follows|know|knows|understand|understands|pay|pays|remember|remembers|are aware|is aware|test"
        "|tests|use|uses|look|looks|think|thinks)\\b",
        finds=("Make sure everyone double-checks the tide table.",),
        leaves=("Make sure that everybody on the rota gets a page.", "Ensure the team's mailbox has an owner."),
        by=ANYONE,
    ),
    Pattern(
        WordClass.PEOPLE,
        "(?:everyone|everybody|engineers|developers|people|operators|reviewers) (?:has to|have to|needs to|need to"
        "|must|should)\\b",
        finds=("Everyone must read the tide table again.",),
        leaves=("Everyone on the rota gets a page.",),
        by=ANYONE,
        unless=(
            Reason(
                "approved by a tool",
                r"\b(?:enforced|checked|blocked) by\b",
                ("Developers must get two approvals, enforced by the host.",),
            ),
        ),
    ),
    Pattern(
        WordClass.PEOPLE,
        f"ask(?: (?:the|all|every|our))*(?: [\\w-]+)? {_TEAMS} to\\b\n(?:talk|speak) to (?!the (?:vendor|provider"
        f"|supplier|carrier)|vendors)(?:the )?[\\w-]+"
        " (?:about (?:following|being|paying|his|her|their)|who)\nhave a word with\nexplains? to (?:every|all)\\w*",
        finds=("Ask engineers to pay more attention.", "Talk to the guard about following the list."),
        leaves=("Talk to the vendor about a notice of 14 days.", "Ask the host for its report by Friday."),
        by=ANYONE,
    ),
    Pattern(
        WordClass.PEOPLE,
        f"refresh(?: (?:the|all|our))* {_TEAMS}",
        finds=("Refresh the team on the tide table.",),
        leaves=("Refresh the cache of the gate.",),
        by=ANYONE,
    ),
)
PATTERNS = (*FIXES_PEOPLE, *VAGUE)
