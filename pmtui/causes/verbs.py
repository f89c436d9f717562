"""Verbs of incident reports with their forms: "the certificate expired" becomes "Why did the certificate expire?".

A verb that's missing here only means that the question is asked with the answer as it is.
"""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache


class Tense(Enum):
    """The form a verb has in an answer."""

    PAST = auto()
    PRESENT_WITH_S = auto()
    BASE = auto()


@dataclass(frozen=True)
class Form:
    """What a word is as a verb.

    Attributes:
        base: the verb's base form: `expire`.
        tense: the tense it's in.
        is_past: whether it can only be a past tense: `ran`, `chose`; `expired` may be a participle.
        needs_object: whether the verb rarely has no object, so `stored in` is a participle.
        is_noun: whether the word is also a noun, in this form: `checks`, `limit`.
    """

    base: str
    tense: Tense
    is_past: bool = False
    needs_object: bool = False
    is_noun: bool = False


_WITHOUT_OBJECT = """
act agree backtrack answer appear arrive balloon become begin behave belong boot break burst change climb close
collapse complete conflict consist continue converge crash date decline decrease default degrade depend deteriorate
die differ disagree disappear disconnect double drift drop elapse end escalate exist exit expand expire explode fail
fall fill finish fire flap fluctuate freeze function go grow halt happen help improve increase jump lag lapse
last lead leak leave live look loop matter misbehave move open oscillate overflow overheat panic pass pause peak
persist pile plateau point quadruple quit race react reboot rebalance reconnect recover recur rely remain reopen reply
respond restart resume retry return rise roll rotate run saturate scale shrink sit skyrocket sleep slip slow spike
spin stall start starve stay stop succeed surge survive swap switch terminate thrash time trip triple vanish vary wait
wake work worsen
"""

_WITH_OBJECT = """
accept access acknowledge add adopt affect allow apply approve archive ask assign assume attach average avoid back
bind blame block bring build buy bypass cache calculate call cancel catch cause check choose claim clean clear clone
commit compare compute configure confirm connect consider consume contact contain control convert copy correct count
cover create cut decide declare define delay delete deliver demand deny deploy deprecate design detect determine
disable discover display document drain draw duplicate edit emit enable encode encrypt enforce ensure enter estimate
evict exceed exclude execute exhaust expect explain export expose fetch filter find fix flag flood flush follow force
forget format forward generate get give grant group guess handle have hide hit hold identify ignore implement import
include inherit inject insert inspect install interpret introduce invalidate invoke isolate keep kill know label lack
launch learn let lift limit link list load lock log lose lower maintain make manage map mark mask match mean measure
meet mention merge migrate misread miss mistake mix modify monitor mount name need notice notify obtain offer omit
order overload override overwrite own page parse paste patch pay perform pick pin place plan poll post prepare present
press prevent print probe process produce promote propagate protect provide provision prune publish pull push put
query quote raise reach read realize reassign recall receive reclaim recognize record redirect reduce refer reference
refresh refuse regenerate register reject release reload remember remove rename renew replace replay replicate report
request require reserve reset resize resolve restore restrict reuse revert review revoke rewrite route save say scan
schedule see select send separate serialize serve set share ship show sign skip sort specify spend split stage store
strip submit suggest supply support suppress suspend sync tag take target tell test think throttle throw touch track
transfer transform translate treat trigger trim truncate trust try turn understand unlock update upgrade upload use
validate verify view violate want warn watch wipe write wrap
"""

_IRREGULAR = """
become became become; begin began begun; bind bound bound; break broke broken; bring brought brought; build built
built; burst burst burst; buy bought bought; catch caught caught; choose chose chosen; cut cut cut; draw drew drawn;
fall fell fallen; find found found; forget forgot forgotten; freeze froze frozen; get got got; give gave given; go
went gone; grow grew grown; have had had; hide hid hidden; hit hit hit; hold held held; keep kept
kept; know knew known; lead led led; leave left left; let let let; lose lost lost; make made made; mean meant meant;
meet met met; misread misread misread; mistake mistook mistaken; panic panicked panicked; override overrode
overridden; overwrite overwrote overwritten; pay paid paid; put put put; quit quit quit; read read read; reset reset
reset; rewrite rewrote rewritten; rise rose risen; run ran run; say said said; see saw seen; send sent sent; set set
set; show showed shown; shrink shrank shrunk; sit sat sat; sleep slept slept; spend spent spent; spin spun spun; split
split split; take took taken; tell told told; think thought thought; throw threw thrown; understand understood
understood; wake woke woken; write wrote written
"""

_DOUBLED_WORDS = """
commit control drop emit flag flap format lag log map omit pin plan recur refer scan ship skip slip stop strip submit
swap tag transfer trim trip wrap
"""
_DOUBLED = frozenset(_DOUBLED_WORDS.split())
"""Verbs that double their last letter: dropped."""

_NOUNS_WORDS = """
access act answer appeal back balloon block boot break build cache call cause change check claim clone close commit
complete conflict contact control copy cost count cover crash cut date decline decrease default delay demand deploy
design document double draw drift drop edit end estimate exit export fall fill filter fire fix flag flap flood flush
force format function grant group guess halt handle help hit hold import increase input insert jump label lag lapse
last launch lead leak leave lie limit link list load lock log loop map mark mask match mean measure merge mistake mix
monitor mount move name need notice offer open order overflow overload override page panic pass paste patch pause pay
peak pick pile pin place plan plateau point poll post present press print probe process produce prune pull push query
quote race raise reach read reboot record redirect reference refresh release reload replay reply report request
reserve reset restart result return reuse review rise roll route run save scale scan schedule set share ship show sign
skip sleep slip slow sort spike spin split stage stall start stay stop store strip submit supply support surge swap
switch sync tag take target test throttle throw time touch track transfer trigger trim trip triple trust try turn
update upgrade upload use view wait wake want watch work wrap write
"""
_NOUNS = frozenset(_NOUNS_WORDS.split())
"""Verbs whose forms without an ending, or with -s, are nouns, too: checks, limits."""

_ADJECTIVES = frozenset({"open", "close", "clean", "clear", "correct", "complete", "lower", "slow", "separate", "live"})

COMPLEMENT = frozenset(
    ["assume", "claim", "decide", "discover", "ensure", "expect", "explain", "find", "forget", "guess", "know", "learn"]
    + ["mean", "notice", "realize", "remember", "report", "say", "see", "show", "suggest", "tell", "think"]
    + ["understand", "verify", "check", "confirm"]
)
"""Verbs that a whole clause can follow without "that": nobody noticed the disk was full."""


_STUCK = "hang"  # words: ok


def _irregular() -> dict[str, tuple[str, str]]:
    listed = [entry.split() for entry in _IRREGULAR.split(";")]
    return {_STUCK: ("hung", "hung"), **{base: (past, participle) for base, past, participle in listed}}


def _with_ed(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}{base[-1] if base in _DOUBLED else ''}ed"


def _with_s(base: str) -> str:
    if base in ("have", "go"):
        return {"have": "has", "go": "goes"}[base]
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "x", "z", "ch", "sh")) else f"{base}s"


@cache
def _forms() -> dict[str, Form]:
    """Return what each form of each verb is; a past tense counts before a base form that looks like it."""
    found: dict[str, Form] = {}
    irregular = _irregular()
    intransitive = frozenset([*_WITHOUT_OBJECT.split(), _STUCK])
    for base in sorted({*intransitive, *_WITH_OBJECT.split()}):
        needs_object, is_noun = base not in intransitive, base in _NOUNS
        past, participle = irregular.get(base, (_with_ed(base), _with_ed(base)))
        found.setdefault(
            base, Form(base, Tense.BASE, needs_object=needs_object, is_noun=is_noun or base in _ADJECTIVES)
        )
        found[_with_s(base)] = Form(base, Tense.PRESENT_WITH_S, needs_object=needs_object, is_noun=is_noun)
        is_same = past == base
        found[past] = Form(base, Tense.PAST, past != participle, needs_object, is_same)
    for base in ("cancel", "label"):  # British spelling
        found[f"{base}led"] = found[f"{base}ed"]
    del found["have"], found["has"], found["had"]  # they may be auxiliaries
    return found


def form_of(word: str) -> Form | None:
    """Return what a lower-case word is as a verb; None if it isn't one of the verbs known here."""
    return _forms().get(word)


@cache
def _participles() -> frozenset[str]:
    irregular = _irregular()
    bases = {*_WITHOUT_OBJECT.split(), _STUCK, *_WITH_OBJECT.split()}
    return frozenset(irregular.get(base, ("", _with_ed(base)))[1] for base in bases) | {"been", "gone", "done"}


def is_participle(word: str) -> bool:
    """Return whether a lower-case word is a past participle, as after "had": expired, chosen, been."""
    return word in _participles() or (word.endswith("ed") and len(word) > 4)


def is_gerund(word: str) -> bool:
    """Return whether a lower-case word is a known verb with -ing: restoring."""
    if not word.endswith("ing"):
        return False
    stem = word.removesuffix("ing")
    known = _forms()
    return any(each in known for each in (stem, f"{stem}e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem))
