"""Fuzzing for as long as one likes: `python -m tests.fuzz SECONDS [target …]`, a line a target at the end.

Hypothesis makes texts of pieces that mean something to one parser or another. Where atheris is installed
(`requirements-fuzz.txt`), half of the time goes to what it finds by watching which branches a text reaches.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, Check

PIECES = st.sampled_from(
    "佐藤 美咲 さん 君 090 1234 5678 ー - – ０９０ 三十 歳 四月 平成 東京都 の クリニック 「 」 『 』 （ ） 、 。 \n \n\n > - * ** _ ` ``` # ## [ ] ( ) ![ "
    "]( http:// https://a.example javascript: <script> </script> <img onerror=1> <!-- --> & &#106; &lt; \\ | {{ }} %s \" ' @ a@b.jp Mr Dr Sarah Whitcombe "
    "born aged 45 1987 years old AND OR NOT NEAR title: * ^ \u200b \u202e \ufeff \u0301 \u3099 𠮷 👩‍👩‍👧 ｶﾞ ① ٣ ０ \t \r\n ｡ put-1-0-00000000 submit check ja en".split(
        " "
    )
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(PIECES, st.characters(exclude_categories=())), max_size=60).map("".join),
    st.tuples(PIECES, st.integers(1, 400)).map(lambda pair: pair[0] * pair[1]),
)
ROUND = 100  # texts of one kind at a time


def main(arguments: list[str]) -> int:
    seconds = float(arguments[0]) if arguments else 60.0
    chosen = {name: TARGETS[name] for name in arguments[1:]} if arguments[1:] else TARGETS
    watching = find_spec("atheris") is not None
    each, failed = seconds / len(chosen) / (2 if watching else 1), 0
    for name, check in chosen.items():
        counted, fault = run(check, each)
        failed += fault is not None
        sys.stdout.write(f"{name}: {counted} texts in {each:.0f} s, {fault or 'no fault'}\n")
        if watching:
            counted, fault = watched(name, int(each))
            failed += fault is not None
            sys.stdout.write(f"{name}, watched: {counted} texts in {each:.0f} s, {fault or 'no fault'}\n")
        sys.stdout.flush()
    return 1 if failed else 0


def watched(name: str, seconds: int) -> tuple[int, str | None]:
    """Have atheris look for as long; see tests/fuzz/guided.py."""
    with tempfile.TemporaryDirectory() as found:
        command = [
            sys.executable,
            "-m",
            "tests.fuzz.guided",
            name,
            f"-max_total_time={max(1, seconds)}",
            "-max_len=600",
        ]
        command += [f"-artifact_prefix={found}/", "-timeout=20", found]
        came = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    said = re.findall(r"^#(\d+)\s", came.stderr, re.MULTILINE) + re.findall(r"Done (\d+) runs", came.stderr)
    counted = max(map(int, said), default=0)
    return counted, None if came.returncode == 0 else came.stdout[-1_500:] + came.stderr[-500:]


def run(check: Check, seconds: float) -> tuple[int, str | None]:
    """Return how many texts were tried, and the first fault."""
    until, counted = time.monotonic() + seconds, 0

    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(TEXTS)
    def once(text: str) -> None:
        nonlocal counted
        counted += 1
        check(text)

    # `once` takes no argument once it is decorated.
    again: Callable[[], None] = once
    while time.monotonic() < until:
        try:
            again()
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what was looked for
            return counted, f"{type(error).__name__}: {error} {getattr(error, '__notes__', '')}"
    return counted, None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
