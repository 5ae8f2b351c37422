"""The words of pages as our tokeniser and as libxml2 see them.

usage: compare_pages.py PAGE-TEXT FOLDER

A page counts as equal when both find the same words the same number of times, in whatever order. Where they differ, the
words that only one of them has tell the cause; libxml2 parses as HTML 4 was parsed before there was a standard for it.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter

from common import Extractor, arguments

THRESHOLD = 0.97


def cause(ours: Counter, theirs: Counter) -> str:
    """Why the two differ, read off the words that only we and that only libxml2 found."""
    own, other = " ".join(ours.elements()), " ".join(theirs.elements())
    if ours.total() > 3 * theirs.total():
        return "words that libxml2 does not show"
    if sorted(own.replace(" ", "")) == sorted(other.replace(" ", "")):
        return "words that libxml2 joins"
    if re.search(r"<!|<\?|-->|--!|\]\]>|CDATA", other):
        return "comments and declarations that libxml2 shows"
    if re.search(r"[=\"'{}()>@]", other):
        return "tags and attributes that libxml2 shows"
    if all(re.search(r"&#?\w+;?", word) for word in theirs):
        return "character references that libxml2 does not know"
    return "other"


def main() -> int:
    program, folder = arguments(__doc__)
    own, peer = Extractor(program), Extractor(program, "libxml2")
    equal, causes = 0, Counter()
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    for file in files:
        page = file.read_bytes()
        ours, theirs = (Counter(" ".join(parser.extract(page)[1]).split()) for parser in (own, peer))
        if ours == theirs:
            equal += 1
            continue
        found = cause(ours - theirs, theirs - ours)
        causes[found] += 1
        if os.environ.get("SHOW_FAILURES"):
            print(f"{file.name}: {found}\n  only ours:    {dict(ours - theirs)}\n  only libxml2: {dict(theirs - ours)}")
    share = equal / max(1, len(files))
    print(f"words equal on {equal} of {len(files)} pages ({share:.2%}; wanted: {THRESHOLD:.0%})")
    for name, count in causes.most_common():
        print(f"  {count} differ: {name}")
    if causes and not os.environ.get("SHOW_FAILURES"):
        print("  SHOW_FAILURES=1 shows the words")
    return 0 if files and share >= THRESHOLD else 1


sys.exit(main())
