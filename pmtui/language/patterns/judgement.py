"""Judgments of people's conduct, praise too."""

from pmtui.language import reasons
from pmtui.language.pattern import (
    ANYONE,
    ANYONE_HINT,
    PEOPLE_ONLY,
    Pattern,
    Reason,
    Subject,
    Weight,
    WordClass,
)  # fmt: skip

_CLASS = WordClass.JUDGEMENT
_TESTED = (
    "tested|reviewed|planned|communicated|trained|prepared|briefed|checked|vetted|assessed|coordinated|informed"
    "|considered|handled|managed|executed|supervised|rehearsed|set up|thought out|thought through|staffed"
    "|organized|organised"
)
_TESTING = (
    "testing|review|reviews|planning|communication|training|preparation|supervision|staffing|coordination|judgement"
    "|judgment|care|oversight|diligence|handover"
)
_WRONG_FOR_PEOPLE = {Subject.PEOPLE: Weight.WARNING, Subject.SYSTEM: Weight.HINT, Subject.RELATIVE: Weight.HINT,
                     Subject.NONE: Weight.HINT}  # fmt: skip

PATTERNS = (
    Pattern(
        _CLASS,
        "careless(?:ly|ness)?\nwoefully\nnegligent(?:ly)?\nnegligence\nreckless(?:ly"
        "|ness)?\nsloppy\nsloppily\nsloppiness\n"
        "thoughtless(?:ly|ness)?\nirresponsible\nirresponsibly\nunprofessional(?:ly)?\nincompetent(?:ly)?\n"
        "incompetence\n"
        "foolish(?:ly)?\nstupid(?:ly"
        "|ity)?\ninexcusabl[ey]\nunforgivabl[ey]\nill-advised\nunwise(?:ly)?\nill-considered\n"
        "blunder(?:ed|s)?\ncomplacen(?:cy"
        "|t)\nhalf-hearted(?:ly)?\namateurish(?:ly)?\nclueless(?:ly)?\noverconfiden(?:t|ce)\n"
        "overly confident\nmismanag(?:ed|ement)\nnaively\nlazily",
        finds=(
            "The label was carelessly taken from the old crate.",
            "Draining the tank at noon was ill-advised.",
            "Such a wait is inexcusable.",
        ),
        leaves=("The loss was negligible.", "We handle the crates with care.", "The images are lazily loaded."),
        by=ANYONE,
        unless=(
            reasons.QUESTION,
            Reason(
                "loading on demand",
                r"^ (?:load\w*|evaluat\w*|initiali\w*|creat\w*)",
                ("The list is lazily created.",),
                "after",
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "lazy (?:engineers?|developers?|mistake|reviews?|approach|workaround|fix|shortcut)",
        finds=("The lazy approach to spare keys was known.",),
        leaves=("The lazy quantifier took all of the line.",),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "hastily\nhasty (?:decision|decisions|change|changes|fix|merge|approval|rollout|judgment|judgement"
        "|conclusion)\nrashly\nrash (?:decision|decisions)",
        finds=("The plan was hastily approved on the eve of the fair.", "It was a hasty decision."),
        leaves=("A hasty exit from the hall was not needed.",),
        by=ANYONE,
        unless=(reasons.REFUSED,),
    ),
    Pattern(
        _CLASS,
        f"(?:inadequately|insufficiently|improperly) (?:{_TESTED})\n"
        f"(?:inadequate|insufficient|improper) (?:{_TESTING})\\b",
        finds=("The crew was inadequately trained.", "Insufficient planning led to two ferries at one berth."),
        leaves=(
            "The inadequate lighting of the berth is known.",
            "A limit of two seconds is inappropriate for that link.",
            "The disk had insufficient space.",
            "The string was improperly escaped.",
        ),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        f"(?:{_TESTING})(?: was| were)(?: \\w+ly)?(?: very| too)? (?:not sufficient|not enough|not good"
        "|insufficient|inadequate|poor|bad|lacking|slow|weak|chaotic|inappropriate)\\b",
        finds=("Their staffing was plainly not sufficient.", "Our communication was poor."),
        leaves=("Their staffing was the same as in May.",),
        by=ANYONE,
        before="(?:their|our|his|her)",
    ),
    Pattern(
        _CLASS,
        f"(?:properly|adequately|sufficiently|appropriately) (?:{_TESTED})\\b",
        finds=("The new chart was not properly reviewed.",),
        leaves=("The clock was not properly set after the power cut.", "The hatch does not close properly."),
        by=ANYONE,
        before="(?:not|never|wasn't|weren't|isn't|without being|hardly)(?: been| being)?(?: \\w+ly)?",
    ),
    Pattern(
        _CLASS,
        "(?:acted|responded|reacted|behaved|performed|handled it|handled this|handled the (?:\\w+ )?(?:incident"
        "|outage|situation))(?: very)? (?:properly|improperly|appropriately|inappropriately|professionally|admirably"
        "|unprofessionally|badly|poorly|brilliantly|heroically|exceptionally)",
        finds=("The night crew reacted appropriately.", "Support handled it badly."),
        leaves=("The server responded properly to the probe.",),
        by=PEOPLE_ONLY,
    ),
    Pattern(
        _CLASS,
        "(?:great|good|nice|impressive|tremendous|excellent|brilliant|superb|fantastic|amazing|outstanding|stellar"
        "|heroic|terrific|wonderful|exceptional"
        "|commendable) (?:job|work|effort|efforts|response|teamwork|judgement|judgment|collaboration|communication"
        "|decision)\\b\nheroically\nadmirabl[ey]\ncommendabl[ey]\nheroics\nwell done\nkudos",
        finds=("Great work!", "The guard showed excellent judgment."),
        leaves=("A great number of crates was left.", "The well was dry.", "The work took a great effort."),
        by=ANYONE,
        unless=(Reason("of a sum", r"took a $", ("The work took a great effort.",), "before"),),
    ),
    Pattern(
        _CLASS,
        "exemplary\nflawless(?:ly)?\nimpeccabl[ey]",
        finds=(),
        leaves=("The example was short.",),
        by=ANYONE_HINT,
        hints=("The response of the night crew was exemplary.", "The hand-over went flawlessly."),
    ),
    Pattern(
        _CLASS,
        "flawlessly\nexemplary job\nflawless work",
        finds=("The crew did flawless work.", "We worked flawlessly."),
        leaves=("The valve was without a flaw.",),
        by=PEOPLE_ONLY,
    ),
    Pattern(
        _CLASS,
        "wrongly",
        finds=("Someone wrongly labeled the second crate.", "The crew wrongly assumed that the tank was empty."),
        leaves=("The wrong label was on the crate.", "Guests wrongly entered the yard."),
        by=_WRONG_FOR_PEOPLE,
        unless=(reasons.TOLD,),
        hints=("The gauge wrongly showed an empty tank.",),
    ),
    Pattern(
        _CLASS,
        "(?:communicated|handled|managed|executed|planned|prepared|organized|organised|coordinated|reacted|responded"
        "|thought out|tested|led|designed|written) (?:very |so |rather |too )?(?:poorly|badly)\n"
        "(?:poorly|badly) (?:communicated|handled|managed|executed|planned|prepared|organized|organised|coordinated"
        "|thought|tested|led|designed|written|misjudged|judged|trained|conceived)",
        finds=("The move was poorly planned.", "The stop was communicated badly.", "The tide was badly misjudged."),
        leaves=("The old pump performs poorly in the cold.", "The crate was badly damaged."),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "(?:mishandled|bungled|fumbled|dithered|wisely|skilfully|skillfully|expertly|brilliantly|masterfully|diligently"
        "|superbly|sensibly|rightly|appropriately|inappropriately)\n"
        "(?:lacked|lacks|lacking) (?:the )?(?:care|discipline|urgency|judgement|judgment|experience|skill|skills"
        "|attention)\n"
        "(?:wasted|waste) (?:\\w+ )?(?:time|an hour|hours|minutes)\nhesitated too\n"
        "(?:should|ought to) (?:know|have known) better\n(?:inexperienced|unqualified|untrained)\n"
        "(?:panicked|ill-prepared|unprepared|blindly|lax)\nslow to (?:react|respond|notice|act|escalate|realize"
        "|realise)\n(?:took|taken) (?:\\w+ )?too lightly\nmisjudged\nshrugged off\nbrushed (?:off|aside)\ncut"
        " corners\ndragged (?:our|their|his|her) feet\nturned a blind eye\n"
        "paid (?:no|little|too little) attention\ndid not care\ndidn't care\ndid not take (?:it|this|that|them)"
        " seriously\n"
        "didn't take (?:it|this|that|them) seriously\nshowed (?:no|little) (?:urgency|interest|concern|sense)",
        finds=("We shrugged off the first two calls.", "The carrier's staff showed no urgency."),
        leaves=("The guests paid no attention to it.",),
        by=PEOPLE_ONLY,
    ),
    Pattern(
        _CLASS,
        "(?:poor|bad|terrible|questionable) (?:job|judgement|judgment|decision|decisions|planning|communication"
        "|handling|choices|idea|leadership|execution|preparation)\\b",
        finds=("Poor planning left one guard for two gates.", "It was a bad idea to move both halls."),
        leaves=("The poor link dropped packets.", "The wrong choice in the form is the first one."),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "(?:far|much|way) too (?:late|early|hastily|quickly|slow to|long to)\nfar too slowly",
        finds=("The second crew was called far too late.", "Gates opened much too early, no rehearsal"),
        leaves=("The limit was far too low.", "The replica was too far behind.", "The link was far too slow."),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "(?:acted|reacted|responded|escalated|moved|communicated|declared|informed us|told us) (?:much |far |way"
        " )?too (?:slowly|late|little|early)\n(?:was|were) too slow (?:to|in)",
        finds=("The carrier reacted too late.", "We were too slow to call the second crew."),
        leaves=("The replica reacted too late.", "The link was too slow."),
        by=PEOPLE_ONLY,
    ),
    Pattern(
        _CLASS,
        "unacceptabl[ey](?! (?:high|slow|low|long|large|level|levels|latency|performance|load|error|risk|number))",
        finds=("The silence of the carrier was unacceptable.",),
        leaves=("Latency was at an unacceptable level.", "Pages were unacceptably slow."),
        by=ANYONE,
        unless=(
            reasons.TOLD,
            Reason(
                "a value that isn't accepted",
                r"^ (?:value|format|certificate|to (?:the )?(?:client|server))\b",
                ("The unacceptable value was dropped.",),
                "after",
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "(?:agreement|communication|attention|thought|discipline|planning|coordination|care)\\b",
        finds=(),
        leaves=("There was too little water in the tank.", "Not enough pumps ran."),
        by=ANYONE_HINT,
        before="(?:too little|not enough)",
        hints=("There was too little agreement between the two crews.",),
    ),
)
