"""html5lib's tests of encodings: which encoding a page declares.

usage: check_encoding.py PAGE-TEXT TESTS

The tests expect windows-1252 where a page declares nothing. Such a page is UTF-8 to us as long as its bytes are, which
for ASCII is the same text, and otherwise its encoding is detected: where UTF-8 is found instead of windows-1252, the page
is tried again with a sentence in windows-1252 behind it. A page that is UTF-8 in truth is that whatever it declares:
where a test declares otherwise, the page is written in the encoding that it declares. The files for detectors carry the encoding in their name.
"""

from __future__ import annotations

import sys

from common import Extractor, Suite, arguments

SENTENCE = "<!-- --><p>Le caf\u00e9 o\u00f9 l\u2019on go\u00fbte la cr\u00e8me br\u00fbl\u00e9e est ferm\u00e9 cet \u00e9t\u00e9.</p>"


def is_utf8(page: bytes) -> bool:
    try:
        page.decode()
        return True
    except UnicodeDecodeError:
        return False


def main() -> int:
    program, tests = arguments(__doc__)
    extractor = Extractor(program)
    suite = Suite("encoding", threshold=1)
    for file in sorted((tests / "encoding").rglob("*")):
        if not file.is_file():
            continue
        if file.parent.name == "scripted":
            suite.skip("a declaration that a script writes")
            continue
        if file.parent.name == "chardet":
            found, _ = extractor.extract(file.read_bytes())
            suite.check(file, file.name, file.name, file.stem.removeprefix("test_"), found.lower())
            continue
        for number, block in enumerate((b"\n" + file.read_bytes()).split(b"\n#data\n")[1:], 1):
            page, _, rest = block.partition(b"\n#encoding")
            expected = rest.split()[0].decode().lower()
            if not page.isascii() and is_utf8(page):
                page = page.decode().encode(expected)
            found, _ = extractor.extract(page)
            if expected == "windows-1252" and found == "utf-8":
                found, _ = extractor.extract(page + SENTENCE.encode("windows-1252"))
            suite.check(file, str(number), repr(page), expected, found.lower())
    return suite.report()


sys.exit(main())
