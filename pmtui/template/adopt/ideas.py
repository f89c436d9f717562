"""Which ideas in a label or a question mean which field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pmtui.template.adopt.vocabulary import read

RULES = """
incident.title | | event title; title -document -tag -user -team -id ?event ?short ?description; title review
incident.id | | event id -problem -affected -support -ticket; id document; case id
incident.date | | event when -start -end -detect -document -review -long -time_to -affected; event occur when
incident.timezone | | zone ?document ?event ?when
incident.severity | | severity ?level ?event; event severity; priority ?level ?event ?major -deploy; event level
    severity
incident.tags | | tag ?event
document.status | | document status ?situation; status document ?review; review status; document draft end
document.authors | | document author; author; document owner; who author ?document; who author document
document.reviewers | | who review -affected -when -inform; document reviewer
review.reviewed_by | review approvals | who review
document.version | | version -when -deploy -change; document version -when; version id -when
document.last_updated | | update when -service -status_page -next; when update; document update -change -who -next;
    version when
document.published | | publish when -status_page -user; when publish; publish document -public -who; document when
    -review -deadline
document.distribution | | distribution -channel; who distribution; who copy
summary | | summary -cause -impact -detect -fix -data -technical -timeline ?event ?document ?management ?description;
    event description ?summary; summary event; stakeholder summary; occur ?event ?summary -why -how -when -who -where
    -before -next -again -prevent -still -bad -technical -team; short story; event narrative
causes.what_happened | causes | broken ?feature -why -when -count; mechanism; cause technical
causes.what_happened | | bad technical -cause; fault description; fault how -detect -fix -know -user; broken how
    -detect -user; technical description; technical narrative; fault mechanism; broken mechanism; technical occur ?how
causes.why_happened | | occur why; why broken; how production ?could ?why; how bug introduced
causes.immediate | | direct cause ?technical; direct technical cause; direct fault -fix
causes.immediate | causes | direct
causes.trigger | | trigger by; trigger cause ?event; trigger ?event -alert; change cause -commit -configuration;
    trigger fault; trigger change
causes.lead_up | | doing -user ?team ?before -next -about -fix; going -next -forward -user;
    before ?event ?situation ?occur -detect -related -version -fix -technical; situation before;
    situation ?event before fault; event before; situation -document -technical -status -severity -tag ?event
causes.root | | cause real; root cause; cause ?event -direct -contribute -when -identify -late -slow -recover -change
    -other; root weak; weak; root; root problem; why technical; cause fault
causes.root | causes | root; weak
causes.contributing.*.factor | | contribute -why ?other ?further ?also ?additional ?else; worse -when ?several ?other
    ?also; cause other; cause further; contribute cause; contribute condition; root condition -before; team
    contribute
causes.not_caught | | why missed -alert -detect -slow; why test -slow; why -catch; why catch; why detect test; missed
    test; why not test; not catch test; why missed test; why missed review; not detect test; missed catch
causes.late_detection | | detect slow -improve; why detect slow; why not detect -test ?team; why not alert; alert gap;
    detect gap; cause slow detect; missed alert; alert gap; why alert; detect late; blind alert; why alert missed;
    missed detect alert
causes.slow_recovery | | recover slow; why recover slow; why slow -detect ?taken ?recover ?fix ?respond ?mitigate
    ?long ?event; slow taken -detect; slow ?taken -detect -user -request -latency -count; why long ?last ?taken
    ?recover ?fix -detect; fix slow; mitigate slow; slow cause fix; slow -detect -request -latency -user -count; why
    slow -detect; why slow recover; bad recover; respond slow
impact.user_facing | | affected -user -service -count -feature -share -data -region -not -team -when -how -long
    ?what ?event; impact -data -money -reputation -count -user -when -severity -share -team -prevent ?event
    ?severity ?description; damage -data -money -reputation -user -team; impact service -count; impact severity;
    impact business; user impact severity; who affected severity
impact.users_experience | | user notice ?detect -how -when -why -first; user impact -money -count -share -data; user
    experience -count; impact user; user see; what user experience; experience -when ?event; how user affected; how
    user experience; user damage -count -data
impact.regions | | region affected; region -when -log -link -channel -metric -runbook -ticket ?impact ?user; where
    user affected
figures.users_affected | | user affected -how -share -what -where -data -inform -region; user count -support -complain
    -ticket -inform -share -request ?affected ?impact; count affected user; user not service;
    team affected -respond -inform -who
figures.users_affected | | user without; user unable ?could; user offline ?service; user locked; user not could
figures.users_affected | impact | user count -support -complain -inform; user -impact -experience -inform -support
    -complain -could -see
figures.users_share | | user share -request -error ?affected ?impact; share affected user; share user affected
impact.could_not | | user could not; could not -detect -alert -prevent -know -we; feature broken -count -why -request;
    feature affected -count; broken feature; user broken; feature gap
impact.still_worked | | still work; unaffected ?service ?feature ?user ?region; not affected; not impact; feature
    still; user still could; service still work; still
impact.services | | service affected -count -how -why -impact; service broken -why -how -when -count; affected
    service; service fault -why -how -when -count
impact.services | impact header | service -channel -how -why -impact -when -owner -vendor
impact.degradation | | impact kind; degraded level
impact.data_loss | | data damage ?user ?exposed ?permanent ?permanently -access -money; data loss; data integrity
    -who; data affected -when -personal
figures.revenue | | money damage; money impact; money loss; money -effort -team -credit -who ?event; money count
figures.revenue | impact | damage count; damage -data -user -reputation -service -team -request ?estimate; money count
impact.complaints | | complain -when -who; user complain; count complain
impact.reputation | | reputation; reputation damage; reputation impact; bad reputation; reputation social
impact.support_tickets | | support ticket -link; support count; user ticket -link -when; ticket count -event; support
    user; support -who -vendor -when -owner -respond -inform -team; ticket support count
figures.sla_breach | | sla breach; sla missed; sla -credit -slo -when -target; sla impact; sla affected
figures.sla_credit | | sla credit; service credit; credit owed; credit -user -count
figures.slo_result | | slo -sla -budget -recover -when; slo breach; slo affected; slo impact
figures.budget_consumed | | budget used ?count ?money -left; budget used share; budget -left -money -total -policy;
    budget impact
figures.budget_remaining | | budget left
figures.failed_requests | impact header timeline | request error -share -rate; request broken -share -rate; request
    damage -share -rate; error count -rate -share -team -user; request missed
figures.failed_requests | | request error -share -rate -when -who; count request error
figures.engineering_time | | effort; effort team -money; effort count; team long; team effort; effort spent
impact.engineers_paged | | count team -affected -user -when; team alert count; count alert team; who alert count
impact.error_rate.peak | | error rate -normal -peak -slo; error rate peak; error peak; error share -user
impact.latency.peak | | latency -normal -detect; latency peak
impact.latency.normal | | latency normal
impact.recovery.last_data_point | | point -rpo -target
figures.duration | | long ?event ?affected ?impact ?user ?service -time_to -identify -fix -recover -detect -mitigate
    -test -when -respond -review -acknowledge -document -data -budget
figures.started | | start -who -time_to -long -mitigate -fix -respond -inform -investigate -document ?when ?event
    ?impact ?user ?experience ?service ?fault -review -end -how -why -new -next -recover; fault occur -how -why -who;
    event occur when; start impact
figures.started | timeline header | impact -team -data -money ?user ?service; fault occur; when occur
figures.ended | | end -who -time_to -long -start -review -document -before -how ?event ?impact ?when ?service ?fault;
    recover when -start -time_to -how; service recover -how -why -who -step -slow -long -time_to -team; recover full
    when; fix when -how -identify -action
figures.ended | timeline | recover ?service ?full ?event ?user ?normal -start -how -why; fix -start -how -identify;
    service normal
figures.detected | timeline header | detect -identify -how -who -why -slow -alert ?event ?when ?team ?user ?fault;
    alert -who -how ?when ?raised ?event -acknowledge; alert raised; user complain; detect alert when
figures.detected | | detect when -how -who -why -slow -cause ?event; when detect ?event ?fault -cause; alert when -who
    -acknowledge
figures.acknowledged | | acknowledge -who -how -time_to ?team ?alert ?when ?event
figures.identified | | identify cause -how -who -why -time_to ?when; cause detect when; when identify cause
figures.identified | timeline | identify -who -how -time_to -detect ?when ?event; cause detect; cause identify; cause
    ?when -trigger
figures.mitigated | | mitigate when -how -who -time_to -start
figures.mitigated | timeline | mitigate -how -who -time_to -start ?impact ?when ?event ?user ?service ?damage
figures.time_to_detect | | time_to detect -acknowledge -cause ?team ?event; detect lag -why; detect long -why -how
figures.time_to_acknowledge | | time_to acknowledge -fix ?team ?alert; time_to respond ?team ?alert ?someone; time_to
    team respond
figures.time_to_identify | | time_to identify ?cause ?event ?team; time_to cause -fix
figures.time_to_mitigate | | time_to mitigate ?impact ?event ?team -start
figures.time_to_resolve | | time_to recover ?service ?event ?team ?full; time_to fix ?event ?service; time_to end
detection.description | | catch how ?event ?fault; detect how ?team ?event ?fault ?user -slow -faster -fix -improve
    -cause; detect -when -who -cause -slow -gap -count -time_to -faster -improve -test -personal -before -late -why
    -missed -not -other ?event ?alert ?description ?means; alert detect; detect warning
detection.source | | who detect -cause -when ?event; who alert -count -when; detect user -when -how -why -could
detection.effectiveness | | alert effective; detect effective; alert quality
detection.could_improve | | detect faster ?how ?could ?improve; detect improve ?how; catch faster ?could ?how; alert
    improve; alert faster; reveal faster; detect faster ?test ?could; alert faster ?test; catch faster ?test
detection.could_improve | detection | improve; faster
response.steps | | step taken ?safety ?event ?immediate ?fix ?recover ?mitigate ?respond ?direct -next -learn -right
    -well -bad -not -user; respond step; respond -slow -when -who -well -bad -time -count -time_to -improve -target
    ?event ?team ?how ?emergency; step fix -next -long; respond taken; taken step; mitigate step -next -plan; step
    eradication; eradication recover; recover step -next -plan; recover mitigate -when -time_to -plan; respond event;
    step mitigate; eradication mitigate; eradication; investigate
response.worked_well | response | well -bad -not ?team ?respond ?work
response.went_poorly | response | bad ?team ?respond -well; not well
response.held_up | | defence held -not; defence well -not -gap; held -review -when -who -not ?service ?well; defence
    work -not -gap
response.prevention_gaps | | defence gap; gap prevent; defence not; defence broken; defence missed; gap defence bad
response.responders.*.name | | who respond -when -time_to -inform; team respond -when -how -slow -count -time_to; team
    involved -count -inform; who involved; team work -well -inform; who work; who fix
response.responders.*.name | response | team -count -well -bad -review ?respond ?work ?part; who work; who contribute;
    team contribute
resolution.fix | | fix -when -time_to -verify -who -slow -step -commit -next -prevent -why -bad -plan -long -effective
    -change -option -count -id ?how ?event ?temporary ?permanent ?service ?description; how recover ?service -verify
    -know -slow -when -improve; recover -when -time_to -verify -slow -why -step -who -data -point -objective -improve
    -plan -test ?service ?event; mitigate -when -time_to -next -step -prevent -why -slow -improve ?how ?impact ?event
resolution.verification | | verify fix -who -when; verify recover -who -when; know fix; know recover; know end; how
    verify -who -when ?fix; verify -who -when -user -data -inform -identity ?event ?fix ?recover; verify end
resolution.alternative | | option -detect ?fix ?why; option fix; why revert; fix option why; revert fix
resolution.rationale | | decide -who -when -review -approve ?why ?event ?key; decide why; decide rationale
lessons.went_well | lessons review actions_ | well -not -bad -could -next
lessons.went_well | | well -not -bad -could -alert -detect -respond -improve -user -service -differently -next -even
    -fix -contribute ?team ?did ?work ?taken; taken well; well work; well catch
lessons.went_wrong | | bad -technical -not -alert -recover -cause -user -data -press -severity -defence -slow ?taken
    ?did ?work ?well ?event; not well -user; not work -user -could -still; fault -how -description -count -service
    -feature -user -request -when -cause -start -defence -single -time ?event; bad did
lessons.lucky | | luck -not ?break ?help ?well ?team; luck broken
lessons.could_improve | | improve -detect -alert -plan -action ?could ?how ?team ?event ?area; well even; better even
lessons.surprises | | surprise -not_known ?team ?not ?event; surprise team not
lessons.knowledge_gaps | | know gap ?tool; know not still -when -fix; open question ?service ?still; gap know tool;
    know not -cause -still ?team -when -fix; not know; know missing
lessons.learned | | share experience; experience gained; team tell other ?inform; learn -next -share -inform
    -technical -cultural ?event ?key ?team; message key
lessons.do_differently | | differently ?next ?change ?team ?taken; next_time ?next ?team ?taken -step -update -meeting
    -review -phase -action -when -who -sprint -plan; change next ?next_time -step; next differently
lessons.process_changes | | procedure change; procedure improve; change runbook; procedure update; runbook update
communication.channel | | channel -distribution -vendor -detect ?event ?link ?inform; channel link
communication.channel | communication references header response | channel ?inform ?link
communication.stakeholders | | stakeholder inform -summary; who inform -user -public; stakeholder -public -review
    -satisfaction -summary; inform team -user
communication.stakeholders | communication | stakeholder ?inform; who inform; team inform -user
communication.status_page | | status_page -text -link ?update ?publish ?used ?event; publish status_page
communication.status_page_text | | status_page text; public text
communication.customer_email | | user email -text -address; user inform -count -when ?email; email inform -text; email
    act -text
communication.customer_email | communication | email -text -who ?user; user inform -count -when ?email
communication.customer_email_text | | email text ?user
communication.social_media | | social -reputation ?publish ?update
communication.public_postmortem | | public document ?publish; public cause ?publish; public root ?publish
references.ticket | | event ticket ?link; ticket link; event link -related -channel -dashboard
references.related_incidents | | related event ?before; related document -link -attachment ?before; before event
    ?related; occur before -why -how -technical; recur event -prevent -follow -when -how; related review; occur again
    -how -why; related -attachment -link -commit -deploy
references.logs | | log -change -decision -event -version -action ?preserved ?link ?trace; trace -back ?link
references.metrics | | metric -dashboard -runbook ?preserved ?link ?alert ?service -business -target -count
references.dashboards | | dashboard ?link ?metric ?service ?alert -update -improve
references.alerts | references header | alert ?link ?trigger ?id ?name
references.deployment | | deploy -fix -revert -commit -when -who -improve -test -frequency -plan ?cause ?id ?link
    ?change ?event ?introduced; change introduced
references.problematic_commit | | commit cause -fix; commit bad -fix; commit fault -fix; commit introduced
references.problematic_commit | references | commit -fix -revert; change bad
references.fix_commit | | commit fix -bad; fix deploy -when -why -plan
references.rollback_commit | | revert commit; revert deploy
references.rollback_commit | references | revert
references.configuration_changes | | configuration change
references.runbooks | | runbook -change -update -improve -missing -gap -well -how -current -up ?used ?link ?followed
    ?consulted ?referenced
references.documents | references | attachment -related ?link ?support ?other; other document; document -status -owner
    -author
references.documents | | related attachment; attachment support; attachment other
references.external | references | vendor ?link ?document ?publish ?status_page
appendix.architecture | | architecture ?service ?how -owner
review.date | | review when -deadline -next -status; review held -who; document meeting when; document held -who
review.date | review | when -deadline -next; held -who
review.attendees | | review attend -when; attend -when -follow ?team ?who; who attend
review.attendees | review | attend ?who ?team; who part; team part
review.recording | | review recording ?link; recording -when -data -who ?link ?review
review.recording | review | recording ?link ?review
review.notes | review | note -decide ?review; comment ?review; note board
review.notes | | review note
review.approval | review | decide -who -when; outcome ?review; review outcome
figures.follow_up_date | | followup when; next followup; followup next
figures.deadline | | document deadline; review deadline -action
follow_up.recurred | follow_up | recur ?occur ?event; occur recur
follow_up.measures_effective | follow_up | step effective; fix effective; effective
follow_up.actions_completed | follow_up | step end; step closed; step done
timeline.*.event | | timeline -fix ?event ?occur; event timeline; occur when -who -why -start -date -service; minute
"""
"""For each field, the parts of a document in which its rules hold, and the rules, each with the ideas that it needs.

An idea with `?` may be there besides; one with `-` must not. Other words are literal.
"""


@dataclass(frozen=True)
class Rule:
    """Ideas that mean a field together.

    Attributes:
        field: its path.
        contexts: the parts of a document in which they mean it; empty for all.
        needed: the ideas that a text must have, each in another word.
        allowed: those that it may have besides.
        excluded: those that it must not have.
    """

    field: str
    contexts: frozenset[str]
    needed: tuple[str, ...]
    allowed: frozenset[str]
    excluded: frozenset[str]


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """Return the rules by the first idea that each needs."""
    found: dict[str, list[Rule]] = {}
    for entry in re.split(r"\n(?!    )", RULES.strip()):
        field, contexts, alternatives = (part.strip() for part in entry.split("|"))
        for alternative in alternatives.split(";"):
            atoms = alternative.split()
            rule = Rule(
                field,
                frozenset(contexts.split()),
                tuple(atom for atom in atoms if atom[0] not in "?-"),
                frozenset(atom[1:] for atom in atoms if atom[0] == "?"),
                frozenset(atom[1:] for atom in atoms if atom[0] == "-"),
            )
            found.setdefault(rule.needed[0], []).append(rule)
    return {idea: tuple(of_idea) for idea, of_idea in found.items()}


_PARENTHESES = re.compile(r"[(\[][^()\[\]]*[)\]]")

_LIGHT = {"event": 0.15, "act": 0.2, "not": 0.3, "how": 0.3, "where": 0.3}
"""How much a word of an idea counts that a rule doesn't explain, if not as much as others."""

_UNKNOWN = 1.25
"""How much a word counts that stands for no idea."""

_REPEATED = 0.4
"""How much a word counts that the heading above has, too."""

_SURE = 0.9
_MOST_WORDS = 12
_LONGEST = 200


def by_ideas(text: str, about: Sequence[str], heading: str) -> list[tuple[str, float]]:
    """Return the fields that a text means by its ideas, each with how sure that is, from 0 to 1.

    Args:
        text: the label or question; nothing is returned for a long one.
        about: what the headings above it are about, the nearest first.
        heading: the nearest of those.
    """
    if len(text) > _LONGEST:
        return []
    words = read(_PARENTHESES.sub("", text.lower()).strip() or text.lower())
    if not words or len(words) > _MOST_WORDS:
        return []
    above = {word for word, _ in read(heading[:_LONGEST].lower())} if len(words) > 1 else set()
    weights = [_REPEATED if word in above else 1.0 if own else _UNKNOWN for word, own in words]
    said = frozenset({word for word, _ in words}.union(*(own for _, own in words)))
    found: dict[str, float] = {}
    for idea in said:
        for rule in rules().get(idea, ()):
            if rule.excluded & said or not said.issuperset(rule.needed):
                continue
            sure = _fit(rule, about) * _explained(rule, words, weights) * (0.95 + 0.02 * min(len(rule.needed), 3))
            found[rule.field] = max(found.get(rule.field, 0), _SURE * sure)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _fit(rule: Rule, about: Sequence[str]) -> float:
    """Return how well a rule fits below the headings."""
    if not rule.contexts:
        return 1.0
    if about and about[0] in rule.contexts:
        return 1.03
    return 0.97 if rule.contexts.intersection(about) else 0.0


def _explained(rule: Rule, words: Sequence[tuple[str, frozenset[str]]], weights: Sequence[float]) -> float:
    """Return how much of a text a rule explains, as a share; 0 if the text lacks an idea that the rule needs."""
    taken = _assigned(rule.needed, words)
    if taken is None:
        return 0.0
    explained = total = 0.0
    for index, (word, own) in enumerate(words):
        light = min((weight for idea, weight in _LIGHT.items() if idea in own), default=1.0)
        weight = weights[index] if index in taken else min(weights[index], light)
        total += weight
        if index in taken or word in rule.allowed or own & rule.allowed or own.intersection(rule.needed):
            explained += weight
    return explained / total


def _assigned(
    needed: Sequence[str], words: Sequence[tuple[str, frozenset[str]]], taken: frozenset[int] = frozenset()
) -> frozenset[int] | None:
    """Return the words that have the needed ideas, each idea in another; None if they don't."""
    if not needed:
        return taken
    for index, (word, ideas) in enumerate(words):
        if index not in taken and (needed[0] in ideas or word == needed[0]):
            rest = _assigned(needed[1:], words, taken | {index})
            if rest is not None:
                return rest
    return None
