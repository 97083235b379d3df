"""Auxiliaries, negations and adverbs joined to the verb that they belong to."""

from __future__ import annotations

from kg.extractors.rules.units import Unit

__all__ = ["grouped"]

_AUXILIARY = frozenset(("BE", "HAVE", "DO", "MODAL", "MAY", "NEG", "ADV", "INV", "HEDGED_TO", "TIME"))
_CARRIERS = frozenset(("BE", "HAVE", "DO", "MODAL", "MAY", "INV", "HEDGED_TO"))
_HEDGES = frozenset(
    """
    reportedly allegedly purportedly apparently possibly probably supposedly presumably likely perhaps
    seemingly ostensibly
    """.split()
)


def grouped(chunks: list[Unit]) -> list[Unit]:
    """Joins auxiliaries, negations and adverbs to the verb that they belong to."""
    out: list[Unit] = []
    at = 0
    inverted = ""
    while at < len(chunks):
        unit = chunks[at]
        if unit.kind == "INV":
            subject = _question_subject(chunks, at)
            if subject is None:
                inverted = unit.low
            else:
                out.extend(chunks[at + 1 : subject + 1])
                out.append(_copula(unit, chunks[subject]))
                at = subject
            at += 1
            continue
        run = at
        while run < len(chunks) and chunks[run].kind in _AUXILIARY:
            run += 1
        helpers = chunks[at:run]
        if run < len(chunks) and chunks[run].kind == "V" and (helpers or unit.kind == "V"):
            lead = 0
            while lead < len(helpers) and helpers[lead].kind == "TIME":
                lead += 1
            out.extend(helpers[:lead])
            out.append(_verb_group(helpers[lead:], chunks[run], inverted))
            inverted = ""
            at = run + 1
            continue
        if helpers and any(helper.kind in _CARRIERS for helper in helpers):
            carrier = next(helper for helper in reversed(helpers) if helper.kind in _CARRIERS)
            out.append(_verb_group([h for h in helpers if h is not carrier], carrier, inverted))
            inverted = ""
            at = run
            continue
        if inverted and unit.kind in ("STOP", "THAT"):
            inverted = ""
        out.append(unit)
        at += 1
    return out


def _verb_group(helpers: list[Unit], verb: Unit, inverted: str) -> Unit:
    carriers = [helper.low for helper in helpers if helper.kind in _CARRIERS]
    kinds = {helper.kind for helper in helpers}
    be = {"be", "is", "are", "was", "were", "been", "being", "am"}
    if inverted:
        carriers.insert(0, inverted)
    has_verb = verb.kind == "V"
    last = carriers[-1] if carriers else ""
    group = Unit(
        "VG", helpers[0].first if helpers else verb.first, max([verb.last, *(h.last for h in helpers)]), verb.low
    )
    group.main = verb.first
    group.lemma = verb.lemma if has_verb else "be" if verb.kind == "BE" else "have" if verb.kind == "HAVE" else verb.low
    group.form = verb.form if has_verb else "base" if verb.low in ("be", "have", "do", "being") else "past"
    group.copula = group.lemma == "be"
    group.passive = has_verb and verb.form in ("past", "part") and last in be
    group.negated = "NEG" in kinds
    group.doubted = "MAY" in kinds or "HEDGED_TO" in kinds or inverted in ("may", "might")
    group.open = (
        any(h.kind == "MODAL" for h in helpers)
        or verb.kind == "MODAL"
        or inverted in ("would", "could", "will", "should", "must", "can", "shall")
    )
    if verb.form == "base" and "MAY" in kinds and "have" not in carriers:
        group.open = group.lemma != "be"
    if group.open and "have" in carriers and any(h.low == "could" for h in helpers):
        group.open, group.doubted = False, True
    group.hedged = any(h.kind == "ADV" and h.low in _HEDGES for h in helpers)
    if verb.form == "ing" and last in be:
        group.form = "progressive"
    elif verb.form == "part" and last in ("have", "has", "had", "having"):
        group.form = "past"
    elif has_verb and carriers and verb.form == "base":
        group.form = "finite"
    return group


def _question_subject(chunks: list[Unit], inverted: int) -> int | None:
    """Where the subject ends in a question without a further verb ("Were they dependent on …?"), else None."""
    first = None
    for at in range(inverted + 1, len(chunks)):
        kind = chunks[at].kind
        if kind == "V":
            return None
        if first is None and kind in ("NP", "PRON"):
            first = at
        elif first is not None and kind == "AND" and first == at - 1:
            first = None
        elif kind not in ("NP", "PRON", "PREP", "AND", "ADV", "NEG", "TIME"):
            break
    return first


def _copula(inverted: Unit, subject: Unit) -> Unit:
    be = inverted.low in ("is", "are", "was", "were", "am")
    place = subject.last - 1
    return Unit(
        "VG", place, subject.last, inverted.low, lemma="be" if be else "have", form="past", copula=be, main=place
    )
