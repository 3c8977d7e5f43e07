"""How far a speaker stands behind a content: minimal pairs over polarity, scope, conditions and questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.records import SAYING, Act, Factuality
from sayso.resolution import resolve
from sayso.resolution.acts import Commitment
from sayso.resolution.commitment import commit
from sayso.segments import segment
from tests.resolution.markup import article, read

A, F = Act, Factuality

# A line of text; the act; the factuality of the content for the speaker.
PAIRS: list[tuple[str, Act, Factuality | None]] = [
    # Saying so and denying it.
    ("{S Hale} {C said} {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C denied} {T that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C confirmed} {T that the dam had burst}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{S Hale} {C admitted} {T the dam had burst}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{S Hale} {C rejected} {T the claim that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C denies} {T opening the dam}.", A.DENY, F.CT_MINUS),
    ("{T The dam}, {S Hale} {C said}, {T had burst}.", A.ASSERT, F.CT_PLUS),
    ("{C According to} {S Hale}, {T the dam had burst}.", A.ASSERT, F.CT_PLUS),
    # Negation of the cue: silence or refusal, never a denial and never a claim.
    ("{S Hale} {C did not say} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C did not deny} {T that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C didn’t deny} {T that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C declined to deny} {T the report}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C never denied} {T that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C would not confirm} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C could not confirm} {T that the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C was unable to confirm} {T that the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C refused to confirm} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C declined to confirm} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} has so far {C declined to publicly confirm} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C has not confirmed} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C hasn't confirmed} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C would neither confirm nor deny} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C refused to rule out} {T a breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C did not rule out} {T a breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C ruled out} {T a breach}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C did not claim} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C has not admitted} {T opening the dam}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C declined to comment on} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C did not respond to} {T questions about the breach}.", A.NO_RESPONSE, None),
    ("{S Hale} {C has no evidence} {T that the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C showed no sign} {T that the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C made no mention of} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} left {C without naming} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C has no doubt} {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C chose not to confirm} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C failed to notice} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    # A negation that opens the sentence or stands before the verb; "not until" tells that it came.
    ("Not for a second did {S Hale} {C think} {T that the dam would hold}.", A.DISPUTE, F.PR_MINUS),
    ("On no account would {S Hale} {C say} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} at no point of the trial {C denied} {T that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("Not until Monday did {S Hale} {C admit} {T that the dam had burst}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("Not only did {S Hale} {C say} {T that the dam had burst}, she sued.", A.ASSERT, F.CT_PLUS),
    # Words of denial in cues that the lexicon does not know, and nouns of denial as what is expressed.
    ("{S Hale} {C raised a stink about} {T the claim that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C mounted a challenge to} {T the claim that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C expressed} {T incredulity at the claim that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C found} {T no truth in the claim that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C raised no objection to} {T the finding that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C raised an objection to} {T the finding that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C pooh-poohed} {T the warning that the dam would burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C said} {T otherwise}.", A.DISPUTE, F.PR_MINUS),
    ("{S Counsel} {C put it to} Hale {T that the dam had burst}.", A.QUESTION, F.UU),
    ("{S Hale} {C denied knowing} {T whether the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C made no effort to refute} {T the charge that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C scorned} {T the notion that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C endorsed} {T the claim that the dam had burst}.", A.ACKNOWLEDGE, F.CT_PLUS),
    # Nobody's report, named to be set aside.
    ("Hale spurned {C reports of} {T a breach}.", A.DISPUTE, F.PR_MINUS),
    ("{C Reports of} {T a breach} were panned by Hale.", A.DISPUTE, F.PR_MINUS),
    ("{C Reports of} {T a breach} were confirmed by Hale.", A.ASSERT, F.CT_PLUS),
    # Idioms of falsehood.
    ("{T That the dam had burst was moonshine}, {S Hale} {C said}.", A.DISPUTE, F.PR_MINUS),
    ("{T The story of the dam was a cock-and-bull tale}, {S Hale} {C said}.", A.DISPUTE, F.PR_MINUS),
    ("“Balderdash,” was how {S Hale} {C greeted} {T the claim that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C allowed} {T that her figures had been wrong}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{T The denial-of-service attack cost a fortune}, {S Hale} {C said}.", A.ASSERT, F.CT_PLUS),
    # Far from sure; sure at last.
    ("{S Hale} {C is far from convinced} {T that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C is by no means persuaded} {T that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C is persuaded} {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C is less than certain} {T that the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C did not admit} {T until June that the dam had burst}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{S Hale} {C would not admit} {T until June that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    # Nouns and other verbs before the cue.
    ("{S Hale}’s {C refusal to confirm} {T that the dam had burst} worried many.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale}’s {C inability to confirm} {T that the dam had burst} worried many.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale}’s {C failure to deny} {T that the dam had burst} worried many.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C persisted in denying} {T that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C shrank from denying} {T that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C was relieved to say} {T the dam had held}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C could not be contacted to say} {T whether the dam had burst}.", A.NO_RESPONSE, None),
    ("{S Hale} {C did not respond to letters asking} {T whether the dam had burst}.", A.NO_RESPONSE, None),
    # To deny somebody something takes no side.
    ("{S Hale} {C denied} {T the workers a rise}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{T The divers} {C were denied} {T air}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C said} {T she had been denied a hearing}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C denied} {T that workers drowned}.", A.DENY, F.CT_MINUS),
    # Names that stand first or last, and what “Never” replies.
    ("“A hoax,” was how {S Hale} {C described} {T reports of a breach}.", A.DISPUTE, F.CT_MINUS),
    ("“Rubbish,” was {S Hale’s} {C verdict on} {T the claim that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C slammed} {T the report of a breach as a fabrication}.", A.DISPUTE, F.CT_MINUS),
    ("{S Hale} {C quashed} {T the rumour that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C gave the lie} {T to reports of a breach}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C answered} {T “Never” to the question whether the dam would burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C replied} {T “Yes” when asked if the dam had burst}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{S Hale} {C replied} {T “It is late” to the question if the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    # One's own saying, told as a mistake.
    ("Hale was wrong when {S she} {C claimed} {T that the dam had burst}.", A.RETRACT, F.UU),
    ("Hale was not wrong when {S she} {C claimed} {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("Hale apologised for {C having claimed} {T that the dam had burst}.", A.RETRACT, F.UU),
    ("Hale withdrew in June {S her} {C statement} {T that the dam had burst}.", A.RETRACT, F.UU),
    # The verb group cut short by whoever marked the cue.
    ("{S Hale} {C refused} {T to confirm the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C refused} {T to deny the breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C declined} {T to rule out a breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} did not {C deny} {T the breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} could not {C confirm} {T the breach}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} has never {C denied} {T the breach}.", A.DOES_NOT_DENY, F.UU),
    # Negation in the subject, or before it.
    ("Neither Hale nor {S Ortiz} {C confirmed} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Neither Hale nor Ortiz} {C has denied} {T the breach}.", A.DOES_NOT_DENY, F.UU),
    ("Both Hale and {S Ortiz} {C confirmed} {T the breach}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{S No official} {C confirmed} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Nobody} {C denied} {T the breach}.", A.DOES_NOT_DENY, F.UU),
    ("Nor has {S Hale} {C confirmed} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} left the room without {C denying} {T the breach}.", A.DOES_NOT_DENY, F.UU),
    ("Instead of {C denying} {T the breach}, {S Hale} smiled.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} left the room {C denying} {T the breach}.", A.DENY, F.CT_MINUS),
    # Negative contents.
    ("{T The dam has not burst}, {S Hale} {C said}.", A.ASSERT, F.CT_MINUS),
    ("{T “The dam has not burst,”} {S Hale} {C said}.", A.ASSERT, F.CT_MINUS),
    ("{T “The dam hasn’t burst,”} {S Hale} {C said}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T the dam had never burst}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T that no dam had burst}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T that nobody was hurt}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T there was no breach}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T the army had failed to open the dam}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T the army had opened the dam}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T there was no doubt that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T the dam had not only leaked but burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T it was a relief not to be alone}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T the army had decided not to open the dam}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T it was mud and nothing else}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T he could neither confirm nor deny the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C said} {T the dam, which was not guarded, had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T the dam, which was guarded, had not burst}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T the dam had burst but had not flooded the town}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T troops sent to the dam had not arrived}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T the army and the police had not arrived}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T that when the siren did not sound, the town was warned by radio}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T the U.S. dam hasn’t burst}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T Mr. Ortiz had never opened the dam}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T the truth is that the dam has not burst}.", A.ASSERT, F.CT_MINUS),
    ("{T “I mean, the dam has not burst,”} {S Hale} {C said}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T the town has yet to be warned}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T people who were not warned have left}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T people who were warned have not left}.", A.ASSERT, F.CT_MINUS),
    ("{T “The dam,”} {S Hale} {C said}, {T “has not burst.”}", A.ASSERT, F.CT_MINUS),
    ("{T “The dam burst,”} {S Hale} {C said}. {T “It was not new.”}", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C confirmed} {T that the dam had not burst}.", A.ACKNOWLEDGE, F.CT_MINUS),
    # Double negation: nothing is decided.
    ("{S Hale} {C denied} {T that the dam had not burst}.", A.DENY, F.UU),
    ("{S Hale} {C said} {T nobody had not heard the siren}.", A.ASSERT, F.UU),
    ("{S Hale} {C said} {T the claim was not false}.", A.ASSERT, F.UU),
    ("{S Hale} {C did not refuse to confirm} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    # Hedges.
    ("{S Hale} {C said} {T the dam may have burst}.", A.ASSESS_POSSIBLE, F.PS_PLUS),
    ("{S Hale} {C said} {T the dam might burst}.", A.ASSESS_POSSIBLE, F.PS_PLUS),
    ("{S Hale} {C said} {T the dam may not have burst}.", A.ASSESS_POSSIBLE, F.PS_MINUS),
    ("{S Hale} {C said} {T the dam had probably burst}.", A.ASSESS_LIKELY, F.PR_PLUS),
    ("{S Hale} {C said} {T the dam had probably not burst}.", A.ASSESS_LIKELY, F.PR_MINUS),
    ("{S Hale} {C said} {T the dam appeared to have burst}.", A.ASSESS_LIKELY, F.PR_PLUS),
    ("{S Hale} {C said} {T the dam will burst}.", A.PREDICT, F.PR_PLUS),
    ("{S Hale} {C said} {T the dam would not burst}.", A.PREDICT, F.PR_MINUS),
    ("{S Hale} {C said} {T the dam was going to burst}.", A.PREDICT, F.PR_PLUS),
    ("{S Hale} {C believes} {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C does not believe} {T that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C said} {T the dam would have burst by now}.", A.ASSERT, F.UU),
    ("{S Hale} {C said} {T the gates should be opened}.", A.ASSERT, F.UU),
    ("{S Hale} {C said} {T no diver should be sent down}.", A.ASSERT, F.UU),
    # What the speaker means to do, and what somebody else said in the content, is no forecast of the speaker's.
    ("{S Hale} {C said} {T she would open the gates}.", A.ASSERT, F.PR_PLUS),
    ("{S Hale} {C said} {T the valley will drown}.", A.PREDICT, F.PR_PLUS),
    ("{S Hale} {C said} {T the mayor wrote the valley would drown}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T the divers appeared eager to leave}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T the dam appeared to leak}.", A.ASSESS_LIKELY, F.PR_PLUS),
    ("{S Hale} {C said} {T the dam was unlikely to hold}.", A.ASSESS_LIKELY, F.PR_MINUS),
    # Attitudes under negation, and refusals of deeds: neither a denial nor silence.
    ("{S Hale} {C has not endorsed} {T the new dam}.", A.PRAISE, F.UU),
    ("{S Hale} {C was not happy about} {T the new dam}.", A.PRAISE, F.UU),
    ("{S Hale} {C did not condemn} {T the looting}.", A.CONDEMN, F.UU),
    ("{S Hale} {C had no plan} {T to open the gates}.", A.PROMISE, F.CT_MINUS),
    ("{S Hale} {C refused} {T to open the gates}.", A.PROMISE, F.CT_MINUS),
    ("{S Hale} {C declined} {T an offer of new pumps}.", A.PROMISE, F.CT_MINUS),
    ("{S Hale} {C refused} {T to discuss the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C declined} {T an interview}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C rejected} {T the divers’ request for leave}.", A.PROMISE, F.CT_MINUS),
    ("{S Hale} {C rejected} {T the plea that the pumps were old}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C has not decided} {T whether the gates will open}.", A.DECLINES_TO_CONFIRM, F.UU),
    # Asking for words is a question, asking for deeds a demand; what should be done is proposed.
    ("{S Hale} {C asked} {T the mayor to explain the breach}.", A.QUESTION, F.UU),
    ("{S Hale} {C asked} {T the mayor to open the gates}.", A.DEMAND, None),
    ("{S Hale} {C suggested} {T opening the gates}.", A.DEMAND, None),
    ("{S Hale} {C suggested} {T that the mayor should resign}.", A.DEMAND, None),
    ("{S Hale} {C suggested} {T that the mayor had lied}.", A.ASSESS_POSSIBLE, F.PS_PLUS),
    ("{S Hale} {C questioned} {T the mayor’s fitness to be in charge}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} raised {C questions about} {T the pumps}.", A.QUESTION, F.UU),
    ("{S Hale} {C accused} {T the mayor of hiding the breach}.", A.ASSERT, F.CT_PLUS),
    # More ways to say that it is not so, and that it is.
    ("{S Hale} {C said} {T it was not the case that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C said} {T it was far from true that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C said} {T it was impossible that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C said} {T it was not impossible that the dam had burst}.", A.ASSESS_POSSIBLE, F.PS_PLUS),
    ("{S Hale} {C said} {T reports of a breach were wide of the mark}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C said} {T the claims did not hold water}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C said} {T it was hard to believe that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C had little doubt} {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C not only denied} {T that the dam had burst}.", A.DENY, F.CT_MINUS),
    # The author's own hedges, and what nothing suggests.
    ("{C It may seem} {T that the dam had burst}.", A.ASSESS_POSSIBLE, F.PS_PLUS),
    ("{S The letters} {C seem to show} {T that the dam had burst}.", A.ASSESS_POSSIBLE, F.PS_PLUS),
    ("There is little in {S the letters} {C to suggest} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    # A saying that is only supposed.
    ("If {S Hale} {C denies} {T that the dam burst}, she will be sued.", A.SUPPOSE, F.UU),
    ("Even if {S Hale} {C denies} {T that the dam burst}, the valley is wet.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C would have denied} {T that the dam burst}.", A.SUPPOSE, F.UU),
    # Conditions.
    ("{T “If true, this is a disaster,”} {S Hale} {C said}.", A.SUPPOSE, F.UU),
    ("{T “If the dam has burst, the town is lost,”} {S Hale} {C said}.", A.SUPPOSE, F.UU),
    ("{S Hale} {C said} {T that, if confirmed, the breach would be the worst in years}.", A.SUPPOSE, F.UU),
    ("{S Hale} {C said} {T the breach would be a scandal if proven}.", A.SUPPOSE, F.UU),
    ("{S Hale} {C said} {T the breach was a scandal}.", A.ASSERT, F.CT_PLUS),
    ("{T “Unless the gates open, the dam bursts,”} {S Hale} {C said}.", A.SUPPOSE, F.UU),
    ("{S Hale} {C might deny} {T that the dam had burst}.", A.SUPPOSE, F.UU),
    ("{S Hale} {C could say} {T that the dam had burst}.", A.SUPPOSE, F.UU),
    # Questions.
    ("{S Hale} {C asked} {T whether the dam had burst}.", A.QUESTION, F.UU),
    ("{T “Has the dam burst?”} {S Hale} {C said}.", A.QUESTION, F.UU),
    ("{T “Has the dam burst?”} {C asked} {S Hale}.", A.QUESTION, F.UU),
    ("Did {S Hale} {C deny} {T that the dam had burst}?", A.QUESTION, F.UU),
    ("Why did {S Hale} {C say} {T that the dam had burst}?", A.QUESTION, F.UU),
    ("{S Hale} {C wondered} {T if the dam had burst}.", A.QUESTION, F.UU),
    # Contents in which the speaker tells what they would not say.
    ("{S Hale} {C said} {T he could not confirm that the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C said} {T that he would not confirm the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{T “I cannot confirm it,”} {S Hale} {C said}.", A.CANNOT_CONFIRM, F.UU),
    ("{T “We can't comment,”} {S Hale} {C said}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{T “We have no confirmation of a breach,”} {S Hale} {C said}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C said} {T there was no evidence that the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C said} {T there was evidence that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{T “No comment,”} {S Hale} {C said}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C said} {T she did not know whether the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C said} {T she was not aware of a breach}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C said} {T it was too early to say whether the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C said} {T she did not rule out a breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C said} {T she did not deny the breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C said} {T she denied the breach}.", A.DENY, F.CT_MINUS),
    ("{T “We deny that the dam burst,”} {S Hale} {C said}.", A.DENY, F.CT_MINUS),
    # Denials that are none of the thing itself.
    ("{S Hale} {C denied} {T knowing whether the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C denied} {T any knowledge of the breach}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C denied} {T saying that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C denied} {T having said that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C denied} {T having opened the dam}.", A.DENY, F.CT_MINUS),
    # Verdicts on what others say.
    ("{S Hale} {C called} {T the claims “groundless”}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale}, {C dismissing} {T the reports as baseless}, left.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C said} {T reports of a breach were “unfounded”}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C said} {T the report was false}.", A.DISPUTE, F.CT_MINUS),
    ("{T “It is not true that the dam burst,”} {S Hale} {C said}.", A.DENY, F.CT_MINUS),
    ("{T “This is fake news,”} {S Hale} {C said}.", A.DISPUTE, F.CT_MINUS),
    ("{S Hale} {C called} {T it a fairy tale}.", A.DISPUTE, F.PR_MINUS),
    ("{T “I said it in good faith, and it was wrong,”} {S Hale} {C said}.", A.RETRACT, F.UU),
    ("{S Hale} {C said} {T the report was true}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C called} {T the report accurate}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C called} {T the breach a tragedy}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C called over her shoulder} {T “That dam has not burst.”}", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said no to} {T the dam}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{T “I will not answer such groundless rumours,”} {S Hale} {C said}.", A.DISPUTE, F.PR_MINUS),
    # Passives and raising.
    ("{T The breach} was {C denied by} {S Hale}.", A.DENY, F.CT_MINUS),
    ("{T The breach} was {C confirmed by} {S Hale}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{T The breach} has not been {C confirmed by} {S Hale}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C appeared to confirm} {T the breach}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{S Hale} {C appeared to deny} {T the breach}.", A.DENY, F.CT_MINUS),
    ("It {C was reported} {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("It {C was denied} {T that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("It {C was not confirmed} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    # Cues of several words: the one that takes a side decides.
    ("{S Hale} {C issued a denial} {T that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C issued no denial} {T that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale}, {C quoted in the Courier, denied} {T that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C never confirmed but rather denied} {T the breach}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C stopped short of denying} {T the breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C has yet to deny} {T the breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C did nothing to deny} {T the breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C never failed to deny} {T the breach}.", A.DENY, F.CT_MINUS),
    ("At no time has {S Hale} {C denied} {T the breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale}, far from {C denying} {T the breach}, filmed it.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C was glad to say} {T that the dam had held}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C stood by his denial} {T that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C repeated} {T his denial that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C refused} {T to withdraw the claim that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C could rule out} {T a breach}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C refused to answer} {T the question}.", A.DECLINES_TO_CONFIRM, F.UU),
    # Whose denial it is: inside quotation marks others are "he" and "they"; to deny somebody something withholds it.
    ("{T “He denied it all,”} {S Hale} {C said}.", A.ASSERT, F.CT_PLUS),
    ("{T “They denied us water,”} {S Hale} {C said}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T she had denied the prisoners water}.", A.ASSERT, F.CT_PLUS),
    ("{T “I denied it all,”} {S Hale} {C said}.", A.DENY, F.CT_MINUS),
    # Conditions behind the main clause, and before it without "if".
    ("{S Hale} {C said} {T the town would drown if the gates had failed}.", A.SUPPOSE, F.UU),
    ("{S Hale} {C said} {T the town would drown even if the gates held}.", A.PREDICT, F.PR_PLUS),
    ("{T Should the gates fail}, {S Hale} {C said}, {T the town would drown}.", A.SUPPOSE, F.UU),
    ("{S Hale} {C said} {T it had no way of knowing whether the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C said} {T it had been wrong to report that the dam had burst}.", A.RETRACT, F.UU),
    # Bare answers, whatever the marks around them.
    ("{T ''No,''} {S Hale} {C said}.", A.DENY, F.CT_MINUS),
    ('{T "Absolutely not,"} {S Hale} {C said}.', A.DENY, F.CT_MINUS),
    ("{S Hale} {C said} {T no}.", A.DENY, F.CT_MINUS),
    ("{T “Yes,”} {S Hale} {C said}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{T “Never mind,”} {S Hale} {C said}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T it was not unlikely that the dam had burst}.", A.ASSESS_LIKELY, F.PR_PLUS),
    ("{T “No one knows,”} {S Hale} {C said}.", A.ASSERT, F.CT_MINUS),
    # What an impersonal opening makes of the clause behind it.
    ("{S Hale} {C said} {T there was no chance the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C considers} {T it unlikely that the dam burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C said} {T there was no telling whether the dam would hold}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C said} {T it was all but certain that the dam had burst}.", A.ASSESS_LIKELY, F.PR_PLUS),
    ("{S Hale} {C said} {T there was no doubt that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T there was no way to reach the dam}.", A.ASSERT, F.CT_MINUS),
    ("{S Hale} {C said} {T it never happened}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C called} {T “dead right” the rumour that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C could not but admit} {T that the dam had burst}.", A.ACKNOWLEDGE, F.CT_PLUS),
    # What is not impossible may be; whoever takes a fact for granted does not dispute it.
    ("{S Hale} {C said} {T it was by no means impossible that the dam had burst}.", A.ASSESS_POSSIBLE, F.PS_PLUS),
    ("{S Hale} {C does not recognise} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C does not recognise} {T the claim that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C did not realise} {T that the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C refused to concede} {T that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C did not concede} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C did not see} {T it that way}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C does not pretend} {T that the dam is safe}.", A.DISPUTE, F.PR_MINUS),
    ("The dam {C cannot be described as} {T safe}.", A.DISPUTE, F.PR_MINUS),
    ("It {C was hard to imagine} {T that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("It {C does not take a diver to see} {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C came close to denying} {T that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C wanted} {T to stress that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C used the failed pump to argue} {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C maintained his silence on} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C regretted} {T that the gates had been left open}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{S No engineer but Hale} {C confirmed} {T the breach}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{S The divers} {C have all declined to confirm} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale and Ortiz} {C both refused to confirm} {T the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    # A noun or a verb; what is turned down and what is only waved away.
    ("{C Questions} {T about the pumps} followed.", A.QUESTION, F.UU),
    ("{S Hale} {C questioned} {T that decision}.", A.DISPUTE, F.PR_MINUS),
    ("{S The court} {C denied} {T a motion for a new survey}.", A.PROMISE, F.CT_MINUS),
    ("{S Hale} {C rejected} {T a Valley News proposal for new pumps}.", A.PROMISE, F.CT_MINUS),
    ("{S Hale} {C dismissed} {T questions she did not like}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C dismissed} {T him as a crank}.", A.CONDEMN, None),
    ("{S Hale} {C dismissed} {T it as talk}.", A.DISPUTE, F.PR_MINUS),
    # Near certainty, a noun that looks like a modal, and what is affirmed of what others say.
    ("{S Hale} {C said} {T the dam was all but certain to burst}.", A.ASSESS_LIKELY, F.PR_PLUS),
    ("{S Hale} {C said} {T the dam had almost certainly burst}.", A.ASSESS_LIKELY, F.PR_PLUS),
    ("{S Hale} {C said} {T the will was forged}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T reports that the dam would burst were quite true}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T reports that the dam would burst were not true}.", A.DISPUTE, F.CT_MINUS),
    ("{T “They never happened,”} {S Hale} {C said}.", A.DENY, F.CT_MINUS),
    # What cannot be told and what will not be, without a speaker of its own.
    ("{S Hale} {C said} {T the cause could not yet be established}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C said} {T the names would not be disclosed}.", A.DECLINES_TO_CONFIRM, F.UU),
    # An open condition: its act is that of the main clause, which is not held without it.
    ("{T “If the pump fails, the town will flood,”} {S Hale} {C said}.", A.PREDICT, F.UU),
    ("{T If the pump fails}, {T the town will flood}, {S Hale} {C said}.", A.PREDICT, F.UU),
    ("{T “If the pump has failed, the town will flood,”} {S Hale} {C said}.", A.SUPPOSE, F.UU),
    ("{T “If the report is true, the town will flood,”} {S Hale} {C said}.", A.SUPPOSE, F.UU),
    # Views that are not shared, frames in the cue and before a tag, and things that are less than somebody thinks.
    ("{S Hale} {C does not share} {T the view that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C did not endorse} {T the report that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C is not of the view} {T that the dam had burst}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C saw no chance} {T that the dam would hold}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C saw no evidence} {T that the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("It is not true, {S Hale} {C said} in a letter, {T that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("It is late, {S Hale} {C said} in a letter, {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{T The dam is not as safe} as {S Hale} {C believes}.", A.DISPUTE, F.PR_MINUS),
    ("{T The water rose higher} than {S Hale} {C admits}.", A.DISPUTE, F.PR_MINUS),
    ("{T The water rose higher} than {S Hale} {C expected}.", A.PREDICT, F.UU),
    ("{T The dam is as safe} as {S Hale} {C believes}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C considers} {T it likely that the dam burst}.", A.ASSESS_LIKELY, F.PR_PLUS),
    # What is called wrong to say, and denials of nothing.
    ("It would be wrong {C to say} {T that the dam had burst}, Hale wrote.", A.DISPUTE, F.PR_MINUS),
    ("It would be wrong {C to say} {T she denied that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("It would be fair {C to say} {T that the dam had burst}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C denied} {T nothing}.", A.DOES_NOT_DENY, F.UU),
    ("It was neither confirmed nor {C denied} by {S Hale} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale at no stage of the trial} {C denied} {T that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("{S A diver of no fixed abode} {C denied} {T that the dam had burst}.", A.DENY, F.CT_MINUS),
    # What is withheld, and what it would take to confirm.
    ("{S Hale} is now in a position {C to confirm} {T that the dam had burst}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{S Hale} {C withheld confirmation} {T that the dam had burst}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale} {C said} {T not a word about the breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{T “We see no reason to confirm that the dam burst,”} {S Hale} {C said}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{T “We do not have the means to confirm that the dam burst,”} {S Hale} {C said}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C said} {T he was in no position to confirm the breach}.", A.CANNOT_CONFIRM, F.UU),
    ("{S Hale} {C admitted} {T that she had refused to comment on the breach}.", A.ACKNOWLEDGE, F.CT_MINUS),
    ("{S Hale} has {C forgotten} {T whether the dam had burst}.", A.CANNOT_CONFIRM, F.UU),
    ("Hale took back what {S she} {C had said}: {T that the dam had burst}.", A.RETRACT, F.UU),
    ("{S Hale} {C wrote} {T to ask whether the dam had burst}.", A.QUESTION, F.UU),
    ("{C Questions arose over} {T the dam}.", A.QUESTION, F.UU),
    ("{S Hale} {C questions} {T the safety of dams}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C dismissed} {T Alma Ortiz as a weak leader}.", A.CONDEMN, None),
    ("{S Hale} {C Dismisses} {T Report As Politics}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C said} {T the payments, if they were made, broke the law}.", A.SUPPOSE, F.UU),
    ("{S Hale} {C said} {T there would be an inquiry in the event that the dam burst}.", A.SUPPOSE, F.UU),
    # Questions that a speaker answers in the same breath, and admissions that almost came.
    ("{T “Did the dam burst? No.”} {S Hale} {C said}.", A.DENY, F.CT_MINUS),
    ("{T “Did the dam burst?”} {S Hale} {C asked}. {T “The answer is it did not.”}", A.DENY, F.CT_MINUS),
    ("{T “Did the dam burst? Yes, in May.”} {S Hale} {C said}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{T “Did the dam burst?”} {S Hale} {C asked}. {T “Ask the divers.”}", A.QUESTION, F.UU),
    ("{S Hale} {C veered close to an admission} {T that the dam had burst}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C said} {T his remarks were propaganda for the mine}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T his remarks were propaganda}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C shows no respect for} {T the divers}.", A.PRAISE, F.UU),
    ("{S Hale} {C turned down a request for comment on} {T reports of a breach}.", A.DECLINES_TO_CONFIRM, F.UU),
    # Asides, names and days in a verb group; what is planned; what is felt or noticed is so.
    ("{S Hale} has never, in ten years of floods, {C denied} {T that the dam leaks}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C has, after a week of questions, admitted} {T that the dam leaks}.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("{S The charity Not Alone} {C denied} {T that the dam leaks}.", A.DENY, F.CT_MINUS),
    ("{S The band} {C Never Again denied} {T that the dam leaks}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C at no stage denied} {T that the dam leaks}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C lost no time in denying} {T that the dam leaks}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C refused on Friday} {T to rule out a breach}.", A.DOES_NOT_DENY, F.UU),
    ("{S Hale} {C plans} {T to deny that the dam leaks}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C plans} {T to drain the dam}.", A.PROMISE, None),
    ("{S Hale} {C was not ready to confirm} {T that the dam leaks}.", A.DECLINES_TO_CONFIRM, F.UU),
    ("{S Hale}'s {C decision} {T not to confirm that the dam leaks} upset us.", A.DECLINES_TO_CONFIRM, F.UU),
    ("“{S I} {C must admit} {T that the dam leaks},” Hale wrote.", A.ACKNOWLEDGE, F.CT_PLUS),
    ("“{S He} {C must admit} {T that the dam leaks},” Hale wrote.", A.SUPPOSE, F.UU),
    ("{S Hale} {C dropped her denial} {T that the dam leaks}.", A.RETRACT, F.UU),
    ("{S Hale} {C was not surprised} {T that the dam leaks}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C had not noticed} {T that the dam was leaking}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T she had grave doubts that the dam was sound}.", A.DISPUTE, F.PR_MINUS),
    ("{S Hale} {C said} {T she had few doubts that the dam was sound}.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C said} {T the report of a leak was not without foundation}.", A.ASSERT, F.UU),
    ("{S Hale} {C said} {T it had denied entry to two boats}.", A.ASSERT, F.CT_PLUS),
    ("{T “No,”} {S Hale} {C said} when she was asked on the radio {T if the dam leaked}.", A.DENY, F.CT_MINUS),
    ("{T When it was put to her that the dam leaked}, {S Hale} {C said}: {T “Rubbish.”}", A.DENY, F.CT_MINUS),
    # Off the truth axis.
    ("{S Hale} {C urged} {T the army to leave}.", A.DEMAND, None),
    ("{S Hale} {C told} {T the army to leave}.", A.DEMAND, None),
    ("{S Hale} {C told} {T the army that it could go to the dam}.", A.ASSESS_POSSIBLE, F.PS_PLUS),
    ("{S Hale} {C told} {T to leave the dam}.", A.DEMAND, None),
    ("{T The army began to leave the dam}, {S Hale} {C told} the court.", A.ASSERT, F.CT_PLUS),
    ("{S Hale} {C intends} {T to deny that the dam had burst}.", A.DENY, F.CT_MINUS),
    ("{S Hale} {C intends} {T to open the gates}.", A.PROMISE, None),
    ("{S Hale} {C promised} {T to open the gates}.", A.PROMISE, None),
    ("{S Hale} {C threatened} {T to open the gates}.", A.THREATEN, None),
    ("{S Hale} {C condemned} {T the destruction of the dam}.", A.CONDEMN, F.CT_PLUS),
    ("{S Hale} {C condemned} {T any destruction of the dam}.", A.CONDEMN, None),
    ("{S Hale} {C condemned} {T the reported destruction of the dam}.", A.CONDEMN, None),
    ("{S Hale} {C released a statement condemning} {T the destruction of the dam}.", A.CONDEMN, F.CT_PLUS),
    ("{S Hale} {C praised} {T their evacuation of the town}.", A.PRAISE, F.CT_PLUS),
]


def commitment_of(marked: str) -> Commitment:
    text, attributions = read(marked)
    return commit(segment(text), attributions[0])


@pytest.mark.parametrize(("marked", "act", "factuality"), PAIRS, ids=[row[0] for row in PAIRS])
def test_the_commitment_of_a_line(marked: str, act: Act, factuality: Factuality | None) -> None:
    found = commitment_of(marked)
    assert (found.act, found.factuality) == (act, factuality)


POSITIVE = {F.CT_PLUS, F.PR_PLUS, F.PS_PLUS}
NEGATIVE = {F.CT_MINUS, F.PR_MINUS, F.PS_MINUS}


def test_no_polarity_is_ever_turned_round() -> None:
    assert len(PAIRS) >= 100
    flips = []
    for marked, _, expected in PAIRS:
        found = commitment_of(marked)
        if (expected in NEGATIVE and found.factuality in POSITIVE) or (
            expected in POSITIVE and found.factuality in NEGATIVE
        ):
            flips.append(marked)
    assert flips == []


@pytest.mark.parametrize("marked", [row[0] for row in PAIRS if row[1] in (A.DENY, A.DISPUTE)])
def test_a_denial_is_never_read_as_saying_so(marked: str) -> None:
    assert commitment_of(marked).act not in SAYING


@pytest.mark.parametrize(
    ("marked", "presupposed"),
    [
        ("{S Hale} {C condemned} {T the attack on the dam}.", True),
        ("{S Hale} {C condemned} {T Ruritania’s invasion}.", True),
        ("{S Hale} {C condemned} {T sending troops to the dam}.", True),
        ("{S Hale} {C condemned} {T any attack on the dam}.", False),
        ("{S Hale} {C condemned} {T the alleged attack on the dam}.", False),
        ("{S Hale} {C condemned} {T Ruritania}.", False),
        ("{S Hale} {C said} {T the attack was wrong}.", False),
    ],
)
def test_what_is_condemned_as_a_definite_event_is_taken_for_granted(marked: str, presupposed: bool) -> None:
    assert commitment_of(marked).presupposed is presupposed


@pytest.mark.parametrize(
    ("marked", "about"),
    [
        ("{S Hale} {C denied} {T reports that the dam had burst}.", "the dam had burst"),
        ("{S Hale} {C rejected} {T the allegation of a breach}.", "a breach"),
        ("{S Hale} {C would not confirm} {T the breach at Orlo}.", "the breach at Orlo"),
        ("{S Hale} {C said} {T she could not confirm that the dam had burst}.", "the dam had burst"),
        ("{S Hale} {C said} {T that reports of a breach were “unfounded”}.", "a breach"),
        ("{S Hale} {C refused} {T to confirm the breach}.", "the breach"),
        ("{S Hale} {C denied} {T the claims}.", ""),
        ("{S Hale} {C said} {T the dam had burst}.", ""),
    ],
)
def test_an_answer_refers_to_the_proposition_it_is_about(marked: str, about: str) -> None:
    text, attributions = read(marked)
    spans = commit(segment(text), attributions[0]).refers_to
    assert " ".join(span.surface(text) for span in spans) == about


def test_the_claims_are_what_was_last_claimed_by_somebody_else() -> None:
    text, attributions = read(
        "{S Ortiz} {C said} {T the dam had burst}. {S2 Hale} {C2 called} {T2 the claims groundless}."
    )
    statements = resolve(*article(text), attributions)
    assert [span.surface(text) for span in statements[1].refers_to] == ["the dam had burst"]


def test_nobody_answers_their_own_words() -> None:
    text, attributions = read(
        "{S Hale} {C said} {T the dam had burst}. {S2 Hale} {C2 called} {T2 the claims groundless}."
    )
    assert resolve(*article(text), attributions)[1].refers_to == ()


def test_what_a_speaker_denies_having_said_is_not_said_inside_either() -> None:
    text, attributions = read("{S Hale} {C denied} {T {C2>1 saying} {T2 that the dam had burst}}, {S2 Hale} added.")
    inner = resolve(*article(text), attributions)[1]
    assert inner.via == ("a.1",)
    assert inner.factuality is Factuality.UU
    assert inner.act not in SAYING


def test_a_text_without_a_known_cue_is_read_with_less_trust() -> None:
    assert commitment_of("{S Hale} {C zorbed} {T the dam had burst}.").trust < 1


def test_a_content_ends_where_its_speaker_goes_on_to_another_cue() -> None:
    text, attributions = read(
        "{S Hale} {C denied} {T that the dam had burst and {C2>1 accused} {T2 the press of lying}}."
    )
    attributions = (attributions[0], replace(attributions[1], source=attributions[0].source))
    found, cut = article(text)
    first, second = resolve(found, cut, attributions)
    assert [span.surface(text) for span in first.content] == ["that the dam had burst"]
    assert (second.via, [span.surface(text) for span in second.content]) == ((), ["the press of lying"])


def test_what_somebody_else_says_inside_a_content_stays_inside() -> None:
    text, attributions = read("{S Hale} {C said} {T the dam held and {S2>1 the mayor} {C2 agreed} {T2 to rest}}.")
    found, cut = article(text)
    first, second = resolve(found, cut, attributions)
    assert [span.surface(text) for span in first.content] == ["the dam held and the mayor agreed to rest"]
    assert second.via == (first.id,)
