"""What the checks of HTML share: the program that extracts, how texts are compared, and how results are told."""

from __future__ import annotations

import os
import pathlib
import re
import struct
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field

END_OF_PAGE = 0xFFFFFFFF
# White space collapses and control characters never reach text: neither counts when texts are compared.
NO_TEXT = re.compile("[\x00-\x20\x7f\u00a0\u3000]+")


def bare(text: str) -> str:
    """The text without white space and control characters."""
    return NO_TEXT.sub("", text)


class Extractor:
    """Extracts pages one by one through `page-text`."""

    def __init__(self, program: str, parser: str = "builtin") -> None:
        self.process = subprocess.Popen([program, parser], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _read(self, count: int) -> bytes:
        data = self.process.stdout.read(count)
        if len(data) != count:
            raise SystemExit(f"page-text ended with {self.process.wait()} before the page was done")
        return data

    def extract(self, page: bytes, charset: str = "") -> tuple[str, list[str]]:
        """The encoding by which the page was decoded, and its segments of text."""
        label = charset.encode()
        self.process.stdin.write(struct.pack("<I", len(label)) + label + struct.pack("<I", len(page)) + page)
        self.process.stdin.flush()
        (size,) = struct.unpack("<I", self._read(4))
        encoding = self._read(size).decode()
        segments = []
        while True:
            (size,) = struct.unpack("<I", self._read(4))
            if size == END_OF_PAGE:
                return encoding, segments
            segments.append(self._read(size).decode())

    def text(self, page: str) -> str:
        """The bare text of a page, which is written with a byte order mark so that one of its own is text."""
        return bare("".join(self.extract(page.encode("utf-8-sig"))[1]))


@dataclass
class Suite:
    """Counts of a suite, file by file, and its failures."""

    name: str
    # The share that must pass.
    threshold: float
    passed: Counter = field(default_factory=Counter)
    failed: Counter = field(default_factory=Counter)
    skipped: Counter = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def skip(self, reason: str) -> None:
        self.skipped[reason] += 1

    def check(self, file: pathlib.Path, name: str, page: str, expected: str, found: str) -> None:
        if expected == found:
            self.passed[file.name] += 1
            return
        self.failed[file.name] += 1
        self.failures.append(f"{file.name}: {name}\n  page:     {page!r}\n  expected: {expected!r}\n  found:    {found!r}")

    def report(self) -> int:
        """Prints the counts, and the failures where SHOW_FAILURES is set; the status to end with."""
        for file in sorted(self.passed.keys() | self.failed.keys()):
            passed, failed = self.passed[file], self.failed[file]
            print(f"  {file:30} {passed:6} of {passed + failed}")
        passed, failed = self.passed.total(), self.failed.total()
        share = passed / max(1, passed + failed)
        print(f"{self.name}: {passed} of {passed + failed} ({share:.2%}; wanted: {self.threshold:.0%})")
        for reason, count in self.skipped.most_common():
            print(f"  {count} not run: {reason}")
        if os.environ.get("SHOW_FAILURES"):
            print("\n".join(self.failures))
        elif self.failures:
            print("  SHOW_FAILURES=1 shows the cases that failed")
        return 0 if passed > 0 and share >= self.threshold else 1


def arguments(usage: str) -> tuple[str, pathlib.Path]:
    """The program and the folder of tests that a check is called with."""
    if len(sys.argv) != 3:
        raise SystemExit(usage)
    return sys.argv[1], pathlib.Path(sys.argv[2])
