"""Whether a verb or noun asserts, hedges, denies or asks, or says nothing that holds."""

from __future__ import annotations

from kg.extractors.rules.clauses import Sentence

__all__ = ["asks", "noun_status", "verb_status"]

_FAILED = frozenset("fail refuse decline omit neglect cease stop".split())
_CARRIED_ON = frozenset(
    "help continue manage begin start come go rush move keep serve proceed tend cease use dare hasten".split()
)
_PURPOSE = frozenset("send deploy spend participate intervene dispatch pay fight provide supply use give".split())
_ERRANDS = frozenset(
    "fly travel come go arrive visit telephone phone call write meet address issue use speak take return rush".split()
)
_UNABLE = frozenset("able unable".split())
_PAST = frozenset("former previous erstwhile ex one-time onetime then late".split())
_INTENT = frozenset("commit focus dedicate aim devote look return consider contemplate bend".split())
_NONE = frozenset("no none neither nobody nothing little".split())


def asks(sentence: Sentence, at: int) -> bool:
    """Whether the clause that holds a place ends in a question mark and is no relative clause."""
    for ahead in range(at, len(sentence.units)):
        unit = sentence.units[ahead]
        if unit.kind == "STOP" and unit.low in ("?", ";", "[...]", ".", "!"):
            if unit.low != "?":
                return False
            return not _in_relative(sentence, at)
    return False


def _in_relative(sentence: Sentence, at: int) -> bool:
    for back in range(at, -1, -1):
        kind = sentence.kind(back)
        if kind == "REL":
            return sentence.kind(back - 1) == "COMMA"
        if kind in ("COMMA", "STOP"):
            return False
    return False


def verb_status(sentence: Sentence, at: int, *, speech: bool = False) -> str | None:
    """The status that a verb gives to its clause; None where it only asks, plans, tries or supposes.

    For `speech` it counts what someone goes, writes or telephones to say.
    """
    verb = sentence.units[at]
    question = asks(sentence, at)
    if verb.open:
        return None
    condition = _condition(sentence, at)
    if condition == "if":
        return None
    before = sentence.left(at)
    status = "asserted"
    if sentence.kind(before) == "TO":
        governed = _infinitive(sentence, before, speech)
        if governed is None:
            return None
        status = governed
    if sentence.kind(before) == "VG" and verb.form == "ing":
        outer = verb_status(sentence, before, speech=speech)
        if outer != "asserted":
            return outer
    if sentence.kind(before) == "PREP" and verb.form == "ing":
        if sentence.units[before].low == "without":
            return "denied"
        governed = _gerund(sentence, before)
        if governed is None:
            return None
        status = governed
    if sentence.kind(before) == "NEG" or verb.negated or _no_object(sentence, at) or _no_subject(sentence, at):
        status = "denied" if status != "denied" else "asserted"
    elif verb.doubted or verb.hedged or _hedged_subject(sentence, at):
        status = "hedged"
    if question or condition == "whether":
        return "questioned"
    return status


def _condition(sentence: Sentence, at: int) -> str:
    for back in range(at - 1, -1, -1):
        kind = sentence.kind(back)
        if kind == "IF":
            return "whether" if sentence.units[back].low == "whether" else "if"
        if kind in ("STOP", "COMMA", "REL"):
            return ""
    return ""


def _infinitive(sentence: Sentence, to: int, speech: bool) -> str | None:
    """What the verb before an infinitive makes of it."""
    governor = sentence.governor(to)
    previous = sentence.left(to)
    if sentence.is_np(previous) and sentence.units[previous].head in _UNABLE:
        able = sentence.units[previous].head == "able"
        denied = not able or (governor is not None and sentence.units[governor].negated)
        return "denied" if denied else "asserted"
    if governor is None:
        return None
    verb = sentence.units[governor]
    if verb.open:
        return None
    if verb.lemma in ("appear", "seem") or (
        verb.passive and verb.lemma in sentence.discourse.lexicon.lists["hedge_verbs"] | {"say", "report"}
    ):
        return "denied" if verb.negated else "hedged"
    if verb.lemma in _FAILED:
        return "asserted" if verb.negated else "denied"
    if verb.lemma in _CARRIED_ON:
        return "denied" if verb.negated else "asserted"
    if speech and verb.lemma in _ERRANDS and not verb.negated:
        return "asserted"
    if verb.lemma in _PURPOSE and not verb.negated and not verb.passive:
        return "asserted"
    return None


def _gerund(sentence: Sentence, preposition: int) -> str | None:
    """What stands before a preposition makes of a gerund: an accusation of doing is a saying, a threat is not."""
    low = sentence.units[preposition].low
    before = sentence.left(preposition)
    if low in ("of", "for", "from") and sentence.is_np(before):
        head = sentence.units[before].head
        if head in ("threat", "intention", "aim", "hope", "plan", "chance", "possibility", "risk", "purpose", "idea"):
            return None
    governor = sentence.governor(preposition)
    if governor is not None:
        verb = sentence.units[governor]
        if verb.lemma in (
            "refrain",
            "abstain",
            "prevent",
            "stop",
            "deter",
            "prohibit",
            "ban",
            "bar",
            "discourage",
            "keep",
        ):
            return "denied" if verb.lemma in ("refrain", "abstain") else None
        if verb.lemma in _INTENT:
            return None
        if verb.lemma in ("accuse", "suspect", "blame") and (verb.passive or sentence.bare_participle(governor)):
            return "hedged"
    return "asserted"


def _no_object(sentence: Sentence, at: int) -> bool:
    nxt = sentence.right(at)
    return sentence.is_np(nxt) and bool(sentence.units[nxt].words) and sentence.units[nxt].words[0] in _NONE


def _no_subject(sentence: Sentence, at: int) -> bool:
    before = sentence.left(at)
    return (
        sentence.is_np(before)
        and bool(sentence.units[before].words)
        and sentence.units[before].words[0] in ("no", "none", "nobody")
    )


def _hedged_subject(sentence: Sentence, at: int) -> bool:
    hedges = sentence.discourse.lexicon.lists["hedge_adverbs"]
    before = sentence.left(at)
    return sentence.is_np(before) and any(word in hedges for word in sentence.units[before].words)


def noun_status(sentence: Sentence, at: int, *, former: bool = False) -> str | None:
    """The status that the words round a noun give it, before the verb of its clause is asked."""
    unit = sentence.units[at]
    words = set(unit.words)
    if not former and words & _PAST:
        return None
    if sentence.kind(at - 1) == "PREP" and sentence.units[at - 1].low == "without":
        return "denied"
    if words & {"no", "neither"}:
        return "denied"
    if words & sentence.discourse.lexicon.lists["hedge_adverbs"]:
        return "hedged"
    if words & {"possible", "potential", "future", "planned", "threatened", "imminent", "eventual", "further"}:
        return None
    return "asserted"
