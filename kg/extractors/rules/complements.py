"""How far what is said reaches: the clause behind a verb of saying, or the one before "he said"."""

from __future__ import annotations

from kg.extractors.rules.clauses import Sentence

__all__ = ["CLAIM_NOUNS", "complement", "complement_end", "segment_start", "speaker_phrase", "stop_after", "trailing"]

CLAIM_NOUNS = frozenset(
    """
    claim claims report reports accusation accusations allegation allegations suggestion suggestions charge
    charges suspicions rumours rumors idea
    """.split()
)
_ADDRESSED = frozenset("tell inform assure warn remind".split())


def speaker_phrase(sentence: Sentence, verb: int) -> int:
    """What stands before a verb of saying, an apposition passed over: "the director, X, told"."""
    before = sentence.left(verb)
    if sentence.kind(before) == "COMMA" and sentence.is_np(before - 1):
        opened = sentence.insert_before(before)
        if (
            opened is not None
            and sentence.is_np(opened)
            and opened + 2 <= before - 1
            and sentence.kind(opened + 2) == "NP"
            and sentence.refs(opened)
        ):
            return opened
    return before


def complement(sentence: Sentence, verb: int) -> int | None:
    """Where the clause begins that a verb of saying governs on its right."""
    unit = sentence.units[verb]
    at = sentence.right(verb)
    lists = sentence.discourse.lexicon.lists
    while (
        sentence.kind(at) == "PREP"
        and sentence.units[at].low in ("to", "in", "at", "on", "by", "for", "with")
        and sentence.is_np(at + 1)
    ):
        at = sentence.right(at + 1)
    if unit.lemma in _ADDRESSED and sentence.kind(at) in ("NP", "PRON"):
        after = sentence.right(at)
        while sentence.kind(after) == "PREP" and sentence.is_np(after + 1):
            after = sentence.right(after + 1)
        if sentence.kind(after) in ("THAT", "NP", "PRON"):
            at = after
    if sentence.kind(at) == "THAT":
        return at + 1
    if sentence.kind(at) == "IF":
        return at
    if sentence.kind(at) == "VG":
        deny = unit.lemma in lists["deny"] or unit.lemma in ("admit", "acknowledge", "report")
        if deny and sentence.units[at].form == "ing":
            return at
        if sentence.kind(sentence.left(verb)) == "NP" and sentence.kind(sentence.left(verb) - 1) == "REL":
            return at
        return None
    if sentence.is_np(at):
        head = sentence.units[at].head
        if head in CLAIM_NOUNS and sentence.kind(at + 1) == "THAT":
            return at + 2
        if head in CLAIM_NOUNS and sentence.kind(at + 1) == "PREP":
            return at
    if sentence.kind(at) in ("NP", "PRON") and _clause_follows(sentence, at):
        return at
    return None


def _clause_follows(sentence: Sentence, at: int) -> bool:
    """Whether the phrase there is the subject of a finite verb before the clause ends."""
    place = at + 1
    while place < len(sentence.units):
        kind = sentence.kind(place)
        if kind == "VG":
            return sentence.is_finite(place)
        if kind == "COMMA" and sentence.kind(place + 1) in ("REL", "NP"):
            closing = next((k for k in range(place + 1, len(sentence.units)) if sentence.kind(k) == "COMMA"), None)
            return closing is not None and sentence.is_finite(sentence.right(closing))
        if kind not in ("PREP", "NP", "AND", "ADV", "TIME", "PRON"):
            return False
        place += 1
    return False


def complement_end(sentence: Sentence, verb: int, first: int) -> int:
    """Where what is said ends: at a stop, at "while" or "but", or with the relative clause that holds it."""
    left = sentence.left(verb)
    inside = (sentence.kind(left - 1) == "REL" and sentence.kind(left - 2) == "COMMA") or (
        sentence.kind(left) == "REL" and sentence.kind(left - 1) == "COMMA"
    )
    for place in range(first, len(sentence.units)):
        kind = sentence.kind(place)
        if kind == "STOP" and sentence.units[place].low not in ("(", ")", "[...]"):
            return place
        if kind == "COMMA":
            if inside:
                return place
            if sentence.kind(place + 1) in ("SUB", "BUT") and sentence.units[place + 1].low not in (
                "because",
                "where",
                "once",
            ):
                return place
    return len(sentence.units)


def trailing(sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """The stretch that a trailing or inserted "he said" or "said X" covers."""
    before = speaker_phrase(sentence, verb)
    if sentence.kind(before) in ("NP", "PRON"):
        start = before
        while start > 0 and sentence.kind(start - 1) in ("NP", "PREP", "AND", "PRON", "ADV", "TIME"):
            start -= 1
        if sentence.kind(start) not in ("NP", "PRON"):
            return None
        comma = start - 1
        if sentence.kind(comma) == "COMMA" and sentence.is_np(comma - 1) and sentence.kind(comma - 2) == "COMMA":
            comma -= 2
        if sentence.kind(comma) not in ("COMMA", "STOP") and start != 0:
            return None
        if sentence.kind(comma) == "STOP" and sentence.units[comma].low in (";", ":"):
            return None
        object_follows = sentence.is_np(sentence.right(verb)) and sentence.units[verb].lemma not in _ADDRESSED
        if object_follows:
            return None
        if start == 0:
            return None
    elif sentence.kind(before) in ("COMMA", "STOP"):
        comma = before
        if not sentence.is_np(sentence.right(verb)):
            return None
    else:
        return None
    after = sentence.right(verb)
    resumes = None
    for place in range(after, min(after + 8, len(sentence.units))):
        if sentence.kind(place) == "COMMA":
            resumes = place
            break
        if sentence.kind(place) == "STOP":
            break
    begin = segment_start(sentence, comma)
    end = comma
    if resumes is not None and sentence.kind(before) in ("NP", "PRON") and resumes == after:
        end = len(sentence.units)
        for place in range(resumes + 1, len(sentence.units)):
            if sentence.kind(place) == "STOP" and sentence.units[place].low in (";", ":"):
                end = place
                break
            if sentence.kind(place) in ("SUB", "BUT") and sentence.kind(place - 1) == "COMMA" and place > resumes + 1:
                end = place
                break
    return begin, end


def segment_start(sentence: Sentence, at: int) -> int:
    """Where the part of the sentence begins that a semicolon or colon opens before a place."""
    for place in range(at - 1, -1, -1):
        if sentence.kind(place) == "STOP" and sentence.units[place].low in (";", ":"):
            return place + 1
    return 0


def stop_after(sentence: Sentence, at: int) -> int:
    """Where the part of the sentence ends that a semicolon or colon closes after a place."""
    for place in range(at, len(sentence.units)):
        if sentence.kind(place) == "STOP" and sentence.units[place].low in (";", ":"):
            return place
    return len(sentence.units)
