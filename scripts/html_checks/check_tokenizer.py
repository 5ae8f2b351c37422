"""html5lib's tests of the tokeniser: the characters that they expect, in the text of a page.

usage: check_tokenizer.py PAGE-TEXT TESTS

A test says in which state the tokeniser begins, and what it emits. Here a page begins with the tag that brings a
tokeniser into that state, and the characters emitted must be its text. The last start tag that a test names becomes that
tag, in its input too; in a script, whose content is no text, what follows its end counts. Text is compared without white
space and control characters, which extraction collapses and drops.
"""

from __future__ import annotations

import json
import re
import sys

from common import Extractor, Suite, arguments, bare

# State to the tag that brings the tokeniser there, and what NUL becomes in it.
STATES = {
    "Data state": ("", ""),
    "PLAINTEXT state": ("plaintext", "\ufffd"),
    "RCDATA state": ("textarea", "\ufffd"),
    "RAWTEXT state": ("xmp", "\ufffd"),
    "Script data state": ("script", ""),
    "CDATA section state": ("math", "\ufffd"),
}
# Elements whose content the tokeniser reads otherwise, or that is no text, once there is a tree: a test of the tokeniser
# alone does not know that.
SPECIAL = re.compile(r"<(script|style|title|textarea|xmp|iframe|noembed|noframes|plaintext|template|svg)[\s/>]", re.I)


def unescape(value):
    """Resolves the \\uXXXX that a test with doubleEscaped holds."""
    if isinstance(value, str):
        return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, list):
        return [unescape(item) for item in value]
    return value


def renamed(text: str, last_start_tag: str | None, tag: str) -> str:
    """The text with `tag` instead of the one that the test takes for open."""
    return re.sub(last_start_tag, tag, text, flags=re.I) if last_start_tag and tag else text


def expected_text(output: list, state: str, tag: str, last_start_tag: str | None) -> str:
    nul = STATES[state][1]
    text = ""
    is_inside = state != "Data state"
    for token in output:
        if token[0] == "Character":
            characters = token[1].replace("\0", nul if is_inside else "")
            text += "" if is_inside and tag == "script" else characters
        elif token[0] == "EndTag" and token[1] == last_start_tag:
            is_inside = False
    return bare(text)


def main() -> int:
    program, tests = arguments(__doc__)
    extractor = Extractor(program)
    suite = Suite("tokenizer", threshold=1)
    for file in sorted((tests / "tokenizer").glob("*.test")):
        content = json.loads(file.read_text(encoding="utf-8"))
        if "tests" not in content:
            suite.skip(f"{file.name} is for a parser that coerces to XML")
            continue
        for test in content["tests"]:
            page, output = test["input"], test["output"]
            if test.get("doubleEscaped"):
                page, output = unescape(page), unescape(output)
            if re.search("[\ud800-\udfff]", page):
                suite.skip("a lone surrogate cannot be written in a page")
                continue
            last = test.get("lastStartTag")
            for state in test.get("initialStates", ["Data state"]):
                tag = STATES[state][0]
                if state == "Data state" and SPECIAL.search(page):
                    suite.skip("holds a start tag that changes the tokeniser's state once there is a tree")
                    continue
                body = renamed(page, last, tag)
                start = {"": "", "math": "<math><![CDATA["}.get(tag, f"<{tag}>")
                found = extractor.text(start + body)
                expected = renamed(expected_text(output, state, tag, last), last, tag)
                suite.check(file, f"{test['description']} ({state})", start + body, expected, found)
    return suite.report()


sys.exit(main())
