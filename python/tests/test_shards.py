"""The package against shards that the program writes; SLUICE names the program."""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sluice_shards import Loader, Shards, ShardsError

SLUICE = os.environ.get("SLUICE", ".build/release/sluice")
FORMATS = ["llmc", "megatron", "mds", "mds-zstd", "datatrove", "olmo"]


def call(*arguments: str) -> None:
    subprocess.run(arguments, check=True, capture_output=True)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Documents, their tokens, and shards of them in every format."""
    work = tmp_path_factory.mktemp("corpus")
    draw = random.Random(3)
    lines = work / "in.jsonl"
    with open(lines, "w", encoding="utf-8") as out:
        for number in range(150):
            text = " ".join(draw.choices(["ferry", "码头", "quay", "паром", "tide"], k=draw.randint(0, 120)))
            out.write(json.dumps({"id": f"d{number}", "text": text}) + "\n")
    call(
        SLUICE, "tokenizer", "train", str(lines), "--vocab-size", "280", "--special-tokens",
        "<|endoftext|>", "[CLS]", "[SEP]", "[MASK]", "--output", str(work / "tokenizer"))
    ids = work / "ids.jsonl"
    call(SLUICE, "tokenizer", "encode", str(lines), "--tokenizer", str(work / "tokenizer"), "--output", str(ids))
    for targets in ["within-row", "across-rows"]:
        call(
            SLUICE, "pack", str(lines), "--tokenizer", str(work / "tokenizer"), "--sequence-length", "64", "--output",
            str(work / targets), "--shard-tokens", "2000", "--format", ",".join(FORMATS), "--targets", targets,
            "--validation", "0.1")
    tokens = [json.loads(line) for line in ids.read_text().splitlines()]
    return {"work": work, "tokens": tokens, "shards": work / "within-row"}


def folder(corpus: dict[str, Any], name: str) -> Path:
    shards: Path = corpus["shards"]
    return shards if name == FORMATS[0] else shards / name


@pytest.mark.parametrize("name", FORMATS)
def test_every_token_of_every_document_is_there(corpus: dict[str, Any], name: str) -> None:
    documents: dict[str, dict[int, int]] = {}
    end = -1
    position = ""
    for split in ["train", "validation"]:
        shards = Shards(folder(corpus, name), split)
        end, position = shards.manifest["endOfDocument"]["id"], shards.manifest["endOfDocument"]["position"]
        assert len(shards) == shards.manifest["splits"][split]["rows"]
        for row in shards:
            index = row.document_index()
            assert row.source == "documents"
            for number, (document, piece) in enumerate(zip(row.document_ids(), row.pieces)):
                held = row.tokens[index == number]
                assert len(held) == piece["count"]
                for offset, token in enumerate(held):
                    documents.setdefault(document, {})[int(piece["first"]) + offset] = int(token)
            assert (row.tokens[index < 0] == shards.padding).all()
    sequences = [[d[place] for place in range(len(d))] for d in documents.values()]
    assert position == ("before" if name == "llmc" else "after")
    expected = [[end, *t] if position == "before" else [*t, end] for t in corpus["tokens"]]
    assert sorted(sequences) == sorted(expected)


def test_formats_hold_the_same_rows(corpus: dict[str, Any]) -> None:
    sets = [Shards(folder(corpus, name)) for name in ["megatron", "mds", "mds-zstd"]]
    for rows in zip(*sets):
        assert all((row.tokens == rows[0].tokens).all() and (row.pieces == rows[0].pieces).all() for row in rows)


def test_masks_and_positions_follow_the_documents(corpus: dict[str, Any]) -> None:
    row = max(Shards(folder(corpus, "mds")), key=lambda row: len(row.pieces))
    assert len(row.pieces) > 1
    index, positions, mask = row.document_index(), row.position_ids(), row.attention_mask()
    bounds = row.cumulative_lengths()
    assert bounds[0] == 0 and bounds[-1] == len(row.tokens) and (np.diff(bounds) > 0).all()
    assert list(positions[bounds[:-1]]) == [0] * (len(bounds) - 1)
    for i in range(len(row.tokens)):
        for j in range(len(row.tokens)):
            assert mask[i, j] == (j <= i and index[i] == index[j] >= 0)


@pytest.mark.parametrize("targets", ["within-row", "across-rows"])
def test_targets_are_the_tokens_behind_the_inputs(corpus: dict[str, Any], targets: str) -> None:
    shards = Shards(corpus["work"] / targets)
    assert shards.row_tokens == (65 if targets == "within-row" else 64)
    rows = [row for row in shards]
    for number, batch in enumerate(Loader(shards, batch_size=1)):
        assert batch.inputs.shape == batch.targets.shape == batch.position_ids.shape == (1, 64)
        row = rows[number]
        following = np.append(row.tokens, rows[number + 1].tokens[:1] if number + 1 < len(rows) else [-1])
        count = row.text_count
        for place in range(64):
            begins_next = targets == "across-rows" and count == 64 and number + 1 < len(rows)
            learnt = place + 1 < count or place + 1 == count and begins_next
            assert batch.targets[0, place] == (following[place + 1] if learnt else -1)
            assert batch.documents[0, place] == row.document_index()[place]


@pytest.mark.parametrize("world_size", [1, 2, 3])
def test_ranks_share_the_stream_and_resume(corpus: dict[str, Any], world_size: int) -> None:
    shards = Shards(folder(corpus, "mds"))
    loaders = [Loader(shards, 2, rank, world_size) for rank in range(world_size)]
    steps = [np.concatenate([batch.inputs for batch in batches]) for batches in zip(*loaders)]
    whole = np.stack([row.tokens[:64] for row in shards])
    assert (np.concatenate(steps) == whole[: len(steps) * 2 * world_size]).all()
    assert len(whole) - len(steps) * 2 * world_size < 2 * world_size
    # Stopped after four rows of the stream and gone on with another world size.
    first = Loader(shards, 4)
    next(iter(first))
    state = first.state_dict()
    assert state == {"row": 4}
    resumed = Loader(pickle.loads(pickle.dumps(shards)), 1, world_size - 1, world_size)
    resumed.load_state_dict(state)
    batch = next(iter(resumed))
    assert (batch.inputs[0] == whole[4 + world_size - 1]).all()
    with pytest.raises(ValueError):
        resumed.load_state_dict({"row": len(shards) + 1})


OBJECTIVES = [
    ["--objective", "span-corruption"],
    ["--objective", "masked"],
    ["--objective", "masked", "--no-sentence-pairs"],
]


@pytest.mark.parametrize("options", OBJECTIVES)
@pytest.mark.parametrize("name", ["mds", "mds-zstd"])
def test_columns_give_the_documents_back(
    corpus: dict[str, Any], options: list[str], name: str, tmp_path: Path
) -> None:
    call(
        SLUICE, "pack", str(corpus["work"] / "in.jsonl"), "--tokenizer", str(corpus["work"] / "tokenizer"),
        "--sequence-length", "63", "--output", str(tmp_path / "out"), "--shard-tokens", "2000", "--format", name, *options)
    shards = Shards(tmp_path / "out")
    objective = shards.manifest["objective"]
    assert shards.objective == objective["type"] == options[1]
    documents: dict[str, dict[int, int]] = {}
    for row in shards:
        columns = row.columns
        assert (columns["input_ids"] == row.tokens).all() and len(row.tokens) == 63
        assert columns["attention_mask"].dtype == np.uint8 and columns["labels"].dtype == np.int32
        assert ("token_type_ids" in columns) == ("next_sentence_label" in columns) == (options == OBJECTIVES[1])
        packed = row.packed(objective)
        assert len(packed) == row.text_count
        start = 0
        for document, piece in zip(row.document_ids(), row.pieces):
            for offset in range(int(piece["count"])):
                token = int(packed[start + offset])
                assert documents.setdefault(document, {}).setdefault(int(piece["first"]) + offset, token) == token
            start += int(piece["count"])
        with pytest.raises(ValueError, match="attention_mask"):
            row.position_ids()
    end = [] if options == OBJECTIVES[1] else [shards.manifest["endOfDocument"]["id"]]
    sequences = [[d[place] for place in range(len(d))] for d in documents.values()]
    assert sorted(sequences) == sorted([*t, *end] for t in corpus["tokens"] if t or end)
    with pytest.raises(ShardsError, match="objective|next token"):
        Loader(shards, 1)


def test_damage_and_wrong_use_are_errors(corpus: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(ShardsError, match="manifest.json"):
        Shards(tmp_path)
    with pytest.raises(ShardsError, match="test"):
        Shards(corpus["shards"], "test")
    with pytest.raises(ShardsError, match="documents"):
        Loader(Shards(folder(corpus, "olmo")), 1)
    with pytest.raises(IndexError):
        Shards(corpus["shards"])[10**9]
    for name in ["mds", "megatron", "datatrove"]:
        copy = tmp_path / name
        call("cp", "-r", str(folder(corpus, name)), str(copy))
        tokens = json.loads((copy / "manifest.json").read_text())["splits"]["train"]["shards"][0]["tokens"]["path"]
        with open(copy / tokens, "ab") as out:
            out.write(b"x")
        with pytest.raises(ShardsError, match="bytes, but the manifest says"):
            Shards(copy)


@pytest.fixture(scope="session")
def curriculum(corpus: dict[str, Any]) -> Path:
    """A run whose first phases have rows of 32 tokens and whose last has rows of 128, with marks around documents."""
    work: Path = corpus["work"]
    pipeline = work / "curriculum.yaml"
    pipeline.write_text(
        """
name: curriculum
sources: [{name: a, format: jsonl, paths: in.jsonl}]
deduplicate: false
tokenizer: {vocabulary_size: 300, beginning_of_document: "<|begin|>"}
mix:
  epochs: 1
  validation: 0.1
  phases:
    - {name: short, share: 0.5}
    - {name: middle, share: 0.2}
    - {name: long, sequence_length: 128}
pack: {sequence_length: 32, shard_tokens: 1000, formats: [mds, llmc]}
""")
    call(SLUICE, "run", str(pipeline), "--run", str(work / "curriculum"), "--quiet")
    return work / "curriculum" / "shards"


@pytest.mark.parametrize("name", ["mds", "llmc"])
def test_lengths_follow_the_phases(curriculum: Path, name: str) -> None:
    shards = Shards(curriculum if name == "mds" else curriculum / name)
    (change, short), (end, long) = shards.lengths()
    assert (short, long) == (32, 128) and 0 < change < end == len(shards)
    assert [len(row.tokens) for row in shards] == [33] * change + [129] * (end - change)
    # Every piece that begins a document has its mark, every one that ends it the other.
    assert shards.beginning_of_document is not None
    for row in shards:
        for number, piece in enumerate(row.pieces):
            held = row.tokens[row.document_index() == number]
            assert (held[0] == shards.beginning_of_document) == (piece["first"] == 0)


@pytest.mark.parametrize("world_size", [1, 2])
def test_batches_have_one_length(curriculum: Path, world_size: int) -> None:
    shards = Shards(curriculum)
    (change, _), (end, _) = shards.lengths()
    loaders = [Loader(shards, {32: 3, 128: 2}, rank, world_size) for rank in range(world_size)]
    steps = change // (3 * world_size) + (end - change) // (2 * world_size)
    assert all(len(loader) == steps for loader in loaders)
    batches = [list(loader) for loader in loaders]
    assert all(len(b) == steps for b in batches)
    for step in range(steps):
        short = step < change // (3 * world_size)
        assert all(b[step].inputs.shape == ((3, 32) if short else (2, 128)) for b in batches)
    # A loader that begins anywhere goes on like one that came there.
    for row in [0, 3 * world_size, change]:
        again = Loader(shards, {32: 3, 128: 2}, 0, world_size)
        again.load_state_dict({"row": row})
        rest = list(again)
        assert len(rest) == len(batches[0]) - (row // (3 * world_size))
        assert (rest[-1].inputs == batches[0][-1].inputs).all()
    with pytest.raises(ValueError, match="128"):
        Loader(shards, {32: 3})
