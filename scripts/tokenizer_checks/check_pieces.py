"""SentencePiece models and WordPiece vocabularies against the libraries that make them.

usage: check_pieces.py SLUICE WORK-FOLDER

Models are trained here by the libraries, with every normalisation rule and the options that change encoding; what sluice
writes is read by the libraries again.
"""

from __future__ import annotations

import json
import pathlib
import sys

import sentencepiece
from common import SENTENCES, encode, same, sluice, texts
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

PLAIN = {"normalization_rule_name": "identity", "remove_extra_whitespaces": False}
KINDS: dict[str, dict[str, object]] = {
    "identity": {"normalization_rule_name": "identity"},
    "llama": {**PLAIN, "byte_fallback": True, "split_digits": True, "allow_whitespace_only_pieces": True},
    "nmt_nfkc": {"normalization_rule_name": "nmt_nfkc"},
    "nfkc": {"normalization_rule_name": "nfkc", "remove_extra_whitespaces": False},
    "nfkc_cf": {"normalization_rule_name": "nfkc_cf", "byte_fallback": True},
    "nmt_nfkc_cf": {"normalization_rule_name": "nmt_nfkc_cf", "add_dummy_prefix": False},
    "suffix": {"treat_whitespace_as_suffix": True, "byte_fallback": True},
    "symbols": {"user_defined_symbols": ["<sep>", "the", "th", "1", "的"], "byte_fallback": True},
    "sentences": {**PLAIN, "split_by_whitespace": False, "split_by_unicode_script": False},
}

CORPUS = SENTENCES + [
    "The tide table hangs beside the door of the harbour office, and nobody but the gulls disagrees with it.",
    "Before the ferry leaves, the captain counts the bicycles twice and the passengers once.",
    "渡船离开之前，船长把自行车数两遍，乘客只数一遍。潮汐表挂在港口办公室的门边。",
    "До отхода парома капитан дважды считает велосипеды и один раз пассажиров.",
    "while (queue.size() > 0) { auto next = queue.front(); queue.pop(); visit(next); }",
]


def usable(samples: list[str]) -> list[str]:
    """Without what ends a text for SentencePiece's trainer or is looked for by Hugging Face."""
    return [text.replace("\0", "") for text in samples if "[" not in text and "<" not in text]


def train(work: pathlib.Path, name: str, options: dict[str, object], size: int = 700) -> pathlib.Path:
    sentencepiece.SentencePieceTrainer.train(
        input=str(work / "corpus.txt"), model_prefix=str(work / name), model_type="bpe", vocab_size=size,
        character_coverage=0.98, hard_vocab_limit=False, minloglevel=2, max_sentence_length=1 << 20, **options,
    )
    return work / f"{name}.model"


def ids_of(model: pathlib.Path, samples: list[str]) -> list[list[int]]:
    library = sentencepiece.SentencePieceProcessor(model_file=str(model))
    return [library.encode(text) for text in samples]


def check_sentencepiece(program: str, work: pathlib.Path, samples: list[str]) -> None:
    for name, options in KINDS.items():
        model = train(work, name, options, 700 if options.get("byte_fallback") else 450)
        wanted = ids_of(model, samples)
        same(f"SentencePiece, {name}", samples, encode(program, work, model, samples), wanted)
        folder = work / f"{name}-converted"
        sluice(program, "tokenizer", "convert", str(model), "--output", str(folder))
        assert (folder / "tokenizer.model").read_bytes() == model.read_bytes(), f"{name}: not the same file"
        written = folder / "tokenizer.json"
        if written.exists():
            theirs = Tokenizer.from_file(str(written))
            found = [theirs.encode(text, add_special_tokens=False).ids for text in samples]
            same(f"tokenizer.json of {name}, read by tokenizers", samples, found, wanted)
            same(f"tokenizer.json of {name}", samples, encode(program, work, written, samples), wanted)
    assert (work / "llama-converted" / "tokenizer.json").exists()


def check_merge(program: str, work: pathlib.Path, samples: list[str]) -> None:
    other = train(work, "other", {**PLAIN, "split_by_unicode_script": False}, 500)
    merged = work / "merged"
    sluice(
        program, "tokenizer", "extend", "--method", "merge-pieces", "--base", str(work / "llama.model"), "--pieces",
        str(other), "--output", str(merged),
    )
    base, added = sentencepiece_model_pb2.ModelProto(), sentencepiece_model_pb2.ModelProto()
    base.ParseFromString((work / "llama.model").read_bytes())
    added.ParseFromString(other.read_bytes())
    known = {piece.piece for piece in base.pieces}
    for piece in added.pieces:
        if piece.piece not in known:
            base.pieces.append(sentencepiece_model_pb2.ModelProto.SentencePiece(piece=piece.piece, score=0))
    assert (merged / "tokenizer.model").read_bytes() == base.SerializeToString(), "merged: not the file that Python makes"
    wanted = ids_of(merged / "tokenizer.model", samples)
    same("merged models", samples, encode(program, work, merged, samples), wanted)
    used = {token for ids in wanted for token in ids}
    lost = json.loads((merged / "merge-report.json").read_text())["unreachable"]
    assert not used & set(lost), "merged: a piece that is called unreachable is reached"


def check_wordpiece(program: str, work: pathlib.Path, samples: list[str]) -> None:
    for lowercase in (True, False):
        tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        controls = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        trainer = trainers.WordPieceTrainer(
            vocab_size=1500, limit_alphabet=700, special_tokens=controls, show_progress=False)
        tokenizer.train([str(work / "corpus.txt")], trainer)
        file = work / f"wordpiece-{lowercase}.json"
        tokenizer.save(str(file))
        wanted = [tokenizer.encode(text, add_special_tokens=False).ids for text in samples]
        same(f"WordPiece, lower case {lowercase}", samples, encode(program, work, file, samples), wanted)
        folder = work / f"wordpiece-{lowercase}"
        sluice(program, "tokenizer", "convert", str(file), "--output", str(folder))
        same("its vocab.txt", samples, encode(program, work, folder / "vocab.txt", samples), wanted)
        trained = work / f"trained-{lowercase}"
        sluice(
            program, "tokenizer", "train", str(work / "corpus.txt"), "--model", "wordpiece", "--vocab-size", "1500",
            "--alphabet-limit", "700", "--output", str(trained), *(["--lowercase"] if lowercase else []),
        )
        theirs = Tokenizer.from_file(str(trained / "tokenizer.json"))
        found = [theirs.encode(text, add_special_tokens=False).ids for text in samples]
        same("trained WordPiece", samples, encode(program, work, trained, samples), found)


def main() -> None:
    program, work = sys.argv[1], pathlib.Path(sys.argv[2])
    samples = usable(texts())
    (work / "corpus.txt").write_text("\n".join(text.replace("\n", " ") for text in CORPUS * 3), encoding="utf-8")
    check_sentencepiece(program, work, samples)
    check_merge(program, work, samples)
    check_wordpiece(program, work, samples)


main()
