from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg import KGError, KnowledgeGraph
from kg.errors import AmbiguousName, InvalidFile, NotReady, RejectedCoding, UnknownTerm
from tests.worlds import SEED, SHARED, claim, claims_file, needs_shared

TEXT = "Zoria backs Avaria. Avaria condemned Zoria."
CONDEMNS = claim("c2", "a", "condemns", "z", "Avaria condemned Zoria")
EIGHT = ["HTS", "Assad government", "Russia", "Iran", "Hezbollah", "Turkey", "SOHR", "UN"]


def contents(graph: KnowledgeGraph) -> dict[str, list[tuple[str, str, str]]]:
    """Everything that a graph's store holds."""
    return {name: sorted(graph._store.triples(name)) for name in graph._store.graphs()}


@pytest.fixture(scope="module")
def seed() -> KnowledgeGraph:
    graph = KnowledgeGraph()
    graph.load("seeds")
    return graph


# ---------------------------------------------------------------- the seed


def test_the_seed_says_who_stands_where(seed: KnowledgeGraph) -> None:
    supporters = [tie.subject for tie in seed.ties() if tie.object == "assad-government" and tie.status == "support"]
    assert supporters == ["hezbollah", "iran", "russia"]
    hts = seed.tie("HTS", "Assad government")
    assert (hts.status, hts.inherited_via) == ("opposition", (f"{SEED}#jihadists", "syrian-army"))
    truce = seed.tie("Turkey", "2020 cease-fire")
    assert (truce.status, truce.between) == ("mediation", ())
    assert seed.tie("Turkey", "Assad government").status == "none"


def test_a_shortcut_rests_on_an_accepted_and_asserted_claim(seed: KnowledgeGraph) -> None:
    bare = seed.query(
        """SELECT ?s ?r ?o WHERE { ?r a aa:Relation . ?s ?r ?o .
           FILTER NOT EXISTS {
             ?c aa:relation ?r ; aa:status aa:asserted ; aa:reviewInForce aa:accepted .
             { ?c aa:subject ?s ; aa:object ?o }
             UNION { ?r a owl:SymmetricProperty . ?c aa:subject ?o ; aa:object ?s } } }"""
    )
    assert list(bare) == []
    assert list(seed.query("SELECT ?o WHERE { actor:hezbollah aa:supportsMilitarily ?o }")) == []


def test_shortcuts_name_the_supporters(seed: KnowledgeGraph) -> None:
    rows = seed.query(
        """SELECT DISTINCT ?name WHERE { ?r rdfs:subPropertyOf* aa:supports . ?s ?r actor:assad-government ;
           rdfs:label ?name FILTER(lang(?name) = "en") } ORDER BY ?name"""
    )
    assert [str(row[0]) for row in rows] == ["Hezbollah", "Iran", "Russia"]


def test_every_quote_stands_in_the_text(seed: KnowledgeGraph) -> None:
    text = seed.sources[SEED].text
    assert all(text[item.start : item.end] == item.exact for item in (*seed.claims(), *seed.figures()))


@pytest.mark.parametrize("party", EIGHT)
def test_each_party_of_the_mission_has_a_quote(seed: KnowledgeGraph, party: str) -> None:
    assert [*seed.claims(about=party), *seed.figures(about=party)]


def test_a_proof_names_quotes_and_links(seed: KnowledgeGraph) -> None:
    proof = seed.proof("HTS", "Assad government")
    assert "Syria facing the jihadist offensive" in {claim.exact for claim in proof.pro}
    assert any("the jihadist group" in link for link in proof.links)
    assert proof.contra == ()


def test_valid_in_gates_shapes_and_checks(seed: KnowledgeGraph) -> None:
    assert seed.validate() == ()


def test_names_in_any_language_and_never_mentions(seed: KnowledgeGraph) -> None:
    assert {seed.find(name).key for name in ("iran", "Iran", "IRAN", "إيران", "Tehran")} == {"iran"}
    assert seed.find("Damascus").key == "assad-government"
    with pytest.raises(UnknownTerm, match="the center"):
        seed.find("the center")
    with pytest.raises(UnknownTerm, match="'Hezbollah'"):
        seed.find("Hezbolah")


def test_a_network_has_an_edge_a_family(seed: KnowledgeGraph) -> None:
    edge = seed.network().edges["iran", "assad-government", "support"]
    assert (edge["sign"], edge["weight"], edge["inherited_via"]) == (1, 2, None)
    assert set(edge["claims"]) == set(seed.tie("Iran", "Assad government").claims)


def test_tellers_and_lenses(seed: KnowledgeGraph) -> None:
    told = seed.tie("Iran", "Assad government", as_told_by="Iran")
    assert (told.status, told.origins) == ("support", 1)
    assert seed.tie("HTS", "Assad government", without=["AFP", "SOHR"]).status == "none"
    assert {claim.claimer for claim in seed.claims(as_told_by="SOHR")} == {"sohr"}
    assert seed.claims(without_source=SEED) == ()
    assert {tie.status for tie in seed.ties(relation="mediation")} == {"mediation"}
    assert all(tie.inherited_via == () for tie in seed.ties(level="named"))
    assert all(tie.origins >= 2 for tie in seed.ties(min_origins=2))


@pytest.mark.parametrize(
    "wrong",
    [{"level": "planet"}, {"relation": "suports"}, {"at": "soon"}, {"as_told_by": "nobody"}, {"persist": "long"}],
)
def test_a_wrong_lens_is_one_line(seed: KnowledgeGraph, wrong: dict[str, str]) -> None:
    with pytest.raises(KGError) as caught:
        seed.ties(**wrong)
    assert "\n" not in str(caught.value)


# ---------------------------------------------------------------- loading, replacing, taking out


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    path = claims_file(tmp_path, text=TEXT)
    graph = KnowledgeGraph()
    assert graph.load(path).new == 1
    before = contents(graph)
    assert graph.load(path).new == 0
    assert contents(graph) == before


def test_the_order_of_loading_does_not_matter_to_what_is_known(tmp_path: Path) -> None:
    one, two = claims_file(tmp_path, "x", text=TEXT), claims_file(tmp_path, "y", text=TEXT, claims=[CONDEMNS])
    there, back = KnowledgeGraph(), KnowledgeGraph()
    there.load(one, two)
    back.load(two)
    back.load(one)
    assert there.ties() == back.ties()
    assert there.claims() == back.claims()


def test_a_changed_coding_takes_the_place_of_the_old_one_and_keeps_decisions(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    graph.load(claims_file(tmp_path, text=TEXT))
    (old,) = graph.claims()
    graph.review.decide(old.id, verdict="rejected", by="mk", when=date(2024, 2, 1), reason="says less")
    assert graph.claims() == ()
    longer = "It is the first of January. " + TEXT
    loaded = graph.load(
        claims_file(tmp_path, text=longer, claims=[claim("k9", "z", "supports", "a", "Zoria backs Avaria"), CONDEMNS])
    )
    assert loaded.new == 1
    assert [claim.relation for claim in graph.claims()] == ["condemns"]
    graph.review.decide(old.id, verdict="accepted", by="mk", when=date(2024, 2, 2))
    assert [claim.start for claim in graph.claims()] == [28, 48]


def test_what_was_superseded_is_known_by_its_day(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    graph.load(claims_file(tmp_path, text=TEXT, recorded="2024-01-05"))
    graph.load(claims_file(tmp_path, text=TEXT, recorded="2024-03-01", claims=[CONDEMNS]))
    assert [claim.relation for claim in graph.claims()] == ["condemns"]
    assert [tie.status for tie in graph.ties(known_by="2024-02-01")] == ["support"]
    assert graph.ties(known_by="2024-01-01") == ()


def test_two_coders_of_one_document_are_not_merged(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    graph.load(claims_file(tmp_path, text=TEXT, coder={"id": "first", "kind": "human"}, recorded="2024-02-01"))
    graph.load(
        claims_file(
            tmp_path, text=TEXT, coder={"id": "rules", "kind": "machine"}, recorded="2024-09-01", claims=[CONDEMNS]
        )
    )
    assert [claim.relation for claim in graph.claims()] == ["supports"]
    graph.load(
        claims_file(
            tmp_path, text=TEXT, coder={"id": "second", "kind": "human"}, recorded="2024-03-01", claims=[CONDEMNS]
        )
    )
    assert [claim.relation for claim in graph.claims()] == ["condemns"]
    assert len([name for name in graph._store.graphs() if "/coding/" in name]) == 3


def test_a_document_taken_out_is_out_of_every_answer(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    graph.load(claims_file(tmp_path, "x", text=TEXT), claims_file(tmp_path, "y", text=TEXT, claims=[CONDEMNS]))
    assert graph.retract(source="x") == 1
    assert [claim.document for claim in graph.claims()] == ["y"]
    assert [str(row[0]) for row in graph.query("SELECT DISTINCT ?r WHERE { ?c a aa:Claim ; aa:relation ?r }")] == [
        "https://w3id.org/actor-alliance/ns#condemns"
    ]
    with pytest.raises(NotReady, match="y"):
        graph.retract(source="x")


def test_another_document_of_the_same_id_is_refused_unless_it_is_to_replace(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    graph.load(claims_file(tmp_path, text=TEXT))
    other = claims_file(tmp_path, text=TEXT, published="2023-01-01", claims=[CONDEMNS])
    before = contents(graph)
    with pytest.raises(KGError, match="--replace"):
        graph.load(other)
    assert contents(graph) == before
    graph.load(other, replace=True)
    assert [claim.relation for claim in graph.claims()] == ["condemns"]


def test_a_refused_coding_leaves_no_trace_of_itself_or_its_neighbour(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    good = claims_file(tmp_path, "good", text=TEXT)
    bad = claims_file(tmp_path, "worse", text=TEXT, claims=[claim("c1", "z", "suports", "a", "Zoria backs Avaria")])
    with pytest.raises(RejectedCoding, match=r"c1.*'supports'"):
        graph.load(good, bad)
    assert contents(graph) == {}


def test_claims_are_added_from_python(tmp_path: Path) -> None:
    from kg import Claim

    graph = KnowledgeGraph()
    graph.load(claims_file(tmp_path, text=TEXT))
    new = Claim(
        document="x",
        file_id="c7",
        subject="a",
        relation="condemns",
        object="z",
        claimer="w",
        exact="Avaria condemned Zoria",
        start=20,
        end=42,
        stated=date(2024, 1, 1),
    )
    assert graph.add(new).new == 1
    assert graph.add(new).new == 0
    assert graph.tie("Avaria", "Zoria").status == "opposition"


def test_a_name_that_fits_two_lists_both(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    graph.load(claims_file(tmp_path, "x", text=TEXT), claims_file(tmp_path, "y", text=TEXT))
    with pytest.raises(AmbiguousName, match=r"x#z.*y#z"):
        graph.find("Zoria")
    assert graph.find("y#z").document == "y"


def test_no_claims_file_in_a_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="no claims file"):
        KnowledgeGraph().load(tmp_path)


def test_what_is_stored_is_there_the_next_day(tmp_path: Path) -> None:
    with KnowledgeGraph(tmp_path / "store") as graph:
        graph.load(claims_file(tmp_path, text=TEXT))
        ties = graph.ties()
    assert KnowledgeGraph(tmp_path / "store", read_only=True).ties() == ties


# ---------------------------------------------------------------- two documents


@pytest.fixture(scope="module")
def both() -> KnowledgeGraph:
    """The seed and an article of two days later."""
    graph = KnowledgeGraph()
    graph.load("seeds", SHARED / "gold" / "dev" / "syria-2024-12-01.gold.json")
    return graph


@needs_shared
class TestTwoDocuments:
    """The seed and an article of two days later."""

    def test_global_names_are_one_and_local_ones_are_not(self, both: KnowledgeGraph) -> None:
        assert {claim.document for claim in both.claims(about="Iran")} == {SEED, "syria-2024-12-01"}
        local = {entity.document for entity in both.entities.values() if entity.document}
        assert local == {SEED, "syria-2024-12-01"}

    def test_origins_are_counted_across_documents(self, both: KnowledgeGraph) -> None:
        alone = KnowledgeGraph()
        alone.load("seeds")
        one, two = (graph.tie("Russia", "Assad government") for graph in (alone, both))
        assert (one.status, two.status) == ("support", "support")
        assert two.origins > one.origins

    def test_a_dispute_reaches_across_documents(self, both: KnowledgeGraph, tmp_path: Path) -> None:
        denial = claim(
            "d1",
            "iran",
            "supportsMilitarily",
            "assad-government",
            "Iran denied that it helps the Assad government",
            claimer="iran",
            status="denied",
        )
        entities = {
            "iran": {"name": "Iran", "kind": "state", "aliases": []},
            "assad-government": {"name": "Assad government", "kind": "government", "aliases": []},
            "w": {"name": "Wire", "kind": "news agency", "aliases": []},
        }
        graph = KnowledgeGraph()
        graph.load("seeds")
        assert graph.tie("Iran", "Assad government").status == "support"
        graph.load(
            claims_file(
                tmp_path,
                "later",
                text="Iran denied that it helps the Assad government.",
                published="2024-12-02",
                entities=entities,
                claims=[denial],
                disputes=[{"a": "d1", "b": f"{SEED}#c26", "kind": "contradicts"}],
            )
        )
        tie = graph.tie("Iran", "Assad government")
        assert (tie.status, tie.against) == ("disputed", 1)
        marked = [d for d in graph.disputes() if d.marked and d.kind == "contradicts"]
        assert [{d.a.document, d.b.document} for d in marked] == [{SEED, "later"}]
        graph.retract(source="later")
        assert graph.tie("Iran", "Assad government").status == "support"

    def test_each_can_be_replaced_and_withdrawn_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "syria-2024-12-01.gold.json"
        record = json.loads((SHARED / "gold" / "dev" / path.name).read_text(encoding="utf-8"))
        (tmp_path / record["document"]).write_bytes((SHARED / "gold" / "dev" / record["document"]).read_bytes())
        path.write_text(json.dumps(record), encoding="utf-8")
        graph = KnowledgeGraph()
        graph.load("seeds", path)
        of_seed = graph.claims(source=SEED)
        record["claims"] = record["claims"][:10]
        record["disputes"] = []
        path.write_text(json.dumps(record), encoding="utf-8")
        graph.load(path)
        assert len(graph.claims()) == len(of_seed) + 10
        assert graph.claims(source=SEED) == of_seed
        graph.retract(source="syria-2024-12-01")
        assert graph.claims() == of_seed

    def test_the_government_has_no_ties_once_it_has_ended(self, both: KnowledgeGraph) -> None:
        def supporters(day: str) -> set[str]:
            return {t.subject for t in both.ties(at=day) if t.object == "assad-government" and t.status == "support"}

        assert "iran" in supporters("2024-11-29")
        assert supporters("2024-12-09") == set()


def test_a_notebook_shows_the_page_inline(seed: KnowledgeGraph) -> None:
    shown = seed.view()._repr_html_()
    assert shown == seed._repr_html_()
    assert shown.lstrip().startswith("<iframe")
    assert "sandbox" in shown


def test_pyvis_holds_the_ties_for_those_who_draw_with_it(seed: KnowledgeGraph) -> None:
    held = seed.to_pyvis()
    assert {"iran", "assad-government"} <= set(held.get_nodes())
    assert any(edge["from"] == "iran" and edge["to"] == "assad-government" for edge in held.get_edges())


def test_a_tie_that_a_lens_takes_away_names_the_link_that_is_gone(seed: KnowledgeGraph) -> None:
    """SOHR alone says that HTS is one of the jihadists."""
    proof = seed.proof("HTS", "Assad government", without="SOHR")
    assert proof.tie.status == "none"
    assert len(proof.dropped) == 1
    assert "Hayat Tahrir al-Sham inherits from Syrian jihadists" in proof.dropped[0]
