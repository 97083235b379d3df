"""A sentence as units, without a parser: each open word is taken for a noun or a verb by what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.rules.gazetteer import Mention
from kg.extractors.rules.lexicon import Lexicon
from kg.extractors.rules.tokens import Token
from kg.extractors.rules.units import Unit
from kg.extractors.rules.verbgroups import grouped

__all__ = ["units"]

_JOINED = {
    ("as", "well", "as"): "AND",
    ("along", "with"): "AND",
    ("together", "with"): "AND",
    ("no", "longer"): "NEG",
    ("more", "than"): "ADV",
    ("less", "than"): "ADV",
    ("fewer", "than"): "ADV",
    ("according", "to"): "ACCORDING",
    ("at", "the", "side", "of"): "at-the-side-of",
    ("on", "the", "side", "of"): "at-the-side-of",
    ("side", "by", "side", "with"): "at-the-side-of",
    ("in", "favour", "of"): "for",
    ("in", "favor", "of"): "for",
    ("prior", "to"): "before",
    ("for", "its", "part"): "ADV",
    ("for", "his", "part"): "ADV",
    ("for", "their", "part"): "ADV",
    ("so", "far"): "ADV",
    ("until", "now"): "ADV",
    ("since", "then"): "ADV",
    ("at", "least"): "ADV",
    ("at", "all"): "ADV",
    ("in", "turn"): "ADV",
    ("of", "course"): "ADV",
    ("in", "fact"): "ADV",
    ("believed", "to"): "HEDGED_TO",
    ("said", "to"): "HEDGED_TO",
}
_BY_FIRST = {
    first: [(words, kind) for words, kind in _JOINED.items() if words[0] == first]
    for first in {words[0] for words in _JOINED}
}
_NOMINAL_AFTER = frozenset(("DET", "POSS"))


def units(found: Sequence[Token], mentions: Sequence[Mention], times: set[int], lexicon: Lexicon) -> list[Unit]:
    """The units of a sentence; tokens whose place is in `times` belong to expressions of time."""
    return grouped(_Chunker(found, mentions, times, lexicon).chunks())


class _Chunker:
    """Reads tokens left to right, deciding for each open word whether it is a noun or a verb."""

    def __init__(self, found: Sequence[Token], mentions: Sequence[Mention], times: set[int], lexicon: Lexicon) -> None:
        self.found, self.times, self.lexicon = found, times, lexicon
        self.at = {mention.first: mention for mention in mentions}
        self.out: list[Unit] = []
        self.np: Unit | None = None
        self.owner: Unit | None = None
        self.base_due = False

    def chunks(self) -> list[Unit]:
        found, kinds = self.found, self.lexicon.kinds
        i, n = 0, len(found)
        while i < n:
            mention = self.at.get(i)
            if mention is not None:
                i = self.name(i, mention)
                continue
            token = found[i]
            if i in self.times:
                self.emit("TIME", i, i + 1, token.low)
                i += 1
                continue
            if token.low in _BY_FIRST and (joined := self.joined(i)):
                word, length = joined
                known = word.isupper()
                self.emit(word if known else "PREP", i, i + length, token.low if known else word)
                i += length
                continue
            kind = kinds.get(token.low)
            if kind is None or token.low == "like":
                self.open_word(i, token)
            else:
                self.closed_word(i, token, kind)
            i += 1
        self.close()
        return self.out

    def name(self, i: int, mention: Mention) -> int:
        """Takes in a mention; of "the jihadist offensive" only the name, so that the deed is seen too."""
        last = self.found[mention.last - 1].low
        frames = (
            self.lexicon.nouns.get(last, ())
            if mention.last - mention.first > 1 and self.found[mention.last - 1].text.islower()
            else ()
        )
        if any("modifier" in frame.subject for frame in frames):
            self.noun(i, mention.last - 1, mention=Mention(mention.first, mention.last - 1, mention.ids, True, "name"))
            self.noun(mention.last - 1, mention.last, word=last)
        else:
            self.noun(i, mention.last, mention=mention)
        return mention.last

    # ------------------------------------------------------------ small words

    def joined(self, i: int) -> tuple[str, int] | None:
        for words, kind in _BY_FIRST[self.found[i].low]:
            if all(
                token.low == word for token, word in zip(self.found[i : i + len(words)], words, strict=False)
            ) and i + len(words) <= len(self.found):
                return kind, len(words)
        return None

    def closed_word(self, i: int, token: Token, kind: str) -> None:
        if kind == "'S":
            if self.np is not None and not self.np.owns:
                owner = self.np
                owner.owns = True
                self.close()
                self.owner = owner
            elif token.low == "'s":
                self.emit("BE", i, i + 1, "is")
            return
        if kind in _NOMINAL_AFTER:
            self.close()
            self.noun(i, i + 1, word=token.low)
            return
        if kind == "THAT":
            kind = self.that(i)
        elif kind == "PREP" and token.low == "to" and self.form_at(i + 1, "base"):
            kind = "TO"
        elif kind == "ADV" and self.np is not None and self.np.words and self.nominal(i + 1) and not self.has_noun():
            self.np.words.append(token.low)
            self.np.last = i + 1
            return
        elif kind == "NEG" and token.low == "no":
            self.noun(i, i + 1, word="no")
            return
        starts = (not self.out and self.np is None) or (
            self.out and self.np is None and self.out[-1].kind in ("STOP", "BUT")
        )
        inverts = starts and kind in ("DO", "BE", "HAVE", "MODAL", "MAY") and self.asks(i)
        self.emit("INV" if inverts else kind, i, i + 1, token.low)
        if inverts:
            self.base_due = kind in ("DO", "MODAL", "MAY")

    def asks(self, i: int) -> bool:
        """Whether the clause that begins here ends in a question mark."""
        return next((token.low == "?" for token in self.found[i:] if token.low in ("?", ".", "!", ";", "[...]")), False)

    def that(self, i: int) -> str:
        """Whether "that" is a relative, or opens a clause."""
        if self.np is None:
            return "THAT"
        following = self.found[i + 1].low if i + 1 < len(self.found) else ""
        kind = self.lexicon.kinds.get(following, "")
        verbal = kind in ("BE", "HAVE", "DO", "MODAL", "MAY", "ADV") or bool(
            (i + 1) not in self.at and self.lexicon.forms.get(following)
        )
        return "REL" if verbal else "THAT"

    # ------------------------------------------------------------ nouns and verbs

    def open_word(self, i: int, token: Token) -> None:
        forms = self.lexicon.forms.get(token.low)
        if forms is None:
            forms = self.guess(token)
            if forms and forms[0][1] == "ing" and self.np is not None:
                forms = None
        if forms and (form := self.verb(i, token, forms)):
            self.close()
            unit = Unit("V", i, i + 1, token.low, lemma=form[0], form=form[1], main=i)
            self.out.append(unit)
            self.base_due = False
        else:
            self.noun(i, i + 1, word=token.low)

    def guess(self, token: Token) -> tuple[tuple[str, str], ...] | None:
        """The form of an unknown verb, by its ending."""
        low = token.low
        if len(low) < 5 or token.text[0].isupper() or low in self.lexicon.lists["not_verbs"] or "-" in low:
            return None
        if low.endswith("ed"):
            return ((low[:-2], "past"),)
        return ((low[:-3], "ing"),) if low.endswith("ing") else None

    def verb(self, i: int, token: Token, forms: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
        """The form as which a word is a verb here, or None where it is a noun or an adjective."""
        previous = self.out[-1].kind if self.out and self.np is None else ""
        names = {name: (lemma, name) for lemma, name in forms}
        bare = self.np is not None and not self.has_noun()
        if bare and self.np is not None and self.np.words and self.np.words[-1] == "no":
            return None
        if token.text[0].isupper() and i > 0 and not previous:
            return None
        due = self.base_due or previous in ("TO", "MODAL", "MAY", "DO", "HEDGED_TO") or self.modal_before()
        if "base" in names and due and (self.np is None or (self.base_due and self.has_noun())):
            return names["base"]
        if self.owner is not None and self.np is None:
            return None
        if "past" in names or "part" in names:
            form = names.get("past") or names["part"]
            if bare and self.nominal(i + 1):
                return None
            if (
                bare
                and self.np is not None
                and self.np.words
                and self.np.words[-1] in ("the", "its", "their", "his", "a", "an")
            ):
                return None
            if previous in ("PREP", "ACCORDING") and self.nominal(i + 1) and not self.determiner(i + 1):
                return None
            return form
        if "ing" in names:
            if self.np is not None and (
                bare or (self.np.mentions and self.np.mentions[-1].last == i and self.np.mentions[-1].attributive)
            ):
                return None
            following = self.found[i + 1].low if i + 1 < len(self.found) else ""
            if previous in ("", "STOP", "COMMA") and self.np is None and following in ("by", "of", "in", "between"):
                return None
            return names["ing"]
        if "s" in names:
            return names["s"] if self.finite(i, previous, plural=False) else None
        return names["base"] if "base" in names and self.finite(i, previous, plural=True) else None

    def modal_before(self) -> bool:
        """Whether only adverbs and a negation stand between a modal and this place."""
        if self.np is not None:
            return False
        for unit in reversed(self.out):
            if unit.kind in ("ADV", "NEG", "TIME"):
                continue
            return unit.kind in ("MODAL", "MAY", "DO", "TO")
        return False

    def finite(self, i: int, previous: str, *, plural: bool) -> bool:
        """Whether a form that may be a noun is the verb of the phrase before it."""
        ambiguous = self.found[i].low in self.lexicon.nouns or self.found[i].low in self.lexicon.lists["agents"]
        governs = self.governs(i + 1)
        if self.np is not None:
            np = self.np
            last = np.mentions[-1] if np.mentions and np.mentions[-1].last == np.last else None
            if not self.has_noun() or (last is not None and last.attributive):
                return False
            many = np.head.endswith("s") or last is not None or np.head in ("people", "men", "police", "army", "troops")
            if plural and not (many or (self.out and self.out[-1].kind == "AND")):
                return False
            if (
                last is None
                and not plural
                and np.words[0] not in ("the", "a", "an", "its", "their", "his", "this", "that", "another", "every")
            ):
                return governs and not ambiguous
            lists = self.lexicon.lists
            reports = self.lexicon.lemma(self.found[i].low) in lists["report"] | lists["deny"] | lists["hedge_verbs"]
            following = self.found[i + 1].low if i + 1 < len(self.found) else ""
            lemma = self.lexicon.lemma(self.found[i].low)
            if last is not None and any(following in frame.object for frame in self.lexicon.verbs.get(lemma, ())):
                return True
            particle = self.particle(i + 1) if plural else not ambiguous and self.particle(i + 1)
            return governs or reports or particle
        if previous in ("REL", "PRON"):
            return True
        if previous in ("ADV", "NEG", "TIME"):
            before = next((unit.kind for unit in reversed(self.out) if unit.kind not in ("ADV", "NEG", "TIME")), "")
            return before in ("REL", "PRON") or (before == "NP" and (governs or not ambiguous))
        if previous in ("COMMA", "AND", "BUT"):
            return not plural and (governs or (not ambiguous and self.particle(i + 1)))
        return False

    def governs(self, i: int) -> bool:
        """Whether what stands here can be the object or the clause of a verb before it."""
        if i >= len(self.found):
            return False
        if i in self.at:
            return True
        kind = self.lexicon.kinds.get(self.found[i].low, "")
        return kind in ("DET", "POSS", "PRON", "THAT") or self.found[i].low in ("no", "that", "it")

    def particle(self, i: int) -> bool:
        low = self.found[i].low if i < len(self.found) else ""
        return self.lexicon.kinds.get(low) in ("PREP", "ADV") or low in ("to", ",")

    def nominal(self, i: int) -> bool:
        """Whether a noun, a mention or an adjective stands here."""
        if i >= len(self.found):
            return False
        if i in self.at:
            return True
        low = self.found[i].low
        return self.lexicon.kinds.get(low) is None and low[0].isalnum()

    def determiner(self, i: int) -> bool:
        return i < len(self.found) and i not in self.at and self.lexicon.kinds.get(self.found[i].low) in ("DET", "POSS")

    def form_at(self, i: int, name: str) -> bool:
        if i >= len(self.found) or i in self.at or self.found[i].text[0].isupper():
            return False
        if self.lexicon.kinds.get(self.found[i].low) in ("BE", "HAVE", "DO"):
            return self.found[i].low in ("be", "have", "do")
        return any(form == name for _, form in self.lexicon.forms.get(self.found[i].low, ()))

    def has_noun(self) -> bool:
        """Whether the open noun phrase holds more than determiners, participles and numbers."""
        np = self.np
        if np is None:
            return False
        if np.mentions and np.mentions[-1].last == np.last:
            return True
        kinds, forms = self.lexicon.kinds, self.lexicon.forms
        return any(
            word[:1].isalpha()
            and kinds.get(word) is None
            and not (word.endswith(("ed", "ly")) and word not in forms)
            and word != "no"
            for word in np.words
        )

    # ------------------------------------------------------------ building

    def noun(self, first: int, last: int, *, word: str = "", mention: Mention | None = None) -> None:
        if self.np is None:
            self.np = Unit("NP", first, last, owner=self.owner)
            self.owner = None
        self.np.last = last
        if mention is not None:
            self.np.mentions.append(mention)
            self.np.words.append("")
        elif word:
            self.np.words.append(word)

    def close(self) -> None:
        if self.np is not None:
            self.out.append(self.np)
            self.np = None

    def emit(self, kind: str, first: int, last: int, low: str) -> None:
        self.close()
        self.owner = None
        self.out.append(Unit(kind, first, last, low))
