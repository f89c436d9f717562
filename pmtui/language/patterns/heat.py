"""Heated wording."""

from pmtui.language import reasons
from pmtui.language.pattern import ANYONE, Pattern, Reason, WordClass

_CLASS = WordClass.HEAT

PATTERNS = (
    Pattern(
        _CLASS,
        "bonkers\ndreadful(?:ly)?\ndisgust(?:ed|ing)\nscandal(?:ous)?\nspeechless\nridiculous(?:ly)?\n"
        "insane(?:ly)?\nabsurd(?:ly|ity)?\noutrageous(?:ly)?\nunbelievabl[ey]\nidiot(?:s|ic)?\n"
        "shocking(?:ly)?\npathetic(?:ally)?\nappalling(?:ly)?\ndisgraceful(?:ly)?\ndisgrace\nlaughabl[ey]\n"
        "ludicrous(?:ly)?\n"
        "embarrassing(?:ly)?\nembarrassment\nabysmal(?:ly)?\ninfuriating(?:ly)?\nshameful(?:ly)?",
        finds=("It is ridiculous that one key opens all doors.", "Shockingly, the spare had been gone since May."),
        leaves=("The shock absorber of the gate was worn.",),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "(?:horrible|horribly|horrendous|terrible|terribly|disastrous|disastrously|awful)",
        finds=("The hand-over was terrible.", "A horrible night."),
        leaves=("We know that some of you felt terrible that day.",),
        by=ANYONE,
        unless=(
            Reason(
                "a feeling of others",
                r"(?:feel|feels|felt|sorry)\b[^.]{0,30}$",
                ("Some guests felt terrible.",),
                "before",
            ),
        ),
    ),
    Pattern(
        _CLASS,
        "(?:can't|cannot|can not) believe\nlove of (?:god|all)\n(?:god's|heaven's|pete's) sake\ncrying out loud\n"
        "(?:what|why|how|who) (?:on earth|the hell|the heck|in the world)\nsick (?:and tried |and tired )?of\nfed"
        " up\nout of (?:their|his|her|your) minds?\n(?:blows|boggles|blew) (?:my|the|our) mind\nmind-boggling\n"
        "beggars belief\nbeyond belief\nlost for words\nyet again\nenough is enough\nunheard of\n(?:hate"
        "|hates) (?:this|that|the|these|it)\nmind"
        " boggling\n"
        "damn(?:ed)?\ncrap(?:py)?\nbeyond me\nwhat (?:a|an) (?:mess|joke|farce|nightmare|disaster|shame|disgrace"
        "|circus|fiasco)\nutterly (?:useless|broken|hopeless)\nabsolutely (?:useless|hopeless|terrible)",
        finds=("We're fed up with this gate.", "How on earth did the crate get there?", "What a mess."),
        leaves=("The earth wire was loose.", "The wire was tired of the load."),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "(?:complete|total|real|absolute|utter|big|huge|unmitigated|bad)(?: and utter)? (?:joke|farce|mess"
        "|shambles|nightmare|fiasco|chaos|garbage|rubbish|nonsense|crap|disaster)\\b(?! (?:recovery|hall|plan))",
        finds=("The hand-over was complete chaos.", "It was a total mess."),
        leaves=("The total disaster recovery time is in the contract.", "The big mess hall had no power."),
        by=ANYONE,
    ),
    Pattern(
        _CLASS,
        "(?:joke|farce|mess|shambles|nightmare|fiasco|train wreck|trainwreck|disaster)\\b(?! (?:recovery|hall))\n"
        "garbage\\b(?![ -](?:collected|collection|collector))",
        finds=("The key cabinet is a mess.",),
        leaves=("There was a mess hall next to it.", "The list was garbage collected."),
        by=ANYONE,
        before="(?:is|was|are|were|it's|been|be)(?: an?)?(?: complete| total| real| absolute)?",
    ),
    Pattern(
        _CLASS,
        "(?:chose to look|looked|looking) (?:away from (?:it|this|the problem)|the other way)\nchose to look away\n"
        "(?:turn|turns|turned|turning) a blind eye\n(?:drag|drags|dragged|dragging) (?:its|their|his|her|our) feet\n"
        "(?:took|taking|takes) (?:its|their|his|her|our) (?:own )?(?:sweet|good) time\nbright idea\n"
        "(?:couldn't|could not) be bothered\nasleep at the (?:wheel|switch)\nshrugged (?:it|this|that|them) off",
        finds=("The office turned a blind eye.", "The yard took its sweet time to answer."),
        leaves=("The eye of the crane was blind.", "The camera looked away from the quay."),
        by=ANYONE,
        unless=(reasons.REFUSED,),
    ),
    Pattern(
        _CLASS,
        "(?:hard|impossible|difficult) to (?:understand|believe|imagine|fathom|see) (?:how|why) (?:anyone|anybody"
        "|someone|somebody|they|he|she|the [\\w-]+ (?:team|crew))\\b",
        finds=("It is hard to understand how anyone could open that valve.",),
        leaves=("It was hard to see how the water got in.",),
        by=ANYONE,
    ),
)
