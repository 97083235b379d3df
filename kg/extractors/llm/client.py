"""The one place that talks to a model: an OpenAI-compatible endpoint over HTTP, with retries, a cache and a bill."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import MissingExtra, NotReady

__all__ = ["Answer", "Client", "Settings", "Usage"]

Message = Mapping[str, str]
_RETRIED = frozenset((408, 409, 425, 429, 500, 502, 503, 504))
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the model is and how it is asked; the key is never shown.

    Prices are per million tokens, in whatever currency the provider bills. `cache` is a folder.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 60.0
    retries: int = 4
    seed: int = 0
    max_tokens: int = 2_000
    price_in: float = 0.0
    price_out: float = 0.0
    cache: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings in KG_LLM_URL, KG_LLM_MODEL, KG_LLM_KEY, KG_LLM_CACHE, KG_LLM_PRICE_IN and KG_LLM_PRICE_OUT."""
        url, model = environment.get("KG_LLM_URL", ""), environment.get("KG_LLM_MODEL", "")
        if not url or not model:
            raise NotReady(
                "no model is set up; set KG_LLM_URL (such as http://localhost:8080/v1), KG_LLM_MODEL"
                " and, where it needs one, KG_LLM_KEY"
            )
        try:
            prices = [float(environment.get(name) or 0) for name in ("KG_LLM_PRICE_IN", "KG_LLM_PRICE_OUT")]
        except ValueError as error:
            raise NotReady("KG_LLM_PRICE_IN and KG_LLM_PRICE_OUT are numbers, the price of a million tokens") from error
        cache = environment.get("KG_LLM_CACHE")
        return cls(
            url,
            model,
            environment.get("KG_LLM_KEY", ""),
            price_in=prices[0],
            price_out=prices[1],
            cache=Path(cache) if cache else None,
        )


@dataclass(slots=True)
class Usage:
    """The bill: how often the model was asked, and what it read and wrote."""

    calls: int = 0
    cached: int = 0
    retries: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def cost(self, settings: Settings) -> float:
        """The price of the tokens that were not answered from the cache."""
        return (self.prompt_tokens * settings.price_in + self.completion_tokens * settings.price_out) / 1_000_000

    def report(self, settings: Settings) -> str:
        """One line for a person."""
        return (
            f"{settings.model}: {self.calls} calls, {self.cached} from the cache, {self.retries} retries,"
            f" {self.prompt_tokens} tokens in, {self.completion_tokens} out, cost {self.cost(settings):.4f}"
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote, and whether it was cut off."""

    text: str
    cut: bool


class Client:
    """Asks the model; the same question to the same model is asked once where a cache is set."""

    def __init__(self, settings: Settings, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.settings, self.usage, self._sleep = settings, Usage(), sleep

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> Answer:
        """The answer to a conversation; raises NotReady where the endpoint refuses or stays silent."""
        body = {
            "model": self.settings.model,
            "messages": list(messages),
            "temperature": 0,
            "seed": self.settings.seed,
            "max_tokens": self.settings.max_tokens,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": schema},
            },
        }
        kept = self._cached(body)
        if kept is None:
            kept = self._post(body)
            self._keep(body, kept)
        else:
            self.usage.cached += 1
        return Answer(kept["text"], kept["cut"])

    # ------------------------------------------------------------ cache

    def _path(self, body: Mapping[str, Any]) -> Path | None:
        if self.settings.cache is None:
            return None
        asked = json.dumps([self.settings.url, body], sort_keys=True, ensure_ascii=False)
        return self.settings.cache / f"{hashlib.sha256(asked.encode('utf-8', 'surrogatepass')).hexdigest()}.json"

    def _cached(self, body: Mapping[str, Any]) -> dict[str, Any] | None:
        path = self._path(body)
        if path is None or not path.exists():
            return None
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            return None
        return (
            kept
            if isinstance(kept, dict) and isinstance(kept.get("text"), str) and isinstance(kept.get("cut"), bool)
            else None
        )

    def _keep(self, body: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        path = self._path(body)
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        os.replace(part, path)

    # ------------------------------------------------------------ the wire

    def _post(self, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            import httpx
        except ImportError as error:
            raise MissingExtra("asking a model", "llm") from error
        headers = {"Authorization": f"Bearer {self.settings.key}"} if self.settings.key else {}
        address = self.settings.url.rstrip("/") + "/chat/completions"
        trouble = ""
        for attempt in range(self.settings.retries + 1):
            wait = min(2.0**attempt, _PATIENCE)
            try:
                response = httpx.post(address, json=body, headers=headers, timeout=self.settings.timeout)
            except httpx.TimeoutException:
                trouble = f"no answer within {self.settings.timeout:g} seconds"
            except httpx.HTTPError as error:
                trouble = type(error).__name__
            else:
                if response.status_code == 200:
                    found = self._read(response.content)
                    if found is not None:
                        return found
                    trouble = "an answer that is no chat completion in UTF-8"
                elif response.status_code in _RETRIED:
                    trouble = f"status {response.status_code}"
                    wait = _wanted_wait(response.headers.get("retry-after"), wait)
                else:
                    raise NotReady(
                        f"the model endpoint refuses with status {response.status_code};"
                        " check KG_LLM_URL, KG_LLM_MODEL and KG_LLM_KEY"
                    )
            if attempt < self.settings.retries:
                self.usage.retries += 1
                self._sleep(wait)
        raise NotReady(
            f"the model endpoint gives {trouble}, {self.settings.retries + 1} times; check that it runs, try later"
        )

    def _read(self, content: bytes) -> dict[str, Any] | None:
        """The text of a completion; None where the answer is none, so that it is asked for again."""
        try:
            told = json.loads(content.decode("utf-8"))
            choice = told["choices"][0]
            text, reason = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, KeyError, IndexError, TypeError, AttributeError):
            return None
        usage = told.get("usage") or {}
        self.usage.calls += 1
        self.usage.prompt_tokens += int(usage.get("prompt_tokens") or 0)
        self.usage.completion_tokens += int(usage.get("completion_tokens") or 0)
        return {"text": text if isinstance(text, str) else "", "cut": reason == "length"}


def _wanted_wait(header: str | None, otherwise: float) -> float:
    """The seconds that a server asks to wait, bounded; a date or nonsense is passed over."""
    try:
        return min(max(float(header), 0.0), _PATIENCE) if header is not None else otherwise
    except ValueError:
        return otherwise
