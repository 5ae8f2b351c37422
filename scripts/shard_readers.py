"""Writes shards of every format with sluice and reads them with the packages they are written for.

usage: shard_readers.py SLUICE WORK-FOLDER

Called by scripts/check-shards. The packages' own modules do the reading; what they import besides and is not installed
(PyTorch, clients of object stores, ...) is replaced by empty classes, which none of the code that runs here touches.
"""

from __future__ import annotations

import gzip
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import random
import subprocess
import sys
import types
from collections import Counter
from typing import Any, Iterable

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))

from sluice_shards import Shards  # noqa: E402


class AbsentType(type):
    """Of classes that are not there: every name in them is another one."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return absent_class(name)


def absent_class(name: str) -> Any:
    return AbsentType(name, (), {"__init__": lambda *_, **__: None})


class Absent(types.ModuleType):
    """A module that is not installed: every name in it is an empty class."""

    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = absent_class(name)
        setattr(self, name, made)
        return made


class AbsentModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Asked last, when no other finder has a module."""

    NAMES = {
        "torch", "tokenizers", "boto3", "botocore", "PIL", "transformers", "cached_path", "google", "azure", "oci", "paramiko",
        "snappy", "torchvision", "catalogue", "matplotlib", "fasteners", "dataclass_extensions", "omegaconf",
        "bettermap", "pandas", "safetensors", "importlib_resources",
    }

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] not in self.NAMES:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return Absent(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        if module.__name__ == "cached_path":
            module.cached_path = lambda path, **_: pathlib.Path(path)  # type: ignore[attr-defined]
        if module.__name__ == "torch":
            module.as_tensor = lambda value, dtype=None: np.asarray(value)  # type: ignore[attr-defined]
            module.distributed = Absent("torch.distributed")  # type: ignore[attr-defined]
            module.utils = Absent("torch.utils")  # type: ignore[attr-defined]
            module.utils.data = Absent("torch.utils.data")  # type: ignore[attr-defined]


def module(name: str, *, without: Iterable[str] = ()) -> types.ModuleType:
    """Imports a module of a package without running the packages above it, which import much more than it needs.

    :param without: modules that it imports and that do nothing for reading.
    """
    for absent in without:
        sys.modules.setdefault(absent, Absent(absent))
    parts = name.split(".")
    for count in range(1, len(parts)):
        above = ".".join(parts[:count])
        if above in sys.modules:
            continue
        folder = importlib.util.find_spec(parts[0]) if count == 1 else None
        paths = list(folder.submodule_search_locations or []) if folder else [
            os.path.join(p, parts[count - 1]) for p in sys.modules[".".join(parts[: count - 1])].__path__]
        spec = importlib.machinery.ModuleSpec(above, None, is_package=True)
        spec.submodule_search_locations = paths
        package = importlib.util.module_from_spec(spec)
        sys.modules[above] = package
    return importlib.import_module(name)


failures: list[str] = []
checks = 0


def check(what: str, holds: bool) -> None:
    global checks
    checks += 1
    if not holds:
        failures.append(what)


def call(*arguments: str) -> str:
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


class Corpus:
    """Documents of several scripts, their tokens, and what the program writes of them."""

    def __init__(self, sluice: str, work: str) -> None:
        self.sluice, self.work = sluice, work
        draw = random.Random(5)
        words = ["harbour", "lantern", "Fähre", "паром", "渡船", "码头", "tide", "quay", "नदी", "ferry", "42", "\n"]
        self.documents = os.path.join(work, "documents.jsonl")
        with open(self.documents, "w", encoding="utf-8") as out:
            for number in range(400):
                count = 0 if number % 50 == 7 else 6_000 if number == 123 else draw.randint(1, 300)
                text = " ".join(draw.choices(words, k=count))
                out.write(json.dumps({"id": f"d{number}", "text": text}, ensure_ascii=False) + "\n")
        self.tokenizer = os.path.join(work, "tokenizer")
        call(
            sluice, "tokenizer", "train", self.documents, "--vocab-size", "300", "--special-tokens",
            "<|endoftext|>", "[PAD]", "[CLS]", "[SEP]", "[MASK]", "--output", self.tokenizer)
        ids = os.path.join(work, "ids.jsonl")
        call(sluice, "tokenizer", "encode", self.documents, "--tokenizer", self.tokenizer, "--output", ids)
        with open(ids, encoding="utf-8") as lines:
            self.tokens = [tuple(json.loads(line)) for line in lines]

    def pack(self, name: str, formats: str, *more: str, shard_tokens: int = 20_000) -> str:
        folder = os.path.join(self.work, name)
        call(
            self.sluice, "pack", self.documents, "--tokenizer", self.tokenizer, "--sequence-length", "128", "--format",
            formats, "--shard-tokens", str(shard_tokens), "--output", folder, *more)
        call(self.sluice, "shards", "verify", folder)
        return folder

    def are_all(self, documents: Iterable[tuple[int, ...]]) -> bool:
        return Counter(documents) == Counter(self.tokens)


def stems(folder: str, ending: str) -> list[str]:
    files = sorted(f for f in os.listdir(f"{folder}/train") if f.endswith(ending))
    return [f"{folder}/train/{f[:-len(ending)]}" for f in files]


def read_llmc(folder: str) -> np.ndarray:
    """As llm.c's and modded-nanogpt's loaders read it, with their assertions."""
    parts = []
    for stem in stems(folder, ".bin"):
        header = np.fromfile(stem + ".bin", "<i4", 256)
        check("llmc: magic and version", (int(header[0]), int(header[1])) == (20240520, 1))
        tokens = np.fromfile(stem + ".bin", "<u2", offset=1024)
        check("llmc: count", len(tokens) == header[2])
        parts.append(tokens)
    return np.concatenate(parts)


def documents_of_rows(shards: Shards, end: int) -> Iterable[tuple[int, ...]]:
    """Joins the pieces of every document."""
    documents: dict[str, dict[int, int]] = {}
    for row in shards:
        start = 0
        for document, piece in zip(row.document_ids(), row.pieces):
            for offset in range(int(piece["count"])):
                documents.setdefault(document, {})[int(piece["first"]) + offset] = int(row.tokens[start + offset])
            start += int(piece["count"])
    for places in documents.values():
        yield without_end(np.array([places[place] for place in range(len(places))]), end, "llmc")


def without_end(document: np.ndarray, end: int, what: str) -> tuple[int, ...]:
    check(f"{what}: a document ends with the end-of-document id", len(document) > 0 and document[-1] == end)
    return tuple(int(token) for token in document[:-1])


class Tensor:
    """What megatron's builder takes."""

    def __init__(self, values: np.ndarray) -> None:
        self.values = values

    def numpy(self) -> np.ndarray:
        return self.values

    def numel(self) -> int:
        return len(self.values)


def same_bytes(ours: str, theirs: str) -> None:
    with open(ours, "rb") as left, open(theirs, "rb") as right:
        check(f"{os.path.basename(ours)}: the bytes of the package's own writer", left.read() == right.read())


def check_megatron(corpus: Corpus, folder: str, end: int, packed: bool) -> list[np.ndarray]:
    reading = module("megatron.core.datasets.indexed_dataset", without=["megatron.core.utils"])
    items: list[np.ndarray] = []
    for stem in stems(folder, ".idx"):
        data = reading.IndexedDataset(stem)
        check("megatron: a document for each sequence", list(data.document_indices) == list(range(len(data) + 1)))
        rows = [np.array(data[i]) for i in range(len(data))]
        own = f"{corpus.work}/megatron-own"
        builder = reading.IndexedDatasetBuilder(own + ".bin", dtype=rows[0].dtype.type)
        for row in rows:
            builder.add_item(Tensor(row))
            builder.end_document()
        builder.finalize(own + ".idx")
        same_bytes(stem + ".bin", own + ".bin")
        same_bytes(stem + ".idx", own + ".idx")
        items += rows
    if not packed:
        check("megatron: all documents", corpus.are_all(without_end(i, end, "megatron") for i in items))
    return items


def check_mds(corpus: Corpus, folder: str) -> list[np.ndarray]:
    return [np.array(sample["tokens"]) for sample in read_mds(folder)]


def read_mds(folder: str) -> list[dict[str, Any]]:
    """All samples, with the sizes and hashes of their files compared."""
    reading = module("streaming.base.format.mds.reader")
    hashing = module("streaming.base.hashing")
    with open(f"{folder}/train/index.json", encoding="utf-8") as text:
        index = json.load(text)
    rows: list[dict[str, Any]] = []
    for shard in index["shards"]:
        reader = reading.MDSReader.from_json(folder, "train", dict(shard))
        raw = reader.raw_data
        path = f"{folder}/train/{raw.basename}"
        if reader.zip_data:
            stored = open(f"{folder}/train/{reader.zip_data.basename}", "rb").read()
            check("mds-zstd: size", len(stored) == reader.zip_data.bytes)
            check("mds-zstd: hash", hashing.get_hash("xxh64", stored) == reader.zip_data.hashes["xxh64"])
            with open(path, "wb") as out:
                out.write(module("streaming.base.compression").decompress(reader.compression, stored))
        data = open(path, "rb").read()
        check("mds: size", len(data) == raw.bytes)
        check("mds: hash", hashing.get_hash("xxh64", data) == raw.hashes["xxh64"])
        rows += [reader.get_item(i) for i in range(len(reader))]
        if reader.zip_data:
            os.remove(path)
    return rows


def check_mds_writer(corpus: Corpus, folder: str) -> None:
    """The only shard of a folder, and its index, are those of MosaicML's own writer."""
    writing = module("streaming.base.format.mds.writer")
    own = f"{folder}-own"
    rows = read_mds(folder)
    with open(f"{folder}/train/index.json", encoding="utf-8") as text:
        shard = json.load(text)["shards"][0]
    columns = dict(zip(shard["column_names"], shard["column_encodings"]))
    with writing.MDSWriter(out=own, columns=columns, hashes=["xxh64"], size_limit=None) as out:
        for row in rows:
            out.write(row)
    for name in ["index.json", "shard.00000.mds"]:
        same_bytes(f"{folder}/train/{name}", f"{own}/{name}")


def check_objective(corpus: Corpus, name: str, *options: str) -> None:
    """Samples of several columns, as MosaicML's reader gives them, are those of the Python package."""
    folder = corpus.pack(f"objective-{name}", "mds,mds-zstd", *options, shard_tokens=8_000)
    shards = Shards(folder)
    for path in [folder, f"{folder}/mds-zstd"]:
        samples = read_mds(path)
        check(f"{name}: as many samples as rows", len(samples) == len(shards))
        for sample, row in zip(samples, shards):
            check(f"{name}: the names of the columns", set(sample) == set(row.columns))
            for column, values in row.columns.items():
                check(f"{name}: the column {column}", bool(np.array_equal(np.asarray(sample[column]), values)))
    check_mds_writer(corpus, corpus.pack(f"one-{name}", "mds", *options, shard_tokens=10_000_000))


def check_datatrove(corpus: Corpus, folder: str, end: int) -> None:
    reading = importlib.import_module("datatrove.utils.dataset")
    writing = importlib.import_module("datatrove.pipeline.tokens.tokenizer")
    with open(f"{folder}/manifest.json", encoding="utf-8") as text:
        tokenizer = json.load(text)["tokenizer"]["sha256"]
    documents: list[tuple[int, ...]] = []
    for stem in stems(folder, ".ds"):
        ends = np.fromfile(stem + ".ds.index", "<u8").astype(np.int64)
        length = 64
        data = reading.DatatroveFileDataset(stem + ".ds", length - 1, token_size=2)
        stream = np.concatenate([np.asarray(data[i]["input_ids"]) for i in range(len(data))])
        whole = np.fromfile(stem + ".ds", "<u2")
        check("datatrove: windows", len(data) == len(whole) // length and bool((stream == whole[: len(stream)]).all()))
        parts = np.split(whole, ends[:-1])
        documents += [without_end(part, end, "datatrove") for part in parts]
        own = writing.TokenizedFile(
            corpus.work, "own.ds", tokenizer_name_or_path=tokenizer, save_final_metadata=True, token_size=2)
        for part in parts:
            own.write(part.tolist(), None)
        own.close()
        for ending in ["", ".index", ".metadata"]:
            same_bytes(f"{stem}.ds{ending}", f"{corpus.work}/own.ds{ending}")
    check("datatrove: all documents", corpus.are_all(documents))


def check_olmo(corpus: Corpus, folder: str, end: int) -> None:
    reading = module("olmo_core.data.utils")
    documents: list[tuple[int, ...]] = []
    for stem in stems(folder, ".npy"):
        path = stem + ".npy"
        listed = list(reading.iter_document_indices(path, use_array_if_local=False, dtype=np.uint16))
        found = list(reading.iter_document_indices(path, eos_token_id=end, dtype=np.uint16))
        check("olmo: bounds are those of the end-of-document ids", listed == [(int(a), int(b)) for a, b in found])
        with gzip.open(stem + ".csv.gz", "rt", newline="") as text:
            check("olmo: five fields a line", all(len(line.split(",")) == 5 for line in text))
        documents += [
            without_end(reading.load_array_slice(path, a, b, np.uint16), end, "olmo") for a, b in listed]
    check("olmo: all documents", corpus.are_all(documents))


def main() -> None:
    try:
        importlib.import_module("torch")
    except ImportError:
        pass
    sys.meta_path.append(AbsentModules())
    corpus = Corpus(sys.argv[1], sys.argv[2])
    every = corpus.pack("all", "llmc,megatron,mds,mds-zstd,datatrove,olmo", "--end-of-document-position", "after")
    shards = Shards(every)
    end = shards.manifest["endOfDocument"]["id"]
    rows = np.stack([shards[i].tokens for i in range(len(shards))])
    check("llmc: the rows of the Python package", bool((read_llmc(every) == rows.ravel()).all()))
    check("llmc: all documents", corpus.are_all(documents_of_rows(shards, end)))
    for name, items in [
        ("megatron", check_megatron(corpus, f"{every}/megatron", end, packed=True)),
        ("mds", check_mds(corpus, f"{every}/mds")),
        ("mds-zstd", check_mds(corpus, f"{every}/mds-zstd")),
    ]:
        check(f"{name}: the rows of llmc", bool(np.array_equal(np.stack(items), rows)))
    check_datatrove(corpus, f"{every}/datatrove", end)
    check_olmo(corpus, f"{every}/olmo", end)
    whole = corpus.pack("whole", "megatron", "--no-packed")
    check_megatron(corpus, whole, end, packed=False)
    check_mds_writer(corpus, corpus.pack("one", "mds", shard_tokens=10_000_000))
    check_objective(corpus, "spans", "--objective", "span-corruption")
    check_objective(corpus, "pairs", "--objective", "masked")
    check_objective(corpus, "masks", "--objective", "masked", "--no-sentence-pairs")
    print(f"{checks} checks with the formats' own readers and writers, {len(failures)} failed")
    for failure in sorted(set(failures)):
        print(f"failed: {failure}")
    sys.exit(1 if failures else 0)


main()
