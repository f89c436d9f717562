"""The words of each class, as patterns: one per line; an indented line continues the one before.

`<PEOPLE>` and so on stand for the parts at the top. They match whole words, ignoring case.
"""

import re

_GOES_ON = re.compile(r"\n[ ]+")


def lines_of(block: str) -> list[str]:
    """Return the patterns of a block, with continuation lines joined."""
    return _GOES_ON.sub("", block).strip("\n").split("\n")


PARTS = {
    "ROLES": r"""
(?:(?:engineer|operator|developer|admin(?:istrator)?|sre|dba|responder|reviewer|author|manager|commander|person|
  human|user|team|colleague|employee|contractor|intern)s?|on-?call(?: engineers?)?|people|somebody|someone|he|
  she|they|we|i)
""",
    "ACTOR": r"""
(?:engineer|developer|admin(?:istrator)?|sre|dba|responder|reviewer|author|manager|commander|person|team|
  colleague|employee|contractor|intern|lead)
""",
    "KIND": r"""
(?:[\w-]+ ){0,2}?
""",
    "PEOPLE": r"""
(?:(?:the|an?|our|their|his|her|one|another|no) <KIND>(?:<ACTOR>s?|on-?call(?: <ACTOR>s?)?)(?: on the call)?|
  <ACTOR>s(?: on the call)?|people|somebody|someone|nobody|no ?one|he|she|they|we|i)
""",
    "WRONGED": r"""
(?:broke(?! (?:the \w+ into|down|off|up|out|even))|caused|missed|forgot|ignored|overlooked|misconfigured|
  misread|mistyped|neglected|skipped|crashed|wiped|overwrote|
  triggered(?! (?:a|the) (?:failover|rollback|restart|deploy\w*|build|alert|page|rollout))|botched|
  messed up|screwed up|took down|
  brought down|blew (?:up|away)|introduced (?:the|a|this) (?:\w+ )?(?:bug|defect|error|fault|regression|problem)
  |made (?:a|the|an) (?:\w+ )?(?:mistake|error|typo)|(?:deleted|dropped|removed|revoked|pushed|deployed|
  merged|typed|approved|clicked|applied|entered|shut down) (?:the |a |an )?(?:wrong|bad|broken|faulty|untested|
  incorrect|entire|whole|production|live)|(?:accidentally|mistakenly|inadvertently|carelessly|wrongly|
  unintentionally) \w+)
""",
    "DID_BADLY": r"""
(?:(?:had|has|have|also|then|later|accidentally|mistakenly|inadvertently) )*<WRONGED>
""",
    "ERASED": r"""
(?:deleted|dropped|removed|killed|shut down) (?:the|a|an|our|all)
""",
    "TEAMS": r"""
(?:team|teams|engineers?|developers?|staff|people|every(?:one|body)|members|colleagues|reviewers?|analysts?)
""",
    "STATES": r"""
(?:have|know|need|find|lose|see|get|receive|expect|want|own|use|yet|fully|find out)
""",
    "HAVE": r"""
(?:n't|n\u2019t| not| never)?(?: (?:also|easily|probably|perhaps|certainly|simply|just|all|at least|already))
  ?(?: have|'ve)
""",
}
"""Parts of patterns: people, what they supposedly did wrong, the forms of a counterfactual."""

COUNTERFACTUAL = r"""
(?:should|ought to)<HAVE>\b(?! to\b)
<PEOPLE>(?: \w+)?(?: could| would| might|'d)<HAVE>\b(?! to\b)
(?:could|would|might)<HAVE> been (?:\w+ )?(?:avoided|prevented|caught|noticed|detected|spotted|found|seen|averted)
if only
if (?=[^.;]{1,190}\b(?:would|wouldn't|might|could)\b)
  [^.;]{1,90}\b(?:had|hadn't|we'd|they'd|i'd)\b[^.;]{1,90}\b(?:would|wouldn't|might|could)\b
(?:ideally|in an ideal world),?
(?:would|might|could)<HAVE> (?:been (?:better|best|wiser|faster|enough)|saved|spared|avoided|prevented|averted|
  shortened|cut|pointed us|helped)
had (?:we|they|somebody|someone|anyone|the \w+)\b[^.;]{1,90}\bwould
<PEOPLE> (?:\w+ly )?(?:failed to|neglected to|omitted to|never bothered|did not bother|didn't bother)
<PEOPLE> (?:did not|didn't|never) (?:\w+ly )?(?!<STATES>\b)[a-z]+
(?:nobody|no ?one|none of us) (?:had )?(?:thought to|bothered|checked|noticed|verified|looked|tested|
  consulted|read|considered|realized|realised|questioned|escalated|told|reviewed|caught|spotted|monitored|
  watched|took)
(?:was not|wasn't|were not|weren't|not being|(?:was|were) never)[ ]
  (?:consulted|followed|heeded|escalated|adhered to|respected)
"""

SOFT = r"""
could<HAVE>\b(?! to\b)
"""
"""Counterfactuals that are only a hint: a system could have done something."""

JUDGEMENT = r"""
careless(?:ly|ness)?
hast(?:y|ily)
(?:woefully )?inadequate(?:ly)?
inappropriate(?:ly)?
improperly
improper (?:use|handling|change|procedure|process|configuration|testing|review|planning)
mismanaged?(?:ment)?
negligen(?:t|ce|tly)
slopp(?:y|ily|iness)
incompeten(?:t|tly|ce)
reckless(?:ly)?
lazily(?! (?:load|evaluat|initiali|creat|init))
(?:was|were|is|being|too|a) lazy\b(?! \w*(?:load|init|eval))
lazy (?:engineer|developer|mistake|review|approach|workaround|fix|shortcut)\w*
foolish(?:ly)?
unprofessional(?:ly)?
blunder(?:ed|s)?
stupid(?:ly|ity)?
irresponsibl[ey]
appropriately
exemplary
flawless(?:ly)?
heroic(?:ally|s)?
(?:great|excellent|brilliant|superb|fantastic|amazing) (?:job|work|effort|response)
wrongly
poor (?:judge?ment|decision|planning|communication|handling|practice)s?
(?:communicated|handled|managed|executed|planned|reacted|designed|written|done) (?:very |so |rather )?(?:poorly|
  badly)
(?:far |much |way )too (?:slow|slowly|late|long to react|careless)\b
unacceptabl[ey]
unforgivabl[ey]
inexcusabl[ey]
(?:not|never|n't|without being|hardly) (?:been |being )?(?:\w+ )?properly
(?:acted|responded|behaved|handled it) (?:im)?properly
bad (?:decision|judge?ment|call|practice)s?
ill-advised
naive(?:ly)?
thoughtless(?:ly)?
unwise(?:ly)?
"""

ATTRIBUTION = r"""
(?:human|operator|pilot|engineer(?:ing)?|people|admin|manual) errors?(?! (?:rate|message|page|budget|code|count|
  log))
user errors?(?! (?:rate|message|page|budget|code|count|log|report|track)| ?\()(?=[.,;!?]|$| (?:and|or|by|on|in|
  that|when|while|was|which|during)\b)
human mistakes?
(?<!not )at fault
(?:is|are|was|were|who is|entirely|partly) to blame
(?:the )?fault (?:of|lies)
(?:was|is|were|entirely|clearly) (?:his|her|their|my|your|the \w+(?: team)?'s) (?:own )?(?:fault|mistake)
fat[- ]finger(?:ed|ing)?
<PEOPLE> (?:had |simply |just )*(?:forgot|forgotten|forgets)\b
forg[eo]t(?:ten|ting)? to
forgetful(?:ness)?
(?:mistakes?|errors?|oversights?|negligence|carelessness) (?:made )?(?:by|of|on the part of) <PEOPLE>
(?:caused|triggered|introduced|provoked) by (?:the|an?|our|one) <KIND><ACTOR>
  (?=[.,:;!?)]|$| (?:who|that|when|while|during|on|in|at|from|and|with|after|before|running|using)\b)
(?:responsib(?:le|ility)|blame|fault)\b[^.;]{0,40}\b(?:lies?|rests?|falls?) (?:with|on)
(?:is|are|was|were) (?:solely |fully |entirely )?responsible for (?:the|this|that) (?:outage|incident|failure|
  bug|error|mistake|downtime)
<PEOPLE> (?:is|was|were|are) not (?:paying attention|careful)
(?:was|were)n?(?:'t| not) paying attention
(?:lack of|insufficient) (?:care|attention|discipline|diligence|attention to detail)
"""

HEAT = r"""
ridiculous(?:ly)?
insane(?:ly)?
absurd(?:ly|ity)?
outrageous(?:ly)?
unbelievabl[ey]
idiot(?:s|ic)?
shocking(?:ly)?
disastrous(?:ly)?
horribl[ey]
terribl[ey]
horrendous(?:ly)?
can(?:'t|not) believe
pathetic
a (?:complete |total |bad )?(?:joke|farce|mess|shambles|nightmare|fiasco|train ?wreck)
(?:total|complete|absolute|utter|unmitigated) (?:disaster|chaos|garbage|rubbish|nonsense|crap|mess|nightmare)
garbage(?= and| tool|\.)
for (?:the love of|god's|heaven's|crying|pete's)
(?:what|why|how|who) (?:on earth|the hell|the heck|in the world)
sick (?:and tired )?of
fed up
(?:an )?embarrass(?:ment|ing|ingly)
out of (?:their|his|her|your) minds?
(?:blows?|boggles?) (?:my|the|our) mind
mind-?boggling
wtf
damn(?:ed)?
crap(?:py)?
disgrace(?:ful)?
beyond me
"""

HINDSIGHT = r"""
(?<!not )(?<!from )(?<!less )obvious(?:ly)?
clearly(?! (?:label|mark|nam|document|separat|defin|stat|visible|communicat|structur|worded|shows?\b))
simply(?! connected)
of course
every(?:one|body) (?:knows|knew) (?:that|about|this|it)
needless to say
(?:in|with) hindsight
evidently
evident (?:from|to)
trivial(?:ly)? to
trivially
(?:it|this) (?:is|was|were) trivial
easily (?:be |been |have |find|found|seen|spotted|avoid|prevent|notice|caught|detect|fix)\w*
naturally,
looking back
plain to see
common sense
all (?:it|that was|we|they) (?:took|needed|had to)
(?:as )?(?:any|every)(?:one|body) (?:can|could) (?:see|tell)
unsurprisingly
no surprise
self-evident(?:ly)?
as we all know
goes without saying
easy to (?:see|spot|avoid|prevent|miss|find)
just (?:had to|needed to|have to|need to|needs to|didn't|did not|a matter of)
(?:only|merely) (?:had|needed) to
was (?:bound|only a matter of time)(?: to)?
should be (?:obvious|clear) to
"""

PERSON = r"""
<PEOPLE> <DID_BADLY>
(?:the|an?|one|our) <KIND><ACTOR> <ERASED>
"""

VAGUE = r"""
improve\b
enhance\b
increase\b(?! (?:the )?[^.]*\b(?:to|by|from) (?:at least )?\d)
better\b
strengthen\b
harden\b
optimi[sz]e\b
make [^.]* (?:better|more \w+|safer|faster|easier|robust|reliable|resilient)
(?:be|being) more \w+
look (?:more )?(?:closely )?(?:into|at)\b
investigate\b
review (?:the |our )?(?:\w+ )?(?:process|procedure|approach|policy|practices?|way)
revisit\b
re-?think\b
consider\b
think about\b
explore\b
follow up\b
clean up\b
evaluate\b
assess\b
discuss\b
monitor (?:the )?situation(?! room)
work on\b
(?:ensure|make sure)(?: that)? (?:this|it) (?:doesn't|does not|never|won't|will not|can't)
add (?:more |better |some )(?:monitoring|alert\w*|tests?|logging|documentation|metrics)\W*$
fix the (?:bug|issue|problem)\W*$
(?:take (?:another|a) look|get better|research options|avoid \w+ing|plan \w+ properly)\b
address\b
handle\b[^.]* better
try to\b
keep an eye\b
see if\b
figure out\b
"""

SOME_DAY = r"""
where (?:it makes sense|possible|appropriate|needed)
at some point
when (?:there is|we have|time) [^.]*
if possible
as needed
some ?day
in the future
"""

FIXES_PEOPLE = r"""
remind\b
(?:tell|teach|encourage|urge|instruct) (?:the |all |our |every )*(?:<TEAMS>|on-?call\w*)\b
educate\b
coach\b
(?:re-?)?train (?:(?:the|all|our|every|new|more) )*(?:<TEAMS>|on-?call|responders?|support|operators?|colleagues?)\b
(?:talk|speak) to (?!the vendor)\w+
stress to\b
raise awareness
make (?:everyone|everybody|people|the team|all) aware
(?:reinforce|stress|emphasi[sz]e) the importance
refresh (?:the |all |our )*<TEAMS>
share (?:the )?(?:learnings|lessons)
(?:hold|schedule|give|organi[sz]e|run) (?:a |an )?(?:\w+ )?
  (?:training(?! (?:job|run|set|data|pipeline))|session in which|workshop)\b
send (?:an |a )?(?:e-?mail|message|reminder) to (?:the |all |our |every )*<TEAMS>\b
(?:make sure|ensure)(?: that)? (?:(?:the|all|our|every) )*<TEAMS>\b(?!'s)
(?:be|being) (?:more |extra )?(?:careful|cautious|vigilant|diligent|attentive|mindful|aware)
pay (?:more |closer )?attention
(?:every(?:one|body)|engineers|developers|people) (?:has|have|needs?|must|should)(?: to)?\b
ask (?:the |all |every )*(?:reviewers?|<TEAMS>|on-?call\w*) to
remember to\b
follow the \w+ next time
performance review
explains? to (?:every|all)
(?:more|better) (?:care|discipline|attention)
"""

SIGNS = {
    "COUNTERFACTUAL": tuple(
        """
have;'ve;if only;if ;ideal;had ;failed to;neglected to;omitted to;did not;didn't;never;nobody;no one;noone;none of us;
was not;wasn't;were not;weren't;not being
""".replace("\n", "").split(";")
    ),
    "ATTRIBUTION": tuple(
        """
error;mistake;fault;blame;finger;forg;oversight;negligence;carelessness;caused by;triggered by;introduced by;
provoked by;responsib;paying attention;careful;lack of;insufficient
""".replace("\n", "").split(";")
    ),
    "PERSON": tuple(
        """
broke;caused;missed;forgot;ignored;overlooked;mis;neglected;skipped;crashed;wiped;overwrote;triggered;botched;
messed;screwed;took down;brought down;blew;introduced;made ;deleted;dropped;removed;revoked;pushed;deployed;
ran ;merged;typed;approved;clicked;applied;entered;shut down;accidentally;inadvertently;carelessly;wrongly;
unintentionally;killed
""".replace("\n", "").split(";")
    ),
}
"""Words of the classes with slow patterns: a text without any of them can't match, and is skipped."""


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


STARTS = {
    "JUDGEMENT": _words("""
care hast inad inap impr mism negl slop inco reck lazi lazy fool unpr blun stup irre appr exem flaw hero grea exce bril
supe fant amaz wron poor badl too unac unfo inex prop bad ill naiv thou unwi
"""),
    "HEAT": _words("""
ridi insa absu outr unbe idio shoc disa horr terr beli path joke farc mess sham nigh fias trai wrec chao garb rubb nons
crap love god' heav cryi pete eart hell heck worl sick fed emba mind bogg wtf damn disg beyo
"""),
    "HINDSIGHT": _words("""
obvi clea simp cour know knew need hind evid triv easi natu look plai comm all see tell unsu surp self goes easy just
only mere boun matt
"""),
}
"""The first four letters of words of the other classes: a text without any of them can't match, and is skipped."""
