"""What a quantity in a sentence is about, as patterns: one per line; an indented line continues the one before.

`§` stands for the quantity, `<x>` for it with hedges before it, `<OUT>` and so on for the parts at the top.
"""

import re

_GOES_ON = re.compile(r"\n[ ]+")


def lines_of(block: str) -> list[str]:
    """Return the patterns of a block, with continuation lines joined."""
    return _GOES_ON.sub("", block).strip("\n").split("\n")


CLAIM_PARTS = {
    "HEDGES": r"""
(?:(?:about|around|approximately|roughly|some|nearly|almost|just under|just over|a little (?:more|less) than|
  over|slightly (?:more|less) than|more than|less than|under|up to|at least|within|well over|only|a full|a good|
  the|a|an|another|a total of|for|after) )*
""",
    "OUT": r"""
\b\b(?:affected|impaired|unavailable|unreachable|inaccessible|down|offline|out|broken|interrupted|failing|failed|
  disrupted|blocked|without (?:[\w'-]+ ){1,4}|(?:could(?: not|n't)|cannot|unable to|not able to) [^.;]{1,70}?|
  (?:saw|got|received) errors)
""",
    "OUT_THEN": r"""
\b\b(?:affected|impaired|unavailable|unreachable|inaccessible|down|offline|out|broken|interrupted|failing|failed|
  disrupted|blocked|(?:could(?: not|n't)|cannot|unable to|not able to) [^.;]{1,70}?|(?:saw|got|received) errors)
""",
    "OUTAGE": r"""
(?:outage|incident|disruption|interruption|downtime|impact|unavailability)
""",
    "FAILED": r"""
(?:failed|timed out|could not|couldn't|(?:got|saw|received|returned|had) (?:an )?errors?|
  (?:was|were|being) (?:[\w-]+ly )?(?:refused|rejected|lost|dropped|affected|impacted|delayed|denied|blocked|
  declined|unable|failing|down|unavailable))
""",
    "EVERYONE": r"""
(?:users|customers|requests|traffic|calls|logins|visitors|clients|accounts|tenants)
""",
    "WHO": r"""
(?:[\w-]+ ){0,3}?(?:users|customers|people|accounts|tenants|subscribers|visitors|members|senders)
""",
}
"""Parts of patterns: hedges, being unavailable, words for an outage, the people affected."""

LENGTHS = {
    "acknowledge": r"""
acknowledged?(?: it| the \w+)?,? <x>
acknowledg\w* (?:\w+ ){0,4}(?:in|within|after|took) <x>
§ (?:to|until (?:it was|the)) acknowledg
§ (?:later|after the (?:alert|page))[^.;]{0,40}acknowledg
(?:time to acknowledge|M?TTA)\W{0,6}(?:was |of )?§
§,? (?:M?TTA|time to acknowledge)\b
(?:responded|response|answered)[^.;,]{0,20}? (?:within|in|after) <x> (?:of|after) (?:the |our )?(?:first )?
  (?:alert|page|alarm)
""",
    "detect": r"""
(?:detected|noticed|spotted|discovered|caught)(?: it)?(?: only)? <x>
(?:detection|to detect)[^.;,:]{0,25}?(?:took|was|of|:|in) <x>
§ (?:to|until (?:the|our|an?) \w+) (?:detect|notice|fired?|alert)
(?:un(?:noticed|detected)) <x>
\bcaught [^.;,]{0,25} (?:in|within|after) <x>
alert(?:s|ed|ing)?(?: \w+){0,3} (?:fired )?(?:within|after) <x>
§ (?:later|after (?:it|the (?:start|impact|incident|outage))(?: \w+){0,2}),? (?:the|an?|our|monitoring)
  [^.;]{0,30}(?:alert|paged|fired|detected)
(?:time to detect|M?TTD)\W{0,6}(?:was |of )?§
§,? (?:M?TTD|time to detect)\b
(?:alert|alarm|page)\w* (?:fired|went off|came in|rang|was raised)(?: only)? <x> (?:later|after (?:it|the \w+))
§ (?:passed|went by|elapsed) before (?:\w+ ){0,3}(?:alert|detect|notic|anyone|anybody|we)
""",
    "identify": r"""
§ to (?:identify|find|locate|work out|pin down) (?:the |its |what )
(?:identified|found|diagnosed)(?: the \w+(?: cause)?)? (?:in|within|after) <x>
(?:time to identify|diagnosis)\W{0,6}(?:was |took )?§
(?:cause|culprit)(?: \w+)? took (?:us )?<x> to (?:identify|find|pin down|diagnose|locate)
§,? time to identify\b
""",
    "mitigate": r"""
mitigat(?:ed|ion)(?: the \w+| it)?[^.;]{0,20}? (?:in|within|after|took) <x>
§ to (?:mitigate|contain|stop the bleeding)
(?:time to mitigate|M?TTM)\W{0,6}(?:was )?§
§,? (?:M?TTM|time to mitigate)\b
""",
    "resolve": r"""
(?:resolved|fixed|restored|recovered)(?: (?:the|it|service|\w+))?[^.;]{0,15}? (?:in|within|after) <x>
§ to (?:fully )?(?:resolve|fix|recover|restore)
(?:time to (?:resolve|recover|restore)|TTR|MTTR)\W{0,6}(?:was )?§
(?:recovery|resolution|restoration) took <x>
§,? (?:M?TTR|time to (?:resolve|recover|restore))\b
""",
    "degraded": r"""
(?:degraded|degradation|slow(?:er)?|elevated errors?)[^.;]{0,40}?(?:for|of|lasted|took|another) <x>
§ (?:of |in a )?degrad
""",
    "impact": r"""
(?:lasted|lasting|went on for|continued for|persisted for|dragged on for) <x>
§[ -]?(?:long )?<OUTAGE>
§ of (?:[\w-]+ ){0,3}<OUTAGE>
<OUT> for <x>
for (?:\w+ ){0,2}§,?[^.;]{0,60}?\b<OUT_THEN>\b
(?:total|overall|full|complete)? ?(?:<OUTAGE>|duration)(?: time)?\W{1,3}(?:was |of |came to |amounted to |is |
  took )?<HEDGES>§
took (?:\w+ ){0,3}down for <x>
§(?:[^.;]{0,20}) (?:from (?:first to last|start to finish)|in total|altogether)
§ (?:before|until) (?:everything|all|service|the service)[^.;]{0,30}(?:back|normal|recovered)
""",
}

CLOCKS = {
    "started": r"""
\b(?:outage|incident|impact|errors?|failures?|problems?|issues?|disruption|it|requests|users|customers)
  \b[^.;]{0,40}?\b(?:began|started|starting|beginning|onset)\b[^.;]{0,25}? (?:at|from|around|about|was) (?:\w+ )
  ?§
(?:from|between|since|starting) (?:about |around )?§(?: UTC)?,? (?:to|until|till|and|onwards?|\u2013|-)
  [^.;]{0,90}?(?:<OUT_THEN>|outage|impact|incident|users|customers|requests|errors)
<OUT_THEN>[^.;]{0,40}? (?:from|between|since) (?:about |around )?§
(?:at|starting at|beginning at|since) §,? [^.;]{0,60}?\b(?:(?:began|started) (?:to |failing|returning|seeing)|began$|
  became un\w+|went down|(?:errors|failures|timeouts) (?:began|started)|received errors|saw errors)
(?:starting|beginning) at §,? (?:\w+ )?(?:users|customers|requests)
""",
    "resolved": r"""
\b(?:resolved|recovered|restored|(?:back|returned) to normal|all clear|normal again|working again|
  operational(?: again)?|recovery was complete)[^.;]{0,25}? (?:at|by|since|around) (?:\w+ )?§
\b(?:<OUTAGE>|problems?|issues?|errors|failures|it|everything)\b[^.;]{0,30}?\b(?:ended|over|fixed|stopped)
  [^.;]{0,25}? (?:at|by|since|around) (?:\w+ )?§
by §,? [^.;,]{0,60}?\b(?:again|back|recovered|restored|working|normal)\b
(?:at|by) §,? (?:the (?:incident|outage|service)|service|everything|all \w+|traffic)[^.;]{0,25}(?:was|were|had|
  is) (?:resolved|over|restored|recovered|back|normal|operational)
<OUT_THEN>[^.;]{0,60}? (?:until|till) (?:about |around )?§
(?:from|between) [^.;]{4,16} (?:to|until|till|and|\u2013|-) ?§[^.;]{0,90}?(?:<OUT_THEN>|outage|impact|incident|users|
  customers|requests)
<OUT_THEN>[^.;]{0,40}? (?:from|between) [^.;]{4,16} (?:to|until|till|and|\u2013|-) ?§
""",
    "detected": r"""
\b(?:detected|noticed|(?:first )?alert(?:ed)?|alarm|fired|paged)[^.;]{0,30}? at (?:\w+ )?§
\bfirst (?:call|report|complaint|ticket)\b[^.;]{0,25}? at (?:\w+ )?§
at §,? (?:the|an?|our|monitoring)[^.;]{0,30}(?:alert|paged|detected|noticed)
""",
    "acknowledged": r"""
\backnowledged[^.;]{0,25}? at (?:\w+ )?§
at §[^.;]{0,40} acknowledged
""",
    "identified": r"""
(?:cause|culprit|problem) (?:was |had been )?(?:identified|found|known)[^.;]{0,20}? (?:at|by) (?:\w+ )?§
\bidentified[^.;]{0,30}? at (?:\w+ )?§
""",
    "mitigation_started": r"""
(?:began|started) (?:the |to )?(?:mitigat|rollback|failover|fix)[^.;]{0,30}? at (?:\w+ )?§
(?:mitigation|rollback|failover) (?:was )?(?:began|begun|started)[^.;]{0,15}? at (?:\w+ )?§
""",
    "mitigated": r"""
mitigated[^.;]{0,25}? (?:at|by) (?:\w+ )?§
mitigation (?:was )?(?:complete|in place)[^.;]{0,10} (?:at|by) (?:\w+ )?§
\b(?:fix|workaround|patch|rollback) (?:was |had been )?(?:in place|live|effective|took effect|complete|applied|
  finished|done)[^.;]{0,10}? (?:at|by) §
at §[^.;]{0,30} mitigated
""",
}

COUNTS = {
    "tickets": r"""
§ (?:support |help ?desk )?tickets
""",
    "failed_requests": r"""
§ (?:[\w-]+ )?requests (?:\w+ )?(?:failed|were (?:lost|dropped|rejected|affected)|got|returned|received|ended)
§ failed (?:\w+ )?requests
(?:lost|dropped|failed|rejected|total of) (?:about |around |roughly )?§ requests
""",
    "users": r"""
§ <WHO>[^.;]{0,50}?(?:affected|impacted|hit|saw|could|unable|experienc|lost|without|noticed|failed|locked)
(?:affected|impacted|hit|locked out|reached) (?:about |around |roughly |an estimated |some |nearly |almost |
  more than |over |up to )?§ <WHO>
(?:users|customers) affected\W{1,6}§
""",
}

DAYS = {
    "day": r"""
(?:on|happened on|occurred on|began on|started on) §[^.;]{0,60}?(?:<OUT_THEN>|outage|incident|impact|users|customers|
  requests|errors)
(?:outage|incident|impact|disruption)[^.;]{0,40}?\bon (?:\w+day,? )?(?:the )?§
(?:it|this|all|outage|incident) (?:happened|occurred|took place|began|started) (?:in the \w+ of|on) (?:\w+day,? )?
  (?:the )?§
(?:night|morning|afternoon|evening|early hours) of (?:\w+day,? )?(?:the )?§[^.;]{0,90}?(?:<OUT_THEN>|outage|incident|
  impact|\bno\b|<FAILED>)
""",
    "first_day": r"""
^\W*on (?:the (?:night|morning|afternoon|evening) of )?(?:\w+day,? )?(?:the )?§
""",
}

WEEKDAYS = {
    "weekday": r"""
\b(?:<OUTAGE>|problems?|it|this|standstill|failures?|errors|issues?)\b[^.;]{0,30}?\b(?:happened|occurred|took place|
  began|started|fell|was)[^.;,]{0,20}? on (?:a |the )?§
""",
}
"""A weekday without its date."""

SHARES = {
    "shares": r"""
§ (?:of )?(?:all |the |our |these |its |incoming )*(?:[\w-]+ ){1,3}?<FAILED>
(?:refused|rejected|lost|failed|dropped) (?:for )?<HEDGES>§ of\b
(?:error|failure) rate[^.;]{0,30}? <HEDGES>§
§ (?:error|failure) rate
""",
    "traffic": r"""
§ (?:of )?(?:all |the |our |these |its |incoming |them )*(?:[\w-]+ ){0,3}?(?:requests|users|traffic|customers|
  logins|calls|checkouts|queries|user base|accounts|people)
""",
}

COMPLETE = r"""
\b(?:complete|total|full|entire) (?:[\w-]+ ){0,3}?(?:outage|unavailability|blackout|loss of service)\b
\b(?:completely|entirely|totally|fully) (?:down|unavailable|offline|unreachable|unusable|inaccessible|dark)\b
(?<!of )\ball (?:of )?(?:the |our )?<EVERYONE>(?: [\w-]+)?? <FAILED>
\b(?:no|not a single|not one) (?:[\w-]+ ){0,2}?(?:user|customer|request|call|login|visitor|client)s? (?:could|succeeded|
  got through|went through|worked|was (?:served|answered|accepted))
\b(?:every|each) (?:single )?(?:[\w-]+ )??(?:user|customer|request|call|login|visitor|client) <FAILED>
\b(?:affect|impact)(?:ed|ing) (?:all|every one) (?:of )?(?:the |our )?<EVERYONE>\b
"""
"""Words that say that everything failed; there is no number in them."""

AVAILABILITY = {
    "availability": r"""
(?:availability|uptime)(?: \w+){0,3}?(?: of| was| is| at| to| came to|:)(?: only)? §
""",
}

BUDGET_TIMES = {
    "budget_total": r"""
budget\W{1,4}(?:of |was |is )?(?:[\d.]+% )?\(?§(?! ?(?:[x×*+/=]|of\b))
§ (?:error |monthly |weekly )+budget
""",
    "budget_used": r"""
^\W*(?:consumed|used|spent)\W{1,4}§
§ (?:\([^)§]{0,20}\) )?of (?:the |our |its )(?:\w+ ){0,2}budget
budget[^.;]{0,30}?\b(?:consumed|used|spent|burn\w*)\W{1,4}§
""",
    "budget_rest": r"""
^\W*(?:remaining|left)\W{1,4}§
§ (?:of (?:the |our )?\w+ ?budget )?(?:is |are |were )?(?:left|remain\w*)\b
""",
}

BUDGETS = {
    "budget_left": r"""
^\W*remaining\W{1,4}(?:[^.;§]{0,30}\()?§
§[^.;]{0,40}budget[^.;]{0,20}(?:left|remain)
budget[^.;]{0,30}(?:left|remain\w*)[^.;]{0,15}§
(?:left|remain\w*)[^.;]{0,15}§[^.;]{0,20}budget
""",
    "budget": r"""
^\W*consumed\W{1,4}(?:[^.;§]{0,30}\()?§
§[^.;]{0,40}budget
budget \(§\)
budget\W{1,3}§ (?:was |were )?(?:consumed|used|spent|burned|gone)\b
budget[^.;]{0,40}?\b(?:consumed|used|spent|burn\w*|by|is|was|at|consumption)\b[^.;]{0,15}§
""",
}
