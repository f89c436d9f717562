"""Reasons that make words harmless, each with sentences that only it excuses."""

from pmtui.language.pattern import Reason

QUESTION = Reason(
    "a question, or a heading that asks",
    r"\?\s*$|^\W*(?:what|where|how)\b(?:[^:]*$|[^:]*\b(?:should|could|would)\b)",
    (
        "Who should have been told about the tide at 13:30?",
        "What should have been on the screen, according to the manual.",
    ),
)
TOLD = Reason(
    "what others said, or what people believed at the time",
    r"\b(?:told|said|says|confirmed|confirms|reported|reports|wrote|writes|claims|claimed|assured|announced|stated"
    r"|states"
    r"|complained|believed|believe|thought|assumed|expected|hoped|feared|felt)\b"
    r"(?: (?!(?:and|but|so|or)\b)[\w']+){0,3}?"
    r" (?:that|it|they|he|she|we)\b(?:(?!, |; | (?:and|but|so)\b)[^;:])*$",
    (
        "The carrier confirmed that they did not test the spare circuit.",
        "The page of the vendor says that the team should have been told on Monday.",
        "We believed that this could have been prevented by the second fuse.",
    ),
    place="before",
)
GUIDANCE = Reason(
    "guidance that a template gives",
    r"^\W*(?:(?:write|describe|explain|avoid|do not|don't|say) \w|never (?:write|say|use|name|blame)\b"
    r"|(?:list|note|name|ask) (?:the|each|all|every|who|what|why|how|for)\b)",
    ("Describe who should have been called, and by whom.", "Avoid words like careless."),  # words: ok
)
LUCK = Reason(
    "luck, risk, or harm that didn't happen",
    r"\b(?:luck|lucky|luckily|fortunately|thankfully|worst case|at worst|worse|by chance|otherwise)\b",
    ("Fortunately we would have noticed it an hour later at the latest.",),
)
PLAN = Reason(
    "a plan or a rule",
    r"\b(?:so that|in the future|in future|going forward|from now on|next time|we will|will be|has to be|must be)\b",
    ("From now on a step that could be avoided needs a reason.",),
)
GIVEN_REASON = Reason(
    "what was decided, with its reason",
    r"\bso (?:that )?(?:\w+ ){1,4}$|\b(?:decided|chose|agreed|opted|planned) (?:that|to|not|on|against)\b",
    (
        "The gauge was new, so we did not check it.",
        "The crew had agreed that we did not call the second shift.",
    ),
    place="before",
)
GIVEN_REASON_AFTER = Reason(
    "what was left alone on purpose, or for a reason",
    r"\b(?:because|since|in order to|so as to|so that|yet|anything|on purpose|deliberately|intentionally|to keep"
    r"|to avoid|for fear|right away|immediately|at first|at that point|at the time|again)\b|, (?:as|given)\b",
    (
        "We did not update the pump since the flood was falling.",
        "We did not look into the spare pump yet.",
    ),
    place="after",
)
ON_PURPOSE = Reason(
    "a planned step, a test, or a drill",
    r"\b(?:on purpose|deliberately|intentionally|as planned|as agreed|as a precaution|as requested|drill|exercise"
    r"|planned test"
    r"|agreed test|game day|gameday|to reproduce|in staging|in the lab|in a test)\b",
    ("In the drill of May we crashed the second pump.", "We broke the seal on purpose."),
)
REFUSED = Reason(
    "blame that is refused, or spoken about",
    r"(?:n't|\bnot|\bnever|\bnobody|\bno one|\bno|\bwithout|\bnor|\brather than|\binstead of|\bblameless\w*"
    r"|\bseldom|\brarely|\bhardly|\bwrong to|\btempting|\beasy to|\bstops? at|\bstopped at|\bask(?:s|ing)? who"
    r"|\bquestion of who|\bcould (?:say|call))\b(?:(?!, (?:and|but|so)\b|\w (?:because|due) )[^.;:]){0,60}$",
    ("Nobody here is at fault.", "This was not human error.", "We do not accept human error as an answer."),
    place="before",
)
REFUSED_AFTER = Reason(
    "blame that is refused after it was named",
    r"\b(?:(?:is|was|are|were|can|could|does|do|explains?)(?: \w+)? (?:not|never|no|nothing|seldom|rarely)|isn't"
    r"|wasn't|is the (?:beginning|wrong)|is where|is a label|is a symptom|ends the|helps no|tells us nothing)\b",
    ("Human error is never the end of an analysis.", "Operator error is a label for what we don't know."),
    place="after",
)
EASY_ON_PURPOSE = Reason(
    "something that makes it easy to forget, or is made to prevent it",
    r"\b(?:easy|hard|impossible|possible|likely|whoever|anyone who|in case (?:we|you|somebody|someone))\b[^.;]{0,25}$",
    ("Anyone who forgot the key got a new one.",),
    place="before",
)
