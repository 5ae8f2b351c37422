"""html5lib's tests of tree construction: the visible text of the documents that they expect.

usage: check_tree.py PAGE-TEXT TESTS

Visible text is what the text nodes of the expected tree say, in document order, without those in elements whose content
is no text of the page (HIDDEN). It is compared without white space, because where lines break is a matter of rendering
that the trees do not tell. A page is parsed as without scripting, so that the content of `noscript` is markup. Content of
MathML and SVG is text, but for what describes a drawing. Of fragments (`innerHTML`) an extractor knows nothing, because
it meets whole pages only: they run after the start tags that open their context, and count where their input does not end
one of these. The element `selectedcontent`, which shows the chosen option a second time, is not followed.
"""

from __future__ import annotations

import pathlib
import re
import sys
from dataclasses import dataclass
from typing import Iterator

from common import Extractor, Suite, arguments, bare

NO_TEXT_IN_HTML = {"script", "style", "template", "title", "iframe", "noembed", "noframes", "audio", "video", "canvas"}
HIDDEN = {"": NO_TEXT_IN_HTML, "svg": NO_TEXT_IN_HTML | {"desc", "metadata"}, "math": set()}
# The start tags that open the context of a fragment, where they are not just its own.
CONTEXTS = {
    "tr": "<table><tbody><tr>", "td": "<table><tbody><tr><td>", "th": "<table><tbody><tr><th>",
    "tbody": "<table><tbody>", "thead": "<table><thead>", "tfoot": "<table><tfoot>", "caption": "<table><caption>",
    "colgroup": "<table><colgroup>", "html": "", "head": "<head>", "body": "<body>", "frameset": "<frameset>",
}


@dataclass
class Case:
    page: str
    tree: list[str]
    context: str | None
    scripting: bool | None


def cases(file: pathlib.Path) -> Iterator[Case]:
    for block in re.split(r"(?:\A|\n)#data\n", file.read_text(encoding="utf-8", errors="surrogateescape"))[1:]:
        page, _, rest = ("\n" + block).partition("\n#errors\n")
        lines = rest.split("\n")
        start = lines.index("#document")
        context = lines[lines.index("#document-fragment") + 1] if "#document-fragment" in lines[:start] else None
        head = lines[:start]
        scripting = True if "#script-on" in head else False if "#script-off" in head else None
        yield Case(page[1:], lines[start + 1 :], context, scripting)


def visible_text(tree: list[str]) -> str:
    """The text of an expected tree, as its dump has it."""
    text, path = [], []
    lines = iter(tree)
    for line in lines:
        match = re.match(r"\| ( *)(.*)", line)
        if not match:
            continue
        depth, node = len(match[1]) // 2, match[2]
        if node.startswith('"'):
            # A text node goes on over lines until its closing quotation mark.
            while len(node) < 2 or not node.endswith('"'):
                node += "\n" + next(lines)
            if not any(is_hidden(element) for element in path[:depth]):
                text.append(node[1:-1])
        else:
            path[depth:] = [node]
    return bare("".join(text))


def is_hidden(element: str) -> bool:
    namespace, _, name = element.strip("<>").rpartition(" ")
    return name in HIDDEN[namespace]


def main() -> int:
    program, tests = arguments(__doc__)
    extractor = Extractor(program)
    suite = Suite("tree construction", threshold=0.99)
    for file in sorted((tests / "tree-construction").glob("*.dat")):
        for number, case in enumerate(cases(file), 1):
            if re.search("[\udc80-\udcff]", case.page):
                suite.skip("the page is not UTF-8")
                continue
            if case.scripting:
                suite.skip("for a browser that runs scripts")
                continue
            page = case.page
            if case.context is not None:
                name = case.context.split(" ")[-1]
                opening = CONTEXTS.get(name, f"<{name}>")
                names = set(re.findall(r"\w+", opening)) | {"html", "body", "table"}
                if " " in case.context or any(re.search(f"</{name}", page, re.I) for name in names):
                    suite.skip("a fragment that has no place in a page")
                    continue
                page = opening + page
            suite.check(file, str(number), page, visible_text(case.tree), extractor.text(page))
    return suite.report()


sys.exit(main())
