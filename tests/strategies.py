"""Hypothesis strategies that fill every field of the model, optional ones too, with text as it comes."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from kg.interval import Interval
from kg.model import Claim, Coder, Coding, Dispute, Entity, Figure, Quote, Source, entity
from kg.vocabulary import vocabulary

WORDS = vocabulary()
ODD = "أ ب ج́̈‏‎\u202e\u2066😀“„«\"'\\;|<>{}&%#\n\t"
letters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from(ODD)
texts = st.text(letters, min_size=1, max_size=30).filter(str.strip)
maybe_texts = st.just("") | texts
ids = st.text(letters.filter(lambda c: c not in "#\n\t"), min_size=1, max_size=12).filter(str.strip)
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
times = st.sampled_from(["2024-01-09", "2024-01", "2020/2022", "2015/..", "2020-03/", "/2024-11-27", "199X"]).map(
    Interval
)
slugs = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
pairs = st.dictionaries(slugs, texts, max_size=3).map(lambda found: tuple(sorted(found.items())))
NAMED = ("iran", "assad-government", "محور", "local one", "a/b")
ends = st.sampled_from(NAMED)


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


def word(scheme: str) -> st.SearchStrategy[str]:
    return st.sampled_from(WORDS.words(scheme))


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    start = draw(st.integers(0, 10_000))
    exact = draw(texts)
    return Quote(exact, start, start + len(exact))


@st.composite
def entities(draw: st.DrawFn, document: str, id: str) -> Entity:
    return entity(
        id=id,
        name=draw(texts),
        kind=draw(st.sampled_from(sorted(WORDS.kinds))),
        document=document,
        aliases=tuple(draw(st.lists(texts, max_size=3))),
        mentions=tuple(draw(st.lists(texts, max_size=3))),
        identifiers=draw(pairs),
        anonymous=draw(st.booleans()),
    )


@st.composite
def claims(draw: st.DrawFn, document: str, file_id: str) -> Claim:
    quote = draw(quotes())
    return Claim(
        document=document,
        file_id=file_id,
        subject=draw(ends),
        relation=draw(st.sampled_from(sorted(WORDS.relations))),
        object=draw(maybe(ends)),
        claimer=draw(ends),
        exact=quote.exact,
        start=quote.start,
        end=quote.end,
        stated=draw(days),
        status=draw(word("Status")),
        valid=draw(maybe(times)),
        against=draw(maybe(ends)),
        between=tuple(draw(st.lists(ends, max_size=3))),
        relayed_by=tuple(draw(st.lists(ends, max_size=3))),
        place=draw(maybe(ends)),
        means=draw(maybe_texts),
        hedge=draw(st.booleans()),
        attribution=draw(maybe(quotes())),
        refers=tuple(
            sorted(draw(st.dictionaries(st.sampled_from(["subject", "object", "against"]), quotes())).items())
        ),
        note=draw(maybe_texts),
        tags=tuple(draw(st.lists(texts, max_size=3))),
        credibility=draw(maybe(st.integers(1, 6))),
        review=draw(word("ReviewState")),
        waivers=draw(pairs),
        proposal=draw(pairs),
    )


@st.composite
def figures(draw: st.DrawFn, document: str, file_id: str, stated: date) -> Figure:
    quote = draw(quotes())
    return Figure(
        document=document,
        file_id=file_id,
        measure=draw(word("Measure")),
        value=draw(st.integers(0, 10**15)),
        bound=draw(word("Bound")),
        claimer=draw(ends),
        exact=quote.exact,
        start=quote.start,
        end=quote.end,
        stated=stated,
        about=draw(maybe(ends)),
        place=draw(maybe(ends)),
        by_whom=draw(maybe(ends)),
        relayed_by=tuple(draw(st.lists(ends, max_size=3))),
        status=draw(word("Status")),
        valid=draw(maybe(times)),
        words=draw(maybe_texts),
        note=draw(maybe_texts),
        review=draw(word("ReviewState")),
        waivers=draw(pairs),
    )


@st.composite
def codings(draw: st.DrawFn) -> Coding:
    """A coding with every field filled by chance; its quotes need not stand in its text."""
    document = draw(ids.filter(lambda id: "/" not in id and "\\" not in id and "." not in id))
    published = draw(days)
    source = Source(
        document=document,
        filename=f"{document}.txt",
        text=draw(texts),
        publisher=draw(ends),
        published=published,
        outlet=draw(maybe(texts)),
        title=draw(maybe_texts),
        url=draw(maybe_texts),
        author=draw(maybe_texts),
        language=draw(st.sampled_from(["", "en", "ar", "pt-BR"])),
        retrieved=draw(maybe(days)),
        rights=draw(maybe_texts),
        reliability=draw(st.sampled_from(["", "A", "F"])),
    )
    claim_ids = draw(st.lists(ids, max_size=3, unique=True))
    figure_ids = draw(st.lists(ids.map(lambda id: f"f {id}"), max_size=2, unique=True))
    dispute = st.builds(Dispute, document=st.just(document), a=ids, b=ids, kind=word("DisputeKind"), note=maybe_texts)
    coding = Coding(
        source=source,
        coder=Coder(draw(texts), draw(st.sampled_from(["human", "machine"]))),
        recorded=draw(days),
        entities=tuple(draw(entities(document, id)) for id in NAMED),
        claims=tuple(draw(claims(document, id)) for id in claim_ids),
        figures=tuple(draw(figures(document, id, published)) for id in figure_ids),
        disputes=tuple(draw(st.lists(dispute, max_size=2))),
    ).identified()
    seen = {claim.id for claim in coding.claims} | {figure.id for figure in coding.figures}
    return coding if len(seen) == len(coding.items) else draw(st.nothing())
