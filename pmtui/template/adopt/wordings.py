"""Plain wordings of what pmtui has a field for: `What got in our way?`, `Back online`, `The short version`."""

import re
from functools import cache

_LONGEST = 100
_PARTS = {
    "it": r"(?:it|this|that|things?|everything|all|(?:the |our |a |an )?(?:service|site|system|app|platform|outage|"
    r"incident|downtime|disruption|problem|issue|trouble|fault|failure|impact|pain|bleeding|event)s?)",
    "we": r"(?:we|you|they|someone|somebody|anyone|anybody|people|(?:the |our )?(?:team|on-?call|engineers?|support|"
    r"monitoring|users|customers))",
    "us": r"(?:us|you|them|everyone|the team|our team)",
    "doc": r"(?:rca|coe|pir|mir|aar|pm|report|review|write-?up|document|doc|post-?mortem|retro|retrospective|analysis)",
    "alert": r"(?:(?:pagerduty |monitoring )?(?:alert|alarm|monitor|page|pager|warning)s?)",
    "change": r"(?:prs?|mrs?|cls?|(?:pull request|merge request|commit|change|patch|deploy|deployment|release|"
    r"rollout)s?)",
    "cause": r"(?:(?:root |failure |fault )?(?:cause|failure|fault|resolution|closure|detection|defect))",
    "guest": r"(?:people|users|customers|clients|visitors|callers|patients|students|passengers)",
    "fix": r"(?:fix|repair|resol|restor|recover|mitigat|solv|end|contain)\w*",
    "find": r"(?:notic|detect|find out|found out|discover|spot|aware|know|knew|realis|realiz)\w*",
    "at": r"(?: at| on| when| time)?",
    "span": r"(?:(?:time|minutes|mins|hours|interval|delay|gap|duration|lag) )?(?:(?:taken|passed|elapsed) )?"
    r"(?:between|from)",
    "began": r"[^?]*(?:start|onset|began|begin|first error|failure|impact|fault|outage|break|incident|occurrence)\w*",
    "found": r"[^?]*(?:detect|alert|alarm|discover|notic|page|paging|report|aware)\w*",
}
"""What the patterns below have in common, by the name that's between angle brackets there."""

_NAMES = r"""
causes.late_detection
    why .*<find>.* (?:late|so long|sooner|earlier|faster).*
    why (?:did|has|had) (?:nobody|no one|none of us) <find>.*
    why did(?:n't| not| no) .*<alert>.*
causes.not_caught
    why (?:was|were|wasn't|weren't|had|did|didn't|hadn't) .*(?:found|caught|catch|find|notice|noticed|detected|
        discovered|spotted|seen|stopped|stop).* (?:before|in|by|during|ahead of|prior to) (?:the |
        our )?(?:go[- ]live|production|prod|release|deploy\w*|test\w*|qa|staging|review|code review|rollout|ci|
        launch)\b.*
    (?:how|why) did (?:it|this|the <it>) (?:get|slip|make it) (?:through|past|into|to)(?: .*)?
    why did (?:the |our )?(?:tests?|testing|qa|reviews?|code review|staging|ci|checks?|canary) (?:miss|not|fail|
        let)\b.*
causes.slow_recovery
    why .*(?:so|that|as) long.*
    why so (?:long|slow)
    why .*<fix>(?: it)? (?:sooner|earlier|faster|quicker)
    what (?:took|kept|made) .*\b(?:longer|so long|too long)
    what made (?:it|this|that|.*<fix>|.*response) (?:harder|hard|slow|slower|difficult).*
    what (?:delayed|slowed|stalled).*
    what (?:held|tripped) <us> (?:up|back)
    what (?:got|stood|was) in (?:the|our|their) way
lessons.went_wrong
    (?:and )?what (?:did(?:n't| not)|was(?:n't| not)(?: so)? (?:great|good)|fell short|let <us> down|got worse)
    what (?:failed us|bit us|we struggled with|tripped us)
    (?:the )?(?:less good|not so good|bad|ugly|weak)(?: (?:parts?|bits?|points?|things?))?
    (?:things|what) (?:we|that) (?:got|went) wrong
    low ?lights|pain points|misses|downs
lessons.went_well
    what (?:did )?work(?:ed)?(?: for us)?
    what (?:helped|saved)(?: us)?
    (?:what|things) (?:are we|we are|we're) proud of
    wins|ups|high ?lights
    (?:good|high) points
    (?:the )?good (?:parts|bits|things)
    (?:what (?:to|should we|we should) )?keep(?: doing)?(?: it)?
    (?:what|things) we got right
summary
    (?:the )?(?:short|quick|brief|tl;?dr|one-?(?:line|minute|paragraph|sentence)|\d+[- ]second) (?:version|story|
        recap)
    (?:the )?(?:elevator pitch|bottom line|gist|bluf|recap|upshot|key facts.*)
    in (?:plain|simple) (?:english|words|language|terms)
    for (?:people|those|readers|anyone) in a (?:hurry|rush)
    for the (?:impatient|busy.*)
causes.what_happened
    (?:the )?(?:long|full) (?:version|story|account)
    how (?:it|things|events|the .*) (?:unfolded|went down|played out)
    what (?:exactly|really|actually) happened
    what (?:is|was|were) (?:the )?(?:nature of )?(?:the )?(?:actual |observed |reported )?(?:fault|problem|issue|
        error|defect|malfunction|failure)s?
    (?:the )?course of (?:the )?(?:events?|incident|outage)
    (?:detailed|full) (?:description|account|narrative)(?: of .*)?
    (?:the |incident |technical )?narrative|the (?:story|details)
detection.could_improve
    (?:how|what) (?:could|can|might|would|should) .*(?:detect|notic|alert|spot|discover)\w*.*
detection.description
    who told <us>
    what (?:told|alerted|tipped) <us>(?: off)?
    how (?:was|were) (?:it|we|this) (?:picked up|flagged|alerted|noticed|spotted)
    (?:the )?first signs?(?: of (?:trouble|it|a problem))?
resolution.fix
    what (?:brought|got) (?:<it>|<us>|.*service) (?:back|going|working|running).*
    what (?:stopped|ended|cured|solved|fixed|resolved|settled) <it>
    what made <it> (?:go away|stop|better)
    how (?:did )?<it> (?:end|get fixed|stop|go away)(?:ed)?
    how (?:was|were) <it> (?:put right|repaired|cured|ended|stopped|undone)
    how (?:did )?we g[eo]t (?:it |things |everything )?(?:back|working|going|out)\b.*
    getting (?:it |things |everything )?back(?: to normal| online| up)?
impact.data_loss
    (?:what|which data|what data|(?:was|were|is|has|had)(?: been)? (?:any|some)(?:thing| data| records)?|
        how much data)(?: has been| had been| was| were| is| got| did (?:we|you|<guest>)| (?:we|<guest>))? (?:lost|
        lose|deleted|destroyed|overwritten|gone|unrecoverable)(?: for good| forever)?
    (?:lost|deleted|destroyed|missing|unrecoverable) (?:data|records|files|messages|orders|items)
impact.services
    (?:the )?(?:\w+ )?(?:service|system|application|app|product|component|platform)s? (?:concerned|in question|hit|
        involved|at fault|down)
follow_up.recurred
    (?:did|has|have) (?:the |this |a )?(?:same |similar )?(?:<it>|faults?|errors?|causes?) (?:occur|happen|recur|
        come back|return|appear|been seen)\w* (?:again|since|afterwards)
    (?:did|has) (?:the |this )?(?:same |similar )?(?:<it>|faults?|errors?|causes?) (?:recur|reoccur|return|come back|
        repeat)\w*(?: itself)?
resolution.verification
    how (?:did|do|can) we (?:verify|know|make sure|check|confirm|tell)(?: that)? <it>.*
impact.user_facing
    what <it> meant(?: for .*)?
    who (?:suffered|felt it|felt this|was hit|got hurt|paid for it)
    (?:describe |note |state )?(?:the )?(?:effects?|consequences) (?:on|for) (?!.*<guest>).*
    what (?:it )?cost us
    what broke(?: for .*)?
impact.users_experience
    what (?:did )?<it> look(?:ed)? like(?: from (?:the )?outside| to .*| for .*)?
    what (?:did )?<guest> (?:notice|noticed|see|saw|felt|feel|get|got)
    what (?:you|your <guest>|our <guest>|<guest>) (?:(?:may|might|will|could|would) (?:well )?(?:have )?)?(?:notic|
        see|saw|seen|experienc|felt|feel|run into|ran into)\w*(?: .*)?
    how (?:this|it|that|<it>) (?:may |might )?(?:have )?(?:affect|impact|hit|hurt)\w* (?:you|your <guest>|<guest>)
    (?:(?:what|which) )?(?:the )?(?:effects?|consequences?|impact) (?:on|for|to) (?:the |our |
        your )?(?:\w+ )?<guest>(?:(?: and|,|/|&) .*)?
lessons.surprises
    what (?:astonished|puzzled|confused|amazed|baffled|shocked) <us>
    aha[ -]moments?
    what was (?:different|not) (?:from |as |than )?(?:what )?(?:we|you) (?:thought|expected|believed|assumed)
    (?:wrong|broken|false) assumptions
lessons.knowledge_gaps
    (?:the )?unknowns|who knew what
    missing (?:documentation|docs|knowledge|information)
    what (?:did )?we (?:had|have) to (?:learn|find out|look up).*
    what (?:nobody|no one|only one person) knew
causes.trigger
    (?:the )?(?:last|final) straw
    what (?:started|lit|sparked|set off|provoked) (?:<it>|the (?:fuse|fire)|all this)
causes.root
    why did <it> (?:break|fail|go down|fall over|go wrong|stop working)
    what was (?:broken|the matter)
causes.contributing.*.factor
    what made <it> (?:worse|possible|bigger|more likely)
    (?:other|further) (?:causes|reasons|factors)
figures.time_to_detect
    <span> <began> (?:and|to|until) <found>
figures.time_to_acknowledge
    <span> <found> (?:and|to|until) .*(?:ack|respon|reaction|pick)\w*
figures.time_to_identify
    <span> (?:<began>|<found>) (?:and|to|until) .*(?:diagnos|cause|identif)\w*
figures.time_to_mitigate
    <span> (?:<began>|<found>) (?:and|to|until) .*(?:mitigat|contain|workaround|stabil)\w*
figures.time_to_resolve
    <span> (?:<began>|<found>) (?:and|to|until) .*(?:resol|recover|fix|restor|repair|end|solution|all clear|clos)\w*
review.attendees
    (?:(?:people|those|who|who was|everyone) )?(?:in|at) the (?:room|meeting|review|retro|debrief|table)
    people present|present at .*
    who (?:was )?(?:there|present|came|attended|joined the review)
    took part(?: in .*)?
document.status
    <doc> (?:status|state|stage)
    (?:status|state|stage) of (?:this |the )?<doc>
document.authors
    <doc> (?:owner|author|writer|editor)s?
    (?:owner|author|writer|editor)s? of (?:this |the )?<doc>
    (?:<doc> |this <doc> was )?(?:written|prepared|drafted|compiled|submitted|filled|filed|drawn)(?: up| in| out)? by
    who (?:wrote|prepared|compiled) (?:this|it|the <doc>|this <doc>)
references.alerts
    (?:the )?<alert> (?:that |which )?(?:fired|triggered|went off|alerted|paged|rang)(?: first)?
    (?:firing|triggering|triggered|relevant) <alert>(?: link| name| url)?
    <alert> (?:link|url|name|id|rule)s?
    (?:link|url) (?:to|of) (?:the )?<alert>
references.fix_commit
    <change> (?:that |which |with |of )?(?:the )?(?:fix|fixed|corrected|resolved|repaired|solved|remedied)(?: it|
         this)?
    (?:fixing|corrective|repairing|resolving) <change>
    patch|hot-?fix(?: link| pr| release| version)?
    fix (?:merged|shipped|deployed|released) (?:in|with)
    (?:link|url) to (?:the )?(?:fix|patch|hot-?fix)
    fix (?:pr|mr|commit|change|link)
references.problematic_commit
    (?!release|deploy)<change> (?:that |which )?(?:broke|caused|introduced|triggered|started)(?: (?:it|the .*))?
    (?:bad|broken|breaking|faulty|offending|problematic|culprit|guilty|causing) <change>
references.rollback_commit
    (?:roll-?back|revert|reverting)(?: <change>)?
    <change> (?:that )?(?:reverted|rolled back).*
custom
    <cause> (?:category|type|code|class|classification|group|bucket)
    (?:category|type|class|classification|kind|group) of (?:the )?(?:root |main )?(?:cause|failure|fault|fix|defect)
"""
"""For each field, patterns of what a place for it is called as a whole; `custom` for no field."""

_LONG = r"""
summary
    (?:short|brief|one-line|high-level|general) description(?: of .*)?
"""
"""Labels of these fields where an answer may have several paragraphs."""

_MOMENTS = r"""
incident.date
    when(?: (?:was|is|did) <it>(?: happen)?)?
    (?:day|date)(?: and|[ &/]+) time
    (?:day|date)(?:(?: and|[ &/]+) time)? of <it>
    (?:happened|occurred|took place) on
figures.started
    (?:date and time |time )?<it> (?:began|begins|started|starts|start|broke|occurred|appeared)(?: at)?
    (?:start|beginning|onset) of (?:the )?<it>
    (?:when )?(?:<it> )?(?:broke|failed|fell over)<at>
    (?:when )?(?:<it> )?(?:went|gone) (?:down|wrong|bad|dark)<at>
    (?:when|since when|time) (?:did )?<it> (?:break|broke|go down|fail|failed|begin|start|stop working|go wrong)
    since(?: when)?|occurred(?: at)?|happened(?: at)?
    first (?:errors?|failures?|symptoms?|impact)(?: seen| observed| appeared)?<at>
    <it> (?:was )?lost<at>
figures.ended
    (?:date and time |time )?<it> (?:ended|ends|end|over|was over|cleared|closed)<at>
    end of (?:the )?<it>
    (?:<it> )?(?:(?:was|came|is) )?back(?: up| online| again| in service| to normal)?<at>
    (?:(?:all|everything|users?|customers?) )?(?:(?:was|were|is|are) )?(?:good|green|working|normal) again<at>
    (?:when )?(?:all |most )?<guest> (?:(?:could|can|were able to|able to|are able to) (?:use|log|sign|pay|book|
        access|reach|work|connect|get|buy|see|send|order|place|open)\b.*|(?:(?:were|was|are) )?back|(?:had|
        have) (?:access|service)) ?(?:again|normally|as (?:usual|normal|before)|back)?<at>
    (?:<it> )?(?:usable|available|reachable|accessible|up and running|operational|working as (?:usual|
        normal)) again<at>
    (?:when|until when|when did|when was) <it> (?:over|come back|back|end|ended|fixed|stop|stopped)
    until(?: when)?
    (?:fixed|solved|repaired|gone)<at>
figures.detected
    (?:when )?(?:did )?<we> (?:first )?(?:noticed?|found out|find out|saw|see|spot|spotted|knew)(?: it| this)?<at>
    (?:first )?(?:noticed|spotted|seen|observed|found)(?: by .*)?<at>
    (?:first )?<alert>(?: raised| received| fired| sounded)<at>
    (?:the )?first (?:<alert>|(?:customer |user |support )?(?:report|complaint|call|ticket|signal|notice|
        sign)s?)(?:(?: or | ?/ ?|, | and )(?:first )?(?:<alert>|(?:customer |user |support )?(?:report|complaint|
        call|ticket|signal|notice|sign)s?))*(?: (?:came in|received|raised|arrived))?<at>
    (?:we|(?:the )?(?:team|on-?call|engineers?|noc|ops|operations)) (?:(?:was|were|got) )?(?:told|alerted|paged|
        informed|warned|notified)<at>
    (?:came|brought) to (?:our|the team's|<us>) (?:attention|notice)<at>
    <alert> (?:at|time)
figures.acknowledged
    <we> (?:picked (?:it )?up|answered|responded|acked|took it|on it)<at>
    (?:picked up|answered|acked|taken|responded to) by .*
    <alert> (?:answered|picked up|acked|taken)<at>
    (?:<we>|(?:the )?first (?:responder|engineer|person)|responders?|an? (?:engineer|responder|
        person)) (?:first )?(?:started|began|start|begin)(?: to)? (?:work|look|investigat|respond|react|diagnos|
        triag|act|deal|troubleshoot)\w*(?: (?:on|at|into|to|with) (?:<it>))?<at>
    (?:<we>|(?:the )?first (?:responder|engineer|person)|responders?|an? (?:engineer|responder|person)) (?:was |
        were |is |got )?(?:working|looking|investigating|responding|engaged|involved|on the case|joined|
        on board)(?: (?:on|at|into|to|with) <it>)?<at>
    (?:work|investigation|response|triage|troubleshooting|diagnosis) (?:on <it> )?(?:began|begins|started|starts|
        start)<at>
    (?:start|beginning) of (?:the )?(?:work|investigation|response|triage|troubleshooting|diagnosis)<at>
figures.identified
    (?:when )?(?:did )?<we> (?:knew|know|found out|understood|understand|worked out) (?:why|the (?:cause|reason))<at>
    (?:the )?(?:root )?cause (?:found|known|clear|understood|identified|pinned down)<at>
    found (?:the )?(?:root )?cause<at>
    (?:found out|knew|understood) why<at>
    understood<at>
figures.mitigated
    <it> stopped(?: hurting| bleeding)?<at>|stopped (?:hurting|bleeding)<at>
    (?:workaround|mitigation|stopgap|quick fix) (?:in place|applied|live|active|done)<at>
    stable(?: again)?<at>|under control<at>
    (?:users?|customers?) (?:ok|fine|okay) again<at>
"""
"""For each figure that's a moment, what it's called where a time goes."""

_BEFORE = re.compile(r"^(?:\W|\d+[.)]\s|(?:and|so|but)[ ,])+")
_AFTER = re.compile(r"[\W_]+$")


def named(text: str, *, is_time: bool, is_long: bool) -> str:
    """Return the field that a label or a heading is a plain wording of, as a whole; `custom` if none; empty if unknown.

    Args:
        text: the label or heading; nothing is returned for a long one.
        is_time: the place is for a time.
        is_long: it takes paragraphs.
    """
    if len(text) > _LONGEST:
        return ""
    words = re.sub(r"\s*\([^()]*\)", "", text.lower().replace("’", "'"))
    words = " ".join(_AFTER.sub("", _BEFORE.sub("", words)).split())
    for table in (_MOMENTS, _NAMES) if is_time else (_LONG, _NAMES) if is_long else (_NAMES,):
        for field, name in _read(table):
            if name.fullmatch(words):
                return field
    return ""


@cache
def _read(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each field of a table with the pattern for all its wordings; a line with two indents continues one."""
    found = []
    for entry in re.split(r"\n(?!    )", table.strip()):
        field, *names = re.sub(r"\n {8}", "", entry).split("\n    ")
        pattern = "|".join(f"(?:{name})" for name in names)
        found.append((field, re.compile(re.sub(r"<(\w+)>", lambda part: _PARTS[part[1]], pattern))))
    return tuple(found)
