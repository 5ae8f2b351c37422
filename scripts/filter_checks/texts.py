"""Texts of our own for comparing filters: prose, pages, code, and every threshold from both sides."""

from __future__ import annotations

import random

SUBJECTS = ["The miller", "A heron", "My aunt Clara", "Mr. Holloway", "Nobody", "The ferry", "An old clockmaker", "She", "It"]
VERBS = ["carried", "couldn't find", "has sold", "didn't like", "was mending", "will have seen", "never counted", "knew that"]
OBJECTS = [
    "the well-known wheel", "three or 4 sacks of flour", "a letter from U.S. friends", "$3.50 and a half", "the key (made of iron)",
    "the neighbour's \"good\" boat", "12,5 miles of rope", "a 10km walk, i.e. a long one", "what's left of the bread",
    "www.mill.example/flour?sack=2", "the state-of-the-art scales", "lamps, nails and/or wax", "it's own shadow",
]
PLACES = ["by the river", "at 5 p.m. on Jan. 3", "with the others", "to the end", "in the rain -- again", "of course", "that night"]
ENDS = [".", ".", ".", "!", "?", ".\"", "...", "", "…", ":", ".)", " ;-)", ".'"]
MENU = ["Home", "Contact us", "Read more...", "• Opening hours", "- News", "Privacy policy", "© 2021 The Mill", "Next »", "# Top"]
CODE = [
    "def grind(self, sacks):", "    return {s.name: s.weight for s in sacks}", "x = v.Table[0] + b.Sum()", "// see #12",
    "if (a != b) { c++; }", "<a href=\"index.html\">home</a>", "mill:wheel::turn(x)=>y", "--verbose --output=out.txt",
]
SPECIAL = [
    "Lorem ipsum is what they print here.", "You need JavaScript to see the wheel.", "We use cookies for the mill, too.",
    "The wheel[1] turns[edit] by itself[citation needed].", "He put { and } around it.", "Read our terms of use before you go in.",
]


class Maker:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def pick(self, choices: list[str]) -> str:
        return self.random.choice(choices)

    def sentence(self) -> str:
        parts = [self.pick(SUBJECTS), self.pick(VERBS), self.pick(OBJECTS)]
        while self.random.random() < 0.5:
            parts.append(self.pick(PLACES))
        return " ".join(parts) + self.pick(ENDS)

    def line(self) -> str:
        kind = self.random.random()
        if kind < 0.72:
            return " ".join(self.sentence() for _ in range(self.random.randint(1, 4)))
        if kind < 0.86:
            return self.pick(MENU)
        return self.pick(CODE) if kind < 0.95 else self.pick(SPECIAL)

    def document(self) -> str:
        lines = [self.line() for _ in range(self.random.randint(1, 40))]
        # Copies, so that the rules on repetition have something to find.
        for _ in range(self.random.randint(0, len(lines) // 3)):
            lines.insert(self.random.randrange(len(lines)), self.pick(lines))
        return "".join(line + self.pick(["\n", "\n", "\n\n"]) for line in lines).strip("\n")

    def prose(self) -> str:
        """Documents that few rules object to: long sentences of which none is like another."""
        lines = []
        for _ in range(self.random.randint(6, 14)):
            words = [self.pick(["the", "of", "and", "to", "that", "with"]) if i % 3 == 0 else self.word() for i in range(14)]
            lines.append(" ".join(words).capitalize() + self.pick([".", "!", "?", ".\""]))
        return "\n".join(lines)

    def word(self) -> str:
        return "".join(self.random.choice("aeioubcdfglmnprstv") for _ in range(self.random.randint(3, 9)))


def around(make: object, centre: int, reach: int = 3) -> list[str]:
    return [make(count) for count in range(max(0, centre - reach), centre + reach + 1)]


def thresholds(maker: Maker) -> list[str]:
    """Texts that differ by one word, sign, line or character about where the published limits lie."""
    words = [maker.word() for _ in range(400)]
    stop = ["the", "and", "of", "to"]
    base = " ".join(word if i % 4 else stop[i // 4 % 4] for i, word in enumerate(words[:200]))
    half = " ".join(base.split(" ")[:100])
    lines = [" ".join(words[i * 8:i * 8 + 8]) for i in range(40)]
    made = []
    made += around(lambda n: " ".join(base.split(" ")[:n]), 50)
    made += around(lambda n: half + " #" * n, 11)
    made += around(lambda n: half + " so..." * n, 12)
    made += around(lambda n: half + " …" * n, 11)
    made += around(lambda n: half + " 123" * n, 25)
    made += around(lambda n: half + " ," * n, 25)
    made += around(lambda n: " ".join(["the", "and"] + ["ab"] * 60 + ["abcd"] * n), 60)
    made += around(lambda n: " ".join(["the", "and"] + ["abcdefghijklmnop"] * 40 + ["abcd"] * n), 40)
    made += around(lambda n: "\n".join([f"- {line}" for line in lines[:n]] + ["the and " + lines[39]] * 1), 9)
    made += around(lambda n: "\n".join([line + "..." for line in lines[:n]] + ["the and " + line for line in lines[n:10]]), 3)
    made += around(lambda n: "\n".join(lines[:7] + lines[:n]), 3)
    made += around(lambda n: "\n\n".join(lines[:7] + lines[:n]), 3)
    made += around(lambda n: "\n".join(["x" * n + " " + lines[0]] * 2 + lines[1:10]), 60)
    for n in range(2, 11):
        for count in range(1, 9):
            made.append(" ".join(words[:60] + words[100:100 + n] * count + words[200:230]))
            made.append(" ".join(w for i in range(count) for w in words[100:100 + n] + words[200 + 9 * i:209 + 9 * i]))
    made += around(lambda n: "\n".join([line + "." for line in lines[:n]] + lines[n:25]), 3)
    made += around(lambda n: "\n".join([line + "." for line in lines[:12]] + [word + "." for word in words[:n]]), 24)
    made += around(lambda n: "\n".join("y" * n + f"{i:02}." for i in range(9)), 27)
    made += around(lambda n: "\n".join([line + "." for line in lines] + ["z" * n + "."] * 2), 28, 4)
    made += around(lambda n: "\n".join(f"{line}." for line in lines[:5]) + "\n" * n + "End it here.", 20)
    made += around(lambda n: " ".join("It is so." for _ in range(n)), 5)
    made += around(lambda n: "\n".join("It is so." for _ in range(n)), 5)
    made += around(lambda n: "\n".join(["It is so. It is. So it is."] * 3 + ["x " * n + "end."]), 2)
    made += around(lambda n: "\n".join(["It is so. It is. So it is."] * 3 + ["It " + "x" * n + " ends."]), 1000)
    return made


def texts(seed: int = 1, documents: int = 260) -> list[str]:
    maker = Maker(seed)
    made = [maker.document() for _ in range(documents)] + [maker.prose() for _ in range(documents // 2)]
    for _ in range(3):
        made += thresholds(maker)
    return [text for text in made if text]
