"""The model extractor against a local fake server: everything that a model and a network do wrong."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kg.errors import NotReady
from kg.extractors import Context, Extraction, gated
from kg.extractors.llm import Client, Settings, propose, propose_with
from kg.extractors.llm.prompt import EXAMPLE_QUOTE
from kg.model import Source, entity

TEXT = (
    "Iran confirmed today its “unwavering support” for Syria. Russia bombed Idlib, said Turkey."
    " Russia bombed Idlib again."
)
KEY = "sk-very-secret"
GAZETTEER = tuple(
    entity(id=name.casefold(), name=name, kind=kind, document="d")
    for name, kind in [
        ("Iran", "state"),
        ("Syria", "state"),
        ("Russia", "state"),
        ("Turkey", "state"),
        ("Idlib", "place"),
        ("Wire", "news agency"),
    ]
)
Reply = tuple[int, dict[str, str], bytes]


def item(**changes: str) -> dict[str, str]:
    whole = {
        "quote": "Iran confirmed today its “unwavering support” for Syria",
        "subject": "Iran",
        "object": "Syria",
        "trigger": "unwavering support",
        "relation": "supportsPolitically",
        "status": "asserted",
        "speaker": "",
        "subject_kind": "state",
        "object_kind": "state",
    }
    return whole | changes


def completion(content: str, *, reason: str = "stop") -> Reply:
    told = {
        "choices": [{"message": {"content": content}, "finish_reason": reason}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20},
    }
    return 200, {}, json.dumps(told).encode()


def answer(*items: dict[str, Any], **more: Any) -> Reply:
    return completion(json.dumps({"claims": list(items), **more}))


@dataclass
class Fake:
    """A server that gives its replies in order, the last again and again, and keeps what it was asked."""

    url: str = ""
    replies: list[Reply | Callable[[], Reply]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def reply(self) -> Reply:
        made = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return made() if callable(made) else made


@pytest.fixture
def fake() -> Iterator[Fake]:
    state = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked.append(json.loads(body))
            state.headers.append(dict(self.headers))
            status, headers, content = state.reply()
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Keeps quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def run(
    fake: Fake, *replies: Reply | Callable[[], Reply], text: str = TEXT, **settings: Any
) -> tuple[Extraction, Client, list[float]]:
    fake.replies = list(replies)
    slept: list[float] = []
    client = Client(Settings(fake.url, "test-model", KEY, **settings), sleep=slept.append)
    context = Context(entities=GAZETTEER)
    document = Source(document="d", filename="d.txt", text=text, publisher="wire", published=date(2024, 11, 29))
    return gated(propose_with(client, document, context), context), client, slept


def test_a_good_answer_becomes_a_claim(fake: Fake) -> None:
    extraction, client, _ = run(fake, answer(item()))
    (claim,) = extraction.coding.claims
    assert (claim.subject, claim.relation, claim.object, claim.claimer) == (
        "iran",
        "supportsPolitically",
        "syria",
        "wire",
    )
    assert TEXT[claim.start : claim.end] == claim.exact
    assert claim.review == "proposed"
    assert extraction.coding.coder.kind == "machine"
    assert client.usage.calls == 1


def test_words_are_asked_for_and_no_places(fake: Fake) -> None:
    run(fake, answer())
    shape = fake.asked[0]["response_format"]["json_schema"]["schema"]["properties"]["claims"]["items"]
    assert {"quote", "subject", "object", "relation", "speaker"} <= set(shape["properties"])
    assert not {"start", "end", "id", "offset"} & set(shape["properties"])
    assert "none" in shape["properties"]["relation"]["enum"]
    assert fake.asked[0]["temperature"] == 0


def test_no_relation_is_an_answer(fake: Fake) -> None:
    extraction, _, _ = run(fake, answer())
    assert extraction.coding.claims == extraction.rejected == ()
    extraction, _, _ = run(fake, answer(item(relation="none")))
    assert extraction.coding.claims == extraction.rejected == ()


@pytest.mark.parametrize("dress", ["```json\n%s\n```", "```\n%s\n```", "%s"])
def test_a_fence_is_taken_off(fake: Fake, dress: str) -> None:
    extraction, _, _ = run(fake, completion(dress % json.dumps({"claims": [item()]})))
    assert len(extraction.coding.claims) == 1


def test_further_keys_are_passed_over(fake: Fake) -> None:
    extraction, _, _ = run(fake, answer({**item(), "start": 3, "mood": "grim"}, comment="done"))
    assert len(extraction.coding.claims) == 1


def test_invalid_json_is_asked_again_twice_at_most(fake: Fake) -> None:
    extraction, client, _ = run(fake, completion("{oh no"))
    assert extraction.coding.claims == ()
    assert client.usage.calls == 3
    assert "[schema]" in fake.asked[1]["messages"][-1]["content"]


def test_a_mended_answer_is_taken(fake: Fake) -> None:
    extraction, client, _ = run(fake, completion("no json"), answer(item()))
    assert len(extraction.coding.claims) == 1
    assert client.usage.calls == 2


def test_a_hallucinated_quote_is_named_and_then_turned_away(fake: Fake) -> None:
    extraction, _, _ = run(fake, answer(item(quote="Iran will always stand by Syria")))
    assert extraction.coding.claims == ()
    assert extraction.rejects["exact-quote"] == 1
    assert len(fake.asked) == 3
    assert "[exact-quote]" in fake.asked[1]["messages"][-1]["content"]


def test_a_near_miss_is_shown_what_the_text_says(fake: Fake) -> None:
    extraction, _, _ = run(
        fake, answer(item(quote="Iran confirmed its “unwavering support” for Syria")), answer(item())
    )
    assert len(extraction.coding.claims) == 1
    assert "nearest is 'Iran confirmed today its" in fake.asked[1]["messages"][-1]["content"]


def test_straight_quotation_marks_find_the_curly_ones(fake: Fake) -> None:
    extraction, _, _ = run(fake, answer(item(quote='Iran confirmed today its "unwavering support" for Syria')))
    (claim,) = extraction.coding.claims
    assert claim.exact == "Iran confirmed today its “unwavering support” for Syria"


def test_a_quote_that_stands_twice_is_asked_longer(fake: Fake) -> None:
    bombed = item(
        quote="Russia bombed Idlib",
        subject="Russia",
        object="Idlib",
        trigger="bombed",
        relation="attacks",
        speaker="Turkey",
    )
    extraction, _, _ = run(fake, answer(bombed), answer(bombed | {"quote": "Russia bombed Idlib, said Turkey"}))
    (claim,) = extraction.coding.claims
    assert (claim.object, claim.claimer) == ("idlib", "turkey")
    assert "more than once" in fake.asked[1]["messages"][-1]["content"]


def test_an_unknown_relation_is_turned_away(fake: Fake) -> None:
    extraction, _, _ = run(fake, answer(item(relation="adores")))
    assert extraction.rejects == {"code-words": 1}
    assert "[code-words]" in fake.asked[1]["messages"][-1]["content"]


def test_swapped_ends_break_the_signature(fake: Fake) -> None:
    swapped = item(
        quote="Russia bombed Idlib again", subject="Idlib", object="Russia", trigger="bombed", relation="attacks"
    )
    extraction, _, _ = run(fake, answer(swapped))
    assert extraction.rejects == {"signature": 1}
    extraction, _, _ = run(fake, answer(swapped), answer(swapped | {"subject": "Russia", "object": "Idlib"}))
    assert len(extraction.coding.claims) == 1


def test_the_example_is_not_taken_for_the_text(fake: Fake) -> None:
    extraction, _, _ = run(
        fake, answer(item(quote=EXAMPLE_QUOTE, subject="Borduria", object="the Green Front", trigger=""))
    )
    assert extraction.coding.claims == ()
    assert "[example-leak]" in fake.asked[1]["messages"][-1]["content"]


def test_an_end_outside_the_quote_is_referred_to(fake: Fake) -> None:
    extraction, _, _ = run(fake, answer(item(quote="its “unwavering support” for Syria")))
    (claim,) = extraction.coding.claims
    assert dict(claim.refers)["subject"].exact == "Iran"


def test_an_end_that_stands_nowhere_is_turned_away(fake: Fake) -> None:
    extraction, _, _ = run(fake, answer(item(subject="China")))
    assert extraction.coding.claims == ()
    assert "[ends-named]" in fake.asked[1]["messages"][-1]["content"]


def test_a_denial_taken_for_an_assertion_meets_the_gate(fake: Fake) -> None:
    text = "Iran never armed Syria."
    extraction, _, _ = run(
        fake, answer(item(quote="Iran never armed Syria", trigger="armed", relation="suppliesArms")), text=text
    )
    assert extraction.rejects == {"status-cues": 1}


def test_an_answer_cut_off_is_asked_for_in_halves(fake: Fake) -> None:
    whole = json.dumps({"claims": [item()]})
    extraction, client, _ = run(fake, completion(whole[:40], reason="length"), answer(item()), answer())
    assert len(extraction.coding.claims) == 1
    assert client.usage.calls == 3


def test_a_busy_server_is_waited_for_as_it_asks(fake: Fake) -> None:
    extraction, client, slept = run(fake, (429, {"Retry-After": "7"}, b"busy"), answer(item()))
    assert slept == [7.0]
    assert client.usage.retries == 1
    assert len(extraction.coding.claims) == 1


def test_a_broken_server_is_tried_again_with_patience(fake: Fake) -> None:
    _, _, slept = run(fake, (500, {}, b"oops"), (503, {"Retry-After": "soon"}, b""), answer(item()))
    assert slept == [1.0, 2.0]


def test_a_server_that_stays_broken_is_an_error_in_one_line(fake: Fake) -> None:
    with pytest.raises(NotReady, match="status 500") as caught:
        run(fake, (500, {}, b"oops"), retries=2)
    assert "\n" not in str(caught.value)


def test_a_slow_server_times_out(fake: Fake) -> None:
    def slow() -> Reply:
        time.sleep(0.6)
        return answer(item())

    extraction, client, _ = run(fake, slow, answer(item()), timeout=0.3)
    assert len(extraction.coding.claims) == 1
    assert client.usage.retries == 1


def test_bytes_that_are_no_utf8_are_asked_for_again(fake: Fake) -> None:
    extraction, client, _ = run(fake, (200, {}, b'{"choices": [\xff]}'), answer(item()))
    assert len(extraction.coding.claims) == 1
    assert client.usage.retries == 1


def test_a_refusal_is_not_tried_again(fake: Fake) -> None:
    with pytest.raises(NotReady, match="401"):
        run(fake, (401, {}, b"bad key"))
    assert len(fake.asked) == 1


def test_the_key_is_sent_and_never_shown(
    fake: Fake, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    with pytest.raises(NotReady) as caught:
        run(fake, (401, {}, KEY.encode()))
    assert fake.headers[0]["Authorization"] == f"Bearer {KEY}"
    shown = str(caught.value) + repr(Settings("u", "m", KEY)) + caplog.text + "".join(capsys.readouterr())
    assert KEY not in shown


def test_the_same_question_is_asked_once(fake: Fake, tmp_path: Path) -> None:
    first, _, _ = run(fake, answer(item()), cache=tmp_path)
    second, client, _ = run(fake, answer(), cache=tmp_path)
    assert first.coding == second.coding
    assert (client.usage.calls, client.usage.cached) == (0, 1)
    assert KEY not in "".join(path.read_text() for path in tmp_path.iterdir())


def test_a_damaged_cache_is_asked_past(fake: Fake, tmp_path: Path) -> None:
    run(fake, answer(item()), cache=tmp_path)
    for path in tmp_path.iterdir():
        path.write_text("{")
    extraction, client, _ = run(fake, answer(item()), cache=tmp_path)
    assert len(extraction.coding.claims) == client.usage.calls == 1


def test_the_bill_is_told(fake: Fake) -> None:
    _, client, _ = run(fake, answer(item()), price_in=2.0, price_out=10.0)
    assert client.usage.cost(client.settings) == pytest.approx((100 * 2.0 + 20 * 10.0) / 1_000_000)
    assert (
        client.usage.report(client.settings)
        == "test-model: 1 calls, 0 from the cache, 0 retries, 100 tokens in, 20 out, cost 0.0004"
    )


def test_a_long_text_is_read_in_windows_with_their_surroundings(fake: Fake) -> None:
    text = " ".join(f"Sentence {n} says nothing." for n in range(14))
    _, client, _ = run(fake, answer(), text=text)
    assert client.usage.calls == 3
    assert "Only these sentences" in fake.asked[1]["messages"][-1]["content"]


def test_an_unknown_actor_is_proposed_as_new(fake: Fake) -> None:
    text = "Red Dawn bombed Idlib."
    found = item(
        quote="Red Dawn bombed Idlib",
        subject="Red Dawn",
        object="Idlib",
        trigger="bombed",
        relation="attacks",
        subject_kind="armed group",
    )
    extraction, _, _ = run(fake, answer(found), text=text)
    assert extraction.coding.claims[0].subject == "red-dawn"
    assert next(e for e in extraction.coding.entities if e.id == "red-dawn").kind == "armed group"


def test_without_settings_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_LLM_URL", raising=False)
    document = Source(document="d", filename="d.txt", text=TEXT, publisher="wire", published=date(2024, 11, 29))
    with pytest.raises(NotReady, match="KG_LLM_URL"):
        propose(document, Context(entities=GAZETTEER))
