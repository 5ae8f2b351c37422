"""What the checks of classifiers share: texts of our own, and running sluice."""

from __future__ import annotations

import json
import pathlib
import random
import subprocess

STEMS = {
    "garden": "rose soil spade seed water leaf root bloom hedge fruit Beet Erde Gießkanne 花园 种子 浇水 сад земля",
    "harbour": "ship rope crane cargo tide anchor pilot deck buoy sail Schiff Anker Hafen 码头 船 潮水 якорь порт",
    "kitchen": "pan salt dough oven spoon broth knife onion plate flour Topf Ofen Mehl 厨房 面粉 盐 соль печь",
    "workshop": "lathe bolt saw plane nail glue vice drill bench file Hobel Säge Nagel 车床 螺丝 胶水 пила гвоздь",
}
COMMON = "the a of and in to is it that with for was on at by 的 了 在 и в на der die und mit".split()


def texts(count: int, seed: int) -> list[tuple[str, str]]:
    """(label, text): words of a place among words that all places share."""
    chosen = random.Random(seed)
    made = []
    for index in range(count):
        label = list(STEMS)[index % len(STEMS)]
        words = chosen.choices(STEMS[label].split(), k=chosen.randint(1, 6))
        words += chosen.choices(COMMON, k=chosen.randint(2, 20))
        words += [word[: chosen.randint(1, len(word))] for word in chosen.choices(words, k=2)]
        chosen.shuffle(words)
        made.append((label, " ".join(words)))
    return made


def odd_texts() -> list[str]:
    """What trips readers up: nothing, long words, labels, line ends, other scripts."""
    return ["", " ", "a", "x" * 5000, "rose " * 3000, "__label__garden rose", "</s> rose", "rose </s> anchor anchor",
            "rose\nanchor\n", "\trose\u00a0soil\u3000", "\u0000", "日本語のテスト", "𝒜𝒷 😀", "é" * 100]


def write_lines(path: pathlib.Path, rows: list[dict]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def read_lines(path: pathlib.Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().split("\n") if line]


def sluice(program: str, *arguments: str) -> str:
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"sluice {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout + done.stderr


def fasttext_train(source: pathlib.Path, **options):
    """A model of fastText, trained on ten threads: each fills a tenth of the input matrix before training, and with fewer
    of them the rest is whatever the memory held, now and then no number."""
    import fasttext

    return fasttext.train_supervised(str(source), thread=10, verbose=0, seed=1, **options)
