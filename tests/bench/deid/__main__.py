"""`make bench-deid`: a table of how good, how fast and how large the detector is, in Japanese and in English.

SETS=folder adds the public sets where `public-ja-entities.jsonl` and `public-en-entities.jsonl` lie in it. COMPARE=1
measures ja_ginza and Presidio beside Kiku, in an environment of their own. Every detector runs in a process of its own;
for speed they take turns, round after round, over the same posts.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from babel import Locale

from tests.bench.deid import score
from tests.bench.deid.reader import DIRECT
from tests.bench.deid.score import Found, PublicText, Told
from tests.deid import corpus

ROOT = Path(__file__).parents[3]
RIVALS = ROOT / "build" / "compare-venv"
# ja_ginza needs a SudachiPy before 0.7, and that needs a dictionary no newer than this one. These releases were compared.
RIVAL_PACKAGES = (
    "ginza==5.3.0", "ja_ginza==5.3.0", "SudachiPy<0.7", "sudachidict_core==20260723", "presidio-analyzer==2.2.366",
)  # fmt: skip

PARTS = (
    "dev", "own", "held", "new", "more", "chosen", "hard", "spare", "late", "kept", "unseen", "fresh", "last", "closing",
)  # fmt: skip
LANGUAGES = {"ja": "Japanese", "en": "English"}
READS = {"kiku": ("ja", "en"), "ja_ginza": ("ja",), "presidio": ("ja", "en")}

POST = 800  # characters, as much as a post usually holds
LONG_POST = 2000  # characters
POSTS = 10  # a round
LONG_POSTS = 6  # a round
ROUNDS = 3
BATCH = 50  # texts in one question
PATIENCE = 900  # seconds a detector may take for one set before it is ended
MIB = 2**20


class Silent(RuntimeError):
    """A detector's process ended, or was ended, before it answered."""


class Process:
    """A detector in a process of its own, and what it has said of itself."""

    def __init__(self, name: str, python: Path) -> None:
        self.name = name
        self.pipe = subprocess.Popen(
            [python, "-m", "tests.bench.deid.reader", name],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip
        self.peak_bytes = 0
        self.load_seconds = float(self._line()["load_seconds"])

    def ask(self, language: str, texts: Sequence[tuple[str, str]]) -> dict[str, Any]:
        assert self.pipe.stdin
        question = {"language": language, "texts": [{"id": name, "body": body} for name, body in texts]}
        try:
            self.pipe.stdin.write(json.dumps(question) + "\n")
            self.pipe.stdin.flush()
        except BrokenPipeError as error:
            raise Silent(f"{self.name} ended") from error
        said = self._line()
        self.peak_bytes = max(self.peak_bytes, said["peak_bytes"])
        return said

    def read(self, language: str, texts: Sequence[tuple[str, str]]) -> dict[str, Told]:
        told: dict[str, Told] = {}
        ended = threading.Timer(PATIENCE, self.pipe.kill)
        ended.start()
        try:
            for at in range(0, len(texts), BATCH):
                for name, said in self.ask(language, texts[at : at + BATCH])["said"].items():
                    told[name] = Told([_found(*row) for row in said["rows"]], said["verdict"])
        finally:
            ended.cancel()
        return told

    def _line(self) -> dict[str, Any]:
        assert self.pipe.stdout
        line = self.pipe.stdout.readline()
        if not line:
            raise Silent(f"{self.name} said nothing: python -m tests.bench.deid.reader {self.name} shows why")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        self.pipe.kill()
        self.pipe.communicate()


def _found(start: int, end: int, kind: str) -> Found:
    return Found(start, end, kind, "direct" if kind in DIRECT else "quasi")


@contextmanager
def running(name: str, python: Path) -> Iterator[Process]:
    process = Process(name, python)
    try:
        yield process
    finally:
        process.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="?", type=Path, help="folder with the public sets")
    parser.add_argument("--misses", type=int, default=0, help="show so many misses and false alarms of dev and own")
    options = parser.parse_args()
    compare = bool(os.environ.get("COMPARE"))
    started = time.monotonic()
    print(
        f"Kiku's detector, {datetime.now(UTC):%d %B %Y %H:%M} UTC, commit {_commit()}, Python {sys.version.split()[0]}"
    )
    with ExitStack() as stack:
        processes = [stack.enter_context(running("kiku", Path(sys.executable)))]
        if compare:
            python = _rivals()
            processes += [stack.enter_context(running(name, python)) for name in READS if name != "kiku"]
        for language, title in LANGUAGES.items():
            readers = [process for process in processes if language in READS[process.name]]
            print(f"\n## {title}\n")
            _marked(language, readers, options.misses)
            if options.sets:
                _public(options.sets / f"public-{language}-entities.jsonl", language, readers)
            _speed(language, readers)
        print("\n## Size\n")
        _table(
            ("", "load s", "peak resident MiB"),
            ((p.name, f"{p.load_seconds:.2f}", f"{p.peak_bytes / MIB:.0f}") for p in processes),
        )
    print(f"\n{time.monotonic() - started:.0f} s")
    return 0


def _commit() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "unknown"


def _rivals() -> Path:
    """Return the Python of the other tools' environment, made once."""
    python, stamp = RIVALS / "bin" / "python", RIVALS / "packages"
    wanted = "\n".join(RIVAL_PACKAGES)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        print(f"Setting up {RIVALS.relative_to(ROOT)}: {', '.join(RIVAL_PACKAGES)}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", RIVALS], check=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", "--no-input", *RIVAL_PACKAGES], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return python


def _marked(language: str, readers: Sequence[Process], misses: int) -> None:
    rows = []
    shown: list[str] = []
    for part in PARTS:
        texts = corpus.texts(language, part)
        for reader in readers:
            total = score.score(texts, reader.read(language, [(text.id, text.body) for text in texts]))
            rows.append(
                (
                    part if reader is readers[0] else "",
                    reader.name,
                    *map(_percent, total.measures.values()),
                    f"{total.alarms_per_thousand:.2f}",
                )
            )
            if reader.name == "kiku" and part != "held":  # whoever sees what was missed in the held texts tunes on them
                shown += [f"missed {name} {m.identifier} {m.kind} {m.words}" for name, m in total.missed[:misses]]
                shown += ["alarm " + " ".join(alarm) for alarm in total.alarms[:misses]]
    _table(("texts", "", *score.Score().measures, "alarms"), rows)
    print(*shown, sep="\n", end="\n" if shown else "")


def _public(path: Path, language: str, readers: Sequence[Process]) -> None:
    if not path.is_file():
        print(f"{path.name} is not there.", file=sys.stderr)
        return
    countries = frozenset(Locale(language).territories.values())
    texts = [
        _public_text(json.loads(line), countries) for line in path.read_text(encoding="utf-8").splitlines() if line
    ]
    rows = []
    for reader in readers:
        told = reader.read(language, [(text.id, text.body) for text in texts])
        for kind, measured in score.public_score(texts, told).items():
            rows.append((reader.name, kind, measured.mentions, _percent(measured.recall), _percent(measured.precision)))
    print(f"\n{path.name}, {len(texts):,} sentences\n")
    _table(("", "kind", "mentions", "recall", "precision"), rows)


def _public_text(row: Mapping[str, Any], countries: Collection[str]) -> PublicText:
    mentions = [Found(span["start"], span["end"], span["kind"]) for span in row["spans"]]
    return PublicText(
        row["id"],
        row["text"],
        tuple(
            mention._replace(kind="COUNTRY")
            if mention.kind == "LOCATION" and row["text"][mention.start : mention.end] in countries
            else mention
            for mention in mentions
        ),
    )


def _speed(language: str, readers: Sequence[Process]) -> None:
    bodies = [text.body for part in ("dev", "own") for text in corpus.texts(language, part)]
    posts, long_posts = _posts(bodies, POST, POSTS), _posts(bodies, LONG_POST, LONG_POSTS)
    rates: dict[str, list[float]] = {reader.name: [] for reader in readers}
    waits: dict[str, list[tuple[float, float]]] = {reader.name: [] for reader in readers}
    for _ in range(ROUNDS):
        for reader in readers:
            said = reader.ask(language, posts)
            rates[reader.name].append(sum(len(body) for _, body in posts) / sum(said["processor_seconds"]))
            said = reader.ask(language, long_posts)
            waits[reader.name] += zip(said["processor_seconds"], said["wall_seconds"], strict=True)
    base = median(rates[readers[0].name])
    rows = []
    for reader in readers:
        rate = median(rates[reader.name])
        processor, wall = ([1000 * wait for wait in column] for column in zip(*waits[reader.name], strict=True))
        p95 = quantiles(processor, n=20)[-1]
        rows.append(
            (
                reader.name,
                f"{rate:,.0f}",
                f"{base / rate:.3g}",
                f"{median(processor):.1f}",
                f"{p95:.1f}",
                f"{median(wall):.1f}",
            )
        )
    print(
        f"\nSpeed: {POSTS} posts of about {POST} characters, the wait from {LONG_POSTS} of about {LONG_POST:,}; "
        f"{ROUNDS} rounds in turns\n"
    )
    _table(("", "characters per processor second", "times slower", "processor ms p50", "p95", "wall ms p50"), rows)


def _posts(bodies: Sequence[str], size: int, many: int) -> list[tuple[str, str]]:
    """Posts of at least `size` characters, made by joining texts one after another; no two posts are the same."""
    endless = cycle(bodies)
    posts = []
    for number in range(many):
        post = ""
        while len(post) < size:
            post += f"{next(endless)}\n\n"
        posts.append((str(number), post))
        next(islice(endless, 1), None)
    return posts


def _percent(part: float) -> str:
    return "–" if math.isnan(part) else f"{100 * part:.1f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    lines = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * max(width, 3) for width in widths])
    for line in lines:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")


if __name__ == "__main__":
    sys.exit(main())
