"""What the checks of tokenizers share: texts of our own, and running sluice."""

from __future__ import annotations

import json
import pathlib
import random
import subprocess

SURROGATES = range(0xD800, 0xE000)
SENTENCES = [
    "The quick brown fox's den isn't far: 12345 steps, I'LL say. WE'VE been there 3.14159 times!",
    "从这里到那里有两千米，孩子们每天走路去学校。「はい」とカタカナで・書いた。한국어도 있다.",
    "def f(x):\n    return x ** 2  # squared\n\n\n\tif x>=10_000: print(f\"{x!r}\")\r\n",
    "Привет, мир! Ça va? Ελληνικά ʼn ﬁ Ǆ ǅ ²³¼ ٣٤٥ Ⅷ ①② नमस्ते ไทย العربية 😀👩‍💻",
    "<|endoftext|> <think>why?</think>  trailing   spaces   \n  \n",
]
KINDS = list("aBéǅʰ字の・゛\u3040한ſ²1٣Ⅷ \u00a0\n\r\t's!$/«€\0\u0378\u200b😀‘。\u2028\x1c\x85\u0301⹝´")


def texts(seed: int = 1) -> list[str]:
    """Sentences, every block of characters in several surroundings, and dense mixtures of few kinds."""
    chosen = random.Random(seed)
    made = list(SENTENCES)
    for start in range(0, 0x323B0, 128):
        block = [chr(c) for c in range(start, start + 128) if c not in SURROGATES]
        frame = ("{}", "a{}", " {}", "1{}a", "{}\n")[start // 128 % 5]
        if block:
            made.append("".join(frame.format(c) for c in block))
    for _ in range(900):
        some = chosen.sample(KINDS, chosen.randint(2, 8))
        made.append("".join(chosen.choice(some) for _ in range(chosen.randint(1, 40))))
    return made


def sluice(program: str, *arguments: str) -> None:
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"sluice {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")


def encode(program: str, work: pathlib.Path, tokenizer: pathlib.Path, texts: list[str], *options: str) -> list[list[int]]:
    """The ids that sluice gives."""
    source, target = work / "texts.jsonl", work / "ids.jsonl"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    sluice(program, "tokenizer", "encode", str(source), "--tokenizer", str(tokenizer), "--output", str(target), *options)
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def same(what: str, texts: list[str], found: list[list[int]], wanted: list[list[int]]) -> None:
    assert len(found) == len(wanted), f"{what}: {len(found)} documents instead of {len(wanted)}"
    for text, ours, theirs in zip(texts, found, wanted):
        if ours != theirs:
            at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
            raise SystemExit(
                f"{what}: {ascii(text[:120])}\nfrom id {at} on: {ours[at:at + 8]} instead of {theirs[at:at + 8]}")
    print(f"{what}: {len(texts)} texts, the same ids")
