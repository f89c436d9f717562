"""Hindsight: words that make it look plain at the time."""

from pmtui.language import reasons
from pmtui.language.pattern import ANYONE, ANYONE_HINT, PEOPLE_ONLY, Pattern, Reason, Subject, Weight, WordClass

_CLASS = WordClass.HINDSIGHT
_NEGATED = Reason(
    "something that wasn't obvious",
    r"(?:n't|\b(?:not|no|less|never|nor|without|far from|any|hardly|nothing))(?: \w+)? $",
    ("It was not obvious that the gauge was stuck.",),
    "before",
)
_FIRST = Reason("not at the start of a sentence", r"\w.*$", ("The office was closed, of course.",), "before")
_DISCOVERED = Reason(
    "what became clear in the course of it",
    r"\b(?:bec[ao]mes?|becoming|more|soon|eventually|make|makes|made)(?: \w+)? $",
    ("By noon it became obvious that the gauge was stuck.",),
    "before",
)

_IS_SO = Reason(
    "a fact that holds at any time",
    r"\b(?:is|are)(?: also)? $",
    ("A negative depth is obviously invalid.",),
    "before",
)

PATTERNS = (
    Pattern(
        _CLASS,
        "obviously",
        finds=("The gauge was obviously stuck.", "Obviously, two keys are too few."),
        leaves=(
            "The two plates look the same.",
            "The link was not obviously slow.",
            "A negative depth is obviously invalid.",
        ),
        by=ANYONE,
        unless=(_NEGATED, reasons.TOLD, _IS_SO),
    ),
    Pattern(
        _CLASS,
        "obvious (?:from|that|to (?:everyone|everybody|anyone|us|all)|in hindsight|all along|mistake|gap|oversight)",
        finds=("It was obvious from the trend that the tank was leaking.",),
        leaves=(
            "There was no obvious error in the log.",
            "It was not obvious that the gauge was stuck.",
            "The fault has no obvious pattern.",
        ),
        by=ANYONE,
        unless=(_NEGATED, _DISCOVERED, reasons.TOLD),
    ),
    Pattern(
        _CLASS,
        "(?:obvious|self-evident|plain|glaring)(?=[.,;]|$)",
        finds=("The crack was obvious.",),
        leaves=("The crack was not obvious.", "There was no obvious crack."),
        by=ANYONE,
        before="(?:was|were)",
        unless=(reasons.TOLD,),
    ),
    Pattern(
        _CLASS,
        "clearly(?=,| (?:the|our|a|an|should|could|was not enough|were not|did not|didn't|failed|underestimated"
        "|needs|needed|wrong|not (?:enough|sufficient|ready|prepared)|insufficient|inadequate)\\b)",
        finds=(
            "Clearly, the tank was leaking.",
            "The cause was clearly the old seal.",
            "We clearly needed a second pump.",
        ),
        leaves=(
            "The crates are clearly labeled.",
            "The coins were clearly fake: the edge was smooth.",
            "The page told guests clearly which gate was open.",
        ),
        by=ANYONE,
        unless=(reasons.TOLD, _NEGATED, reasons.QUESTION, _DISCOVERED),
    ),
    Pattern(
        _CLASS,
        "clearly (?:shows|showed|visible|seen)",
        finds=(),
        leaves=("The wall clearly carries the weight.",),
        by=ANYONE_HINT,
        hints=("The curve clearly shows the leak.",),
        unless=(_NEGATED,),
    ),
    Pattern(
        _CLASS,
        "(?:simply|just|only|merely) (?:had to|have to|needed to|need to) (?:look|check|read|open|ask|see|search|run"
        "|compare"
        "|glance|notice|call|follow)\\b",
        finds=(
            "We only had to read the plate.",
            "You just need to look at the gauge.",  # words: ok
        ),
        leaves=(
            "The reader only had to follow the pointer.",
            "Guests just had to open the app again.",
            "The robot simply takes the next crate.",
            "We just had to wait for the tide.",
            "The crates had simply stayed there.",
        ),
        by={Subject.PEOPLE: Weight.WARNING},
    ),
    Pattern(
        _CLASS,
        "(?:simply|just|merely) (?:to (?:raise|set|add|look|check|read|restart|change|remove)|a matter of)\\b",
        finds=("The repair was simply to raise the float.", "It was just a matter of reading the plate."),
        leaves=("The valve is simply open.", "The field was simply too short."),
        by=ANYONE,
        before="(?:was|is|would be|have been|be)",
    ),
    Pattern(
        _CLASS,
        "simply (?:too|wrong|not enough|not good enough|not acceptable)",
        finds=("One guard for two gates is simply too few.",),
        leaves=("The label was simply too long for the field.",),
        by=ANYONE,
        before="(?:is|are)",
    ),
    Pattern(
        _CLASS,
        "of course\nnaturally,",
        finds=("Of course a tank without an overflow runs over.", "Naturally, the spare was empty, too."),
        leaves=("The office was closed by then, of course: it was Sunday.", "Water and, of course, tea were free."),
        by=ANYONE,
        unless=(_FIRST,),
    ),
    Pattern(
        _CLASS,
        "everyone (?:knows|knew|should know)(?: that| about| this| it)\neverybody (?:knows|knew|should know)(?:"
        " that| about"
        "| this| it)\nneedless to say\ngoes without saying\nas we all know\ncommon sense\nself-evident(?:ly)?\n"
        "plain to see\nplain as day\n(?:anyone|anybody|everyone|everybody) (?:can|could|would|should)(?: easily)?"
        " (?:see|tell|have seen|have noticed|have known)\n"
        "(?:anyone|anybody) (?:looking|who looks|who looked|with a)\n(?:predictably|foreseeable|no-brainer|glaring"
        "|plainly)\n"
        "writing was on the wall\nin plain sight\nsaw it coming\nseen it coming\nsee it coming\n(?:takes|took) no"
        " expert\n"
        "(?:any|every) (?:engineer|developer|operator|admin) (?:knows|would|could|can|should)\nthere for (?:anyone"
        "|anybody|everyone|everybody|all) to see\nunsurprisingly",
        finds=(
            "Everyone knows that the tide is high at noon.",
            "Needless to say, the hatch was open.",
            "Unsurprisingly, the spare was empty, too.",
            "The crack was there for anyone to see.",
        ),
        leaves=("Everyone knows the guard by name.", "It was a surprise to the crew."),
        by=ANYONE,
        unless=(
            reasons.TOLD,
            Reason(
                "asked, or denied",
                r"\b(?:not|don't|doesn't|can't|whether|make sure|so) (?:\w+ )?$",
                ("It is not common sense to climb it.",),
                "before",
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "(?:hindsight|retrospect)(?! bias)\nlooking back",
        finds=(),
        leaves=("Looking at the trend, we found the leak.", "A retrospective was held on Friday."),
        by=ANYONE_HINT,
        hints=("In hindsight, the smell was the first sign.", "Looking back, the noise began in May."),
    ),
    Pattern(
        _CLASS,
        "(?:evident|clear|obvious) (?:from the (?:start|beginning|outset)|all along)",
        finds=("The leak was evident from the start.",),
        leaves=("It is evident from the trace that the lock was held.",),
        by=ANYONE,
        unless=(_NEGATED, reasons.QUESTION),
    ),
    Pattern(
        _CLASS,
        "(?:trivial|easy) to (?:see|spot|find|avoid|prevent|detect|notice|catch|fix)\ntrivially (?:avoidable"
        "|preventable)\nhard to miss\nimpossible to miss",
        finds=("The crack is easy to spot on the photo.", "The mistake is trivial to see."),
        leaves=(
            "The lamp is easy to miss.",
            "Colors make the two plates easy to find.",
            "Finding the shelf is trivial once its number is known.",
            "The leak was not easy to find.",
        ),
        by=ANYONE,
        unless=(
            _NEGATED,
            _DISCOVERED,
            Reason(
                "what something makes easy",
                r"\bmak(?:e|es|ing)\b|\bmade\b|so that|\bshould be\b|\bto be\b",
                ("The plate should be easy to find.",),
                "before",
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "easily (?:be |been |have been )?(?:found|seen|spotted|avoided|prevented|noticed|caught|detected|fixed"
        "|avoidable|preventable|avoid|prevent|have)\\b",
        finds=("The limit could easily have been found in the manual.",),
        leaves=("The manual is easily found from the front page.", "The seal can easily break."),
        by=ANYONE,
        unless=(
            _NEGATED,
            Reason(
                "what's possible today",
                r"\b(?:is|are|can|may|so that)\b[^.]{0,20}$",
                ("The manual can easily be found.",),
                "before",
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "all (?:it took|it would have taken|that was (?:needed|required)|we had to do|they had to do|that it took"
        "|it needed)",
        finds=("All that was needed was a second key.",),
        leaves=("All that was left was a second key.",),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "bound to (?:happen|fail|go wrong|break|come)\nmatter of time\nwaiting to happen",
        finds=("The flood was bound to happen.", "It was only a matter of time."),
        leaves=("The key is bound to one host.",),
        by=ANYONE,
        unless=(_NEGATED,),
    ),
    Pattern(
        _CLASS,
        "should(?: have|'ve) (?:known|realized|realised|foreseen|expected|anticipated|seen it coming|guessed)\n"
        "must have (?:seen|known|noticed|realized|realised|felt|heard|understood)\nshould be (?:obvious|clear) to",
        finds=("We should have known that the gate opens at six.", "The night crew must have seen the open hatch."),
        leaves=("The value must have been cached.", "The pump must have known states only."),
        by=PEOPLE_ONLY,
        unless=(reasons.TOLD, reasons.QUESTION),
    ),
    Pattern(
        _CLASS,
        "(?:signs|clues) were (?:all )?(?:there|visible|ignored)(?! for)",
        finds=("The signs were there all week.",),
        leaves=("The road signs were down.",),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "surprise\\b",
        finds=("It came as no surprise that the spare was empty.",),
        leaves=("To our surprise, the spare was full.",),
        by=ANYONE,
        before=r"\b(?:no|little|hardly a|not a|small)(?: great| big)?",
        unless=(reasons.TOLD,),
    ),
    Pattern(
        _CLASS,
        "would have taken (?:only|just|no more than|one|a single|a minute|two minutes|a moment|seconds)\\b\n"
        "readily apparent\nknown better",
        finds=("A look at the gauge would have taken a minute.",),
        leaves=("The way back would have taken an hour.",),
        by=ANYONE,
    ),
)
