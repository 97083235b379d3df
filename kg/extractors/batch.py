"""Many texts: a pool of processes, shards that survive a kill, wire copies grouped, one JSON line a document."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kg.errors import InvalidFile, KGError
from kg.extractors import extract, extractor_named
from kg.extractors.alike import groups, signature
from kg.extractors.base import Context
from kg.extractors.inputs import SUFFIXES, read_document
from kg.model import Coding, Entity

__all__ = ["DETAILS", "Summary", "extract_folder"]

DETAILS = "metadata.csv"
_FORMAT = "1"
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run over a folder gave: `resumed` shards were there already, `failures` are files that were not read."""

    documents: int
    claims: int
    figures: int
    rejects: Mapping[str, int]
    groups: int
    resumed: int
    failures: tuple[str, ...]
    output: Path


@dataclass(frozen=True, slots=True)
class _Task:
    """One shard: its files, where it goes, and what its content depends on."""

    paths: tuple[Path, ...]
    target: Path
    setting: str


@dataclass(frozen=True, slots=True)
class _Job:
    """What every worker needs; small enough to be sent to each."""

    entities: tuple[Entity, ...]
    newcomers: bool
    extractor: str
    published: date | None
    publisher: str
    details: Mapping[str, Mapping[str, str]]
    record: Callable[[Coding], Record]


def extract_folder(
    folder: Path,
    output: Path,
    context: Context,
    record: Callable[[Coding], Record],
    *,
    extractor: str = "rules",
    workers: int = 2,
    published: date | None = None,
    publisher: str = "",
    shard: int = 200,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Extracts every text of a folder into `output/proposals.jsonl`, one line a document in the order of names.

    A shard is written whole or not at all: after a kill the same call goes on where it stood, with the same
    result byte for byte. A file that cannot be read becomes a line with its error. `metadata.csv` in the folder
    (columns file, published, publisher, title) tells what the files themselves do not.
    `record` writes a coding as a claims file.
    """
    extractor_named(extractor)
    paths = _inputs(folder)
    job = _Job(context.entities, context.newcomers, extractor, published, publisher, _details(folder), record)
    setting = _setting(job)
    shards = output / "shards"
    shards.mkdir(parents=True, exist_ok=True)
    tasks = [
        _Task(tuple(paths[first : first + shard]), shards / f"{number:06d}.jsonl", setting)
        for number, first in enumerate(range(0, len(paths), shard), 1)
    ]
    _drop_strays(shards, tasks)
    resumed = done = 0
    for was_there, task in zip(_run(tasks, job, workers), tasks, strict=True):
        resumed += was_there
        done += len(task.paths)
        progress(done, len(paths))
    return _merged(tasks, output, resumed)


def _inputs(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InvalidFile(f"{folder}: no such folder; give a folder of texts")
    paths = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.casefold() in SUFFIXES)
    if not paths:
        raise InvalidFile(f"{folder}: no texts here; put {', '.join(SUFFIXES)} files in it")
    twice = [stem for stem, times in Counter(path.stem for path in paths).items() if times > 1]
    if twice:
        raise InvalidFile(
            f"{folder}: {len(twice)} names stand for two files, first '{twice[0]}'; a name is an id, rename one"
        )
    return paths


def _details(folder: Path) -> dict[str, dict[str, str]]:
    """What `metadata.csv` says of each file."""
    path = folder / DETAILS
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if rows and "file" not in rows[0]:
        raise InvalidFile(f"{path}: no column 'file'; the columns are file, published, publisher, title")
    return {row["file"]: {key: value.strip() for key, value in row.items() if key and value} for row in rows}


def _setting(job: _Job) -> str:
    """The fingerprint of everything but the texts that a shard depends on."""
    told = [
        _FORMAT,
        job.extractor,
        str(job.newcomers),
        str(job.published),
        job.publisher,
        repr(job.entities),
        json.dumps(job.details, sort_keys=True),
    ]
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def _drop_strays(shards: Path, tasks: Sequence[_Task]) -> None:
    """Removes shards of an earlier run over more files, and what a killed run left half written."""
    wanted = {task.target.name for task in tasks}
    for path in shards.iterdir():
        if path.suffix == ".part" or (path.suffix == ".jsonl" and path.name not in wanted):
            path.unlink()


def _run(tasks: Sequence[_Task], job: _Job, workers: int) -> Iterator[bool]:
    if workers <= 1:
        yield from map(partial(_shard, Context(job.entities, job.newcomers), job), tasks)
        return
    with ProcessPoolExecutor(workers, initializer=_prepare, initargs=(job,)) as pool:
        yield from pool.map(_in_worker, tasks)


_PREPARED: list[tuple[Context, _Job]] = []


def _prepare(job: _Job) -> None:
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    _PREPARED[:] = [(Context(job.entities, job.newcomers), job)]


def _leave_with(parent: int) -> None:
    """Ends a worker whose parent was killed, which would wait for work for ever."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _in_worker(task: _Task) -> bool:
    return _shard(*_PREPARED[0], task)


def _shard(context: Context, job: _Job, task: _Task) -> bool:
    """Writes one shard; true where it was there already for the same texts and settings."""
    key = _key(task)
    if task.target.exists():
        with task.target.open(encoding="utf-8") as lines:
            if lines.readline().strip() == key:
                return True
    lines_out = [
        key,
        *(json.dumps(_line(path, context, job), ensure_ascii=False, sort_keys=True) for path in task.paths),
    ]
    part = task.target.with_suffix(f".{os.getpid()}.part")
    with part.open("w", encoding="utf-8", newline="\n", errors="surrogatepass") as stream:
        stream.write("\n".join(lines_out) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(part, task.target)
    return False


def _key(task: _Task) -> str:
    digest = hashlib.sha256(task.setting.encode())
    for path in task.paths:
        digest.update(path.name.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return json.dumps({"shard": digest.hexdigest()})


def _line(path: Path, context: Context, job: _Job) -> Record:
    told = job.details.get(path.name, {})
    try:
        document = read_document(
            path,
            published=date.fromisoformat(told["published"]) if told.get("published") else job.published,
            publisher=told.get("publisher") or job.publisher,
            title=told.get("title", ""),
        )
        extraction = extract(document, context, extractor=job.extractor)
    except (KGError, ValueError) as error:
        return {"document": path.stem, "error": " ".join(str(error).replace(str(path), path.name).split())}
    return {
        "document": path.stem,
        "sha256": document.sha256,
        "signature": signature(document.text),
        "coding": job.record(extraction.coding),
        "rejected": [
            {
                "exact": one.item.exact,
                "start": one.item.start,
                "gates": sorted({broken.gate for broken in one.violations}),
            }
            for one in extraction.rejected
        ],
    }


def _merged(tasks: Sequence[_Task], output: Path, resumed: int) -> Summary:
    """Joins the shards, tells wire copies, and counts."""
    alike = groups({line["document"]: line["signature"] for line in _lines(tasks) if "signature" in line})
    copies = Counter(alike.values())
    claims = figures = documents = 0
    rejects: Counter[str] = Counter()
    failures = []
    target, part = output / "proposals.jsonl", output / "proposals.jsonl.part"
    with part.open("w", encoding="utf-8", newline="\n", errors="surrogatepass") as stream:
        for line in _lines(tasks):
            documents += 1
            if "error" in line:
                failures.append(f"{line['document']}: {line['error']}")
            else:
                del line["signature"]
                line["group"] = alike[line["document"]]
                claims += len(line["coding"]["claims"])
                figures += len(line["coding"]["figures"])
                rejects.update(gate for one in line["rejected"] for gate in one["gates"])
            stream.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
    os.replace(part, target)
    shared = sum(times > 1 for times in copies.values())
    return Summary(documents, claims, figures, dict(sorted(rejects.items())), shared, resumed, tuple(failures), target)


def _lines(tasks: Sequence[_Task]) -> Iterator[Record]:
    for task in tasks:
        with task.target.open(encoding="utf-8", errors="surrogatepass") as lines:
            next(lines)
            for line in lines:
                yield json.loads(line)
