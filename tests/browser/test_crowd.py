"""Too many actors to draw legibly: the matrix from 60 on, blocs above 300, and the page says so."""

from __future__ import annotations

import random
from datetime import date

from kg import view
from kg.lens import Evidence
from kg.model import Claim, Source, entity
from tests.browser.conftest import Opener


def planted(actors: int, blocs: int) -> str:
    """A page of blocs: each actor supports two of its own and attacks one of another."""
    chance, words = random.Random(1), "they act"
    keys = [f"k{number:03}" for number in range(actors)]
    found: list[Claim] = []
    for number, key in enumerate(keys):
        friends = [(number + blocs) % actors, (number + 3 * blocs) % actors]
        enemy = (number + 1 + blocs * chance.randrange(actors // blocs)) % actors
        for other, relation in ((friends[0], "alliedWith"), (friends[1], "supports"), (enemy, "attacks")):
            found.append(
                Claim(
                    document="d",
                    file_id=f"c{len(found)}",
                    id=f"c{len(found):04}",
                    subject=key,
                    relation=relation,
                    object=keys[other],
                    claimer="wire",
                    exact=words,
                    start=0,
                    end=len(words),
                    stated=date(2024, 1, 1),
                )
            )
    entities = {key: entity(id=key, name=f"Movement {key}", kind="armed group") for key in keys}
    entities["wire"] = entity(id="wire", name="Wire", kind="news agency")
    source = Source(document="d", filename="d.txt", text=words, publisher="wire", published=date(2024, 1, 1))
    return view.page(Evidence(claims=tuple(found), entities=entities), {"d": source})


def test_from_sixty_actors_on_the_page_opens_on_the_matrix(visit: Opener) -> None:
    assert visit(planted(60, 3)).eval("window.kgView.state().view") == "matrix"
    assert visit(planted(57, 3)).eval("window.kgView.state().view") == "graph"


def test_above_three_hundred_actors_the_graph_opens_on_blocs_and_says_so(visit: Opener) -> None:
    page = visit(planted(304, 4), hash="#v=graph")
    assert "304 actors are too many to draw at once" in page.page.locator("#note").inner_text()
    blocs = page.eval("window.kgView.network.body.data.nodes.getIds()")
    assert 2 <= len(blocs) < 60
    page.eval("window.kgView.update({ bloc: 0 })")
    assert "A bloc" in page.panel
    page.page.click("#panel .members a >> nth=0")
    near = page.eval("window.kgView.network.body.data.nodes.length")
    assert 1 < near < 30
    assert not page.errors


def test_everyone_is_drawn_when_the_reader_asks(visit: Opener) -> None:
    page = visit(planted(304, 4), hash="#v=graph")
    page.page.click("#note button")
    assert page.eval("window.kgView.network.body.data.nodes.length") == 305
