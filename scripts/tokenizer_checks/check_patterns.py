"""Split patterns, added tokens and classes of characters against Hugging Face's tokenizers and tiktoken.

usage: check_patterns.py SLUICE WORK-FOLDER

Vocabularies are learnt here from the texts themselves until whole pieces are tokens, so that ids tell where text was cut.
"""

from __future__ import annotations

import json
import pathlib
import sys

import tiktoken
import unicodedata2
from common import SURROGATES, encode, same, sluice, texts
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

# Digits of Unicode 17, which the Digits step of tokenizers 0.23 knows and our table of Unicode 16 does not.
YOUNGER_DIGITS = {*range(0x11DE0, 0x11DEA), *range(0x16FF4, 0x16FF7)}
# What tokenizers' files hold besides the patterns with a name.
OTHERS = {
    "bloom": r" ?[^(\s|[.,!?…。，、।۔،])]+",
    "qwen3.5": r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n/]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+",
    "kimi": r"[\p{Han}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*"
    r"[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+",
    "tekken": r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+",
    "words": r"(?<=\d)\p{L}++|\b\w{2,4}?\b|(?>\s|\s\s)|^.|\p{N}{1,3}+|\P{L}$",
}


def learn(pre_tokenizer: object, corpus: list[str], normalizer: object = None) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizer
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    trainer = trainers.BpeTrainer(
        vocab_size=20_000, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(corpus, trainer)
    return tokenizer


def isolated(expression: str) -> object:
    return pre_tokenizers.Split(Regex(expression), "isolated")


def ids(tokenizer: Tokenizer, corpus: list[str]) -> list[list[int]]:
    return [found.ids for found in tokenizer.encode_batch(corpus, add_special_tokens=False)]


def named(program: str, work: pathlib.Path, corpus: list[str]) -> None:
    """Every pattern that sluice has a name for, by the file that sluice writes; the same with tiktoken where it can."""
    sample = work / "sample.jsonl"
    sample.write_text(json.dumps({"text": "a"}) + "\n", encoding="utf-8")
    for name in ["gpt2", "cl100k", "qwen2", "o200k", "deepseek-llm", "deepseek-coder", "deepseek-v3", "falcon", "starcoder"]:
        written = work / name
        sluice(
            program, "tokenizer", "train", str(sample), "--vocab-size", "256", "--pattern", name, "--output", str(written))
        tokenizer = learn(Tokenizer.from_file(str(written / "tokenizer.json")).pre_tokenizer, corpus)
        path = work / f"{name}.json"
        tokenizer.save(str(path))
        same(name, corpus, encode(program, work, path, corpus), ids(tokenizer, corpus))


def unnamed(program: str, work: pathlib.Path, corpus: list[str]) -> None:
    """Expressions and steps that are interpreted."""
    level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    steps = {name: [isolated(expression), level] for name, expression in OTHERS.items()}
    for behavior in ["merged_with_previous", "merged_with_next", "contiguous"]:
        steps[behavior] = [pre_tokenizers.Split("a", behavior), pre_tokenizers.Split(Regex(r"\s"), behavior, True), level]
    steps["punctuation"] = [pre_tokenizers.Punctuation("merged_with_next"), pre_tokenizers.Digits(True), level]
    for name, parts in steps.items():
        tokenizer = learn(pre_tokenizers.Sequence(parts), corpus)
        path = work / f"{name}.json"
        tokenizer.save(str(path))
        same(name, corpus, encode(program, work, path, corpus), ids(tokenizer, corpus))
        rewritten = work / f"{name}-again"
        sluice(program, "tokenizer", "convert", str(path), "--output", str(rewritten))
        again = Tokenizer.from_file(str(rewritten / "tokenizer.json"))
        same(f"{name}, written by sluice", corpus, ids(again, corpus), ids(tokenizer, corpus))


def added_tokens(program: str, work: pathlib.Path) -> None:
    """Tokens in text: flags, overlaps, normalisation."""
    corpus = [
        "a<|end|>b", "  <|end|>  b", "x <mask> y", "x<mask>y", "é<n>e\u0301<n>", "one two oneone one", "aaaaaaa", "    ab   ",
        "<|end|><|end|>", "<|en<|end|>d|>", "<|end|", "ⅷword word ⓐword", "\u200dword", "ab abc abcd bcd", "<think>x</think>",
    ]
    level = pre_tokenizers.ByteLevel(add_prefix_space=False)
    for normalizer in [None, normalizers.NFC(), normalizers.Sequence([normalizers.NFC()])]:
        tokenizer = learn(level, corpus * 3, normalizer)
        tokenizer.add_special_tokens([AddedToken("<|end|>"), AddedToken("<mask>", lstrip=True, rstrip=True), "abc"])
        tokenizer.add_tokens([
            AddedToken("<think>", normalized=False), AddedToken("</think>", normalized=True, rstrip=True),
            AddedToken("one", single_word=True), AddedToken("word", single_word=True, normalized=False), "aa", "aaa", "bcd",
            AddedToken("é<n>", normalized=True), AddedToken("e\u0301", normalized=False), AddedToken("   ", normalized=False),
        ])
        path = work / "added.json"
        tokenizer.save(str(path))
        what = f"added tokens, {type(normalizer).__name__}"
        found = encode(program, work, path, corpus, "--special-tokens", "recognize")
        same(f"{what}, special ones recognized", corpus, found, ids(tokenizer, corpus))
        tokenizer.encode_special_tokens = True
        same(f"{what}, special ones as text", corpus, encode(program, work, path, corpus), ids(tokenizer, corpus))


def classes(program: str, work: pathlib.Path) -> None:
    """The classes of every scalar that the patterns name: those of Oniguruma, of Rust's regex, and of Unicode 16.0.

    A pattern that matches runs of a class cuts differently where a scalar is in another class. The vocabulary joins any
    two bytes and any two pairs, which shows each cut between two scalars.
    """
    scalars = [c for c in range(0x110000) if c not in SURROGATES]
    blocks = ["".join(map(chr, scalars[i : i + 8192])) for i in range(0, len(scalars), 8192)]
    level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    ranks = {bytes([byte]): byte for byte in range(256)}
    for name in ["L", "M", "N", "P", "S", "Lu", "Ll", "Lt", "Lm", "Lo", "Nd"]:
        ours = {c for c in scalars if unicodedata2.category(chr(c)).startswith(name)}
        split = pre_tokenizers.Split(Regex(rf"\p{{{name}}}"), "removed")
        rest = {ord(c) for block in blocks for piece, _ in split.pre_tokenize_str(block) for c in piece}
        assert set(scalars) - rest == ours, f"Oniguruma's \\p{{{name}}} is not that of Unicode 16.0"
        rust = tiktoken.Encoding("class", pat_str=rf"\p{{{name}}}", mergeable_ranks=ranks, special_tokens={})
        matched = {ord(c) for block in blocks for c in bytes(rust.encode_ordinary(block)).decode()}
        assert matched == ours, f"Rust's \\p{{{name}}} is not that of Unicode 16.0"
    # Ours by way of the program: alternate a scalar with a letter or a space and let whole pieces be tokens.
    corpus = ["".join(f"{chr(c)}a{chr(c)} " for c in scalars[i : i + 512]) for i in range(0, 0x32400, 512)]
    steps = [isolated(r"\p{L}+|\p{M}+|\p{N}+|\p{P}+|\p{S}+|\s+"), isolated(r"\w+|\p{Lu}|\p{Ll}|\p{Lt}|\p{Lm}|\d"), level]
    tokenizer = learn(pre_tokenizers.Sequence(steps), corpus[:80])
    path = work / "classes.json"
    tokenizer.save(str(path))
    same("classes of scalars", corpus, encode(program, work, path, corpus), ids(tokenizer, corpus))


def main() -> None:
    program, work = sys.argv[1], pathlib.Path(sys.argv[2])
    corpus = [text for text in texts() if not YOUNGER_DIGITS & set(map(ord, text))]
    named(program, work, corpus)
    unnamed(program, work, corpus)
    added_tokens(program, work)
    classes(program, work)


main()
