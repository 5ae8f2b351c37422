"""The tokens of one shard, by format: a flat array of ids, and where its items begin in it."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import Any, Callable

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Items:
    """The rows or documents of one shard."""

    #: Ids one after the other; with samples those of all rows, ``[rows, inputs]``.
    ids: NDArray[Any]
    #: Bounds in ``ids``: item i is ``ids[bounds[i]:bounds[i + 1]]``.
    bounds: NDArray[np.int64]
    #: The columns of all samples, by name; None where rows are ids and nothing else.
    samples: NDArray[Any] | None = None

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def item(self, number: int) -> NDArray[Any]:
        if self.samples is not None:
            inputs: NDArray[Any] = self.samples[number]["input_ids"]
            return inputs
        return self.ids[int(self.bounds[number]) : int(self.bounds[number + 1])]

    def columns(self, number: int) -> dict[str, NDArray[Any]]:
        """All columns of a sample; nothing where there is but one."""
        if self.samples is None:
            return {}
        return {name: self.samples[number][name] for name in self.samples.dtype.names or ()}


def _uniform(ids: NDArray[Any], length: int) -> Items:
    return Items(ids, np.arange(0, len(ids) + 1, length, dtype=np.int64))


def _dtype(token_bytes: int) -> np.dtype[Any]:
    return np.dtype("<u2" if token_bytes == 2 else "<u4")


def _mapped(path: str, dtype: np.dtype[Any], offset: int = 0) -> NDArray[Any]:
    return np.memmap(path, dtype, "r", offset=offset)


def _llmc(path: str, token_bytes: int, row_tokens: int) -> Items:
    header = np.fromfile(path, "<i4", 3)
    kind = (20240520, 1) if token_bytes == 2 else (20240801, 7)
    if tuple(header[:2]) != kind:
        raise ValueError(f"{path}: no llm.c shard with ids of {token_bytes} bytes")
    ids = _mapped(path, _dtype(token_bytes), 1024)
    if len(ids) != header[2]:
        raise ValueError(f"{path}: {len(ids)} tokens, but the header says {header[2]}")
    return _uniform(ids, row_tokens)


def _megatron(path: str, token_bytes: int, row_tokens: int) -> Items:
    index = np.memmap(path.removesuffix(".bin") + ".idx", np.uint8, "r")
    if index[:9].tobytes() != b"MMIDIDX\0\0" or index[17] != (8 if token_bytes == 2 else 4):
        raise ValueError(f"{path}: its index is none of megatron with ids of {token_bytes} bytes")
    count = int(index[18:26].view("<u8")[0])
    lengths = index[34 : 34 + 4 * count].view("<i4")
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
    return Items(_mapped(path, _dtype(token_bytes)), bounds)


def _column(name: str, encoding: str) -> tuple[Any, ...]:
    """A field of numpy's for a column of MosaicML's: ``ndarray:uint16:512`` or ``uint8``."""
    parts = encoding.split(":")
    if parts[0] == "ndarray":
        return (name, np.dtype(parts[1]).newbyteorder("<"), (int(parts[2]),))
    return (name, np.dtype(parts[0]).newbyteorder("<"))


def _mds_bytes(data: NDArray[np.uint8], path: str, token_bytes: int, row_tokens: int) -> Items:
    count = int(data[:4].view("<u4")[0])
    offsets = data[4 : 8 + 4 * count].view("<u4")
    config = json.loads(data[8 + 4 * count : int(offsets[0])].tobytes())
    body = data[int(offsets[0]) :]
    if config["column_names"] == ["tokens"]:
        if config["column_sizes"] != [row_tokens * token_bytes]:
            raise ValueError(f"{path}: its samples are not rows of {row_tokens} tokens")
        return _uniform(body.view(_dtype(token_bytes)), row_tokens)
    kind = np.dtype([_column(*column) for column in zip(config["column_names"], config["column_encodings"])])
    if kind.itemsize * count != len(body) or kind["input_ids"].itemsize != row_tokens * token_bytes:
        raise ValueError(f"{path}: its samples are not of {row_tokens} inputs with ids of {token_bytes} bytes")
    samples = body.view(kind)
    return Items(samples["input_ids"], np.arange(0, count + 1, dtype=np.int64) * row_tokens, samples)


def _mds(path: str, token_bytes: int, row_tokens: int) -> Items:
    return _mds_bytes(np.memmap(path, np.uint8, "r"), path, token_bytes, row_tokens)


def _mds_zstd(path: str, token_bytes: int, row_tokens: int) -> Items:
    try:
        import zstandard
    except ImportError as error:
        raise ImportError("the format mds-zstd needs the package zstandard: pip install zstandard") from error
    with open(path, "rb") as file:
        data = zstandard.ZstdDecompressor().decompress(file.read())
    return _mds_bytes(np.frombuffer(data, np.uint8), path, token_bytes, row_tokens)


def _datatrove(path: str, token_bytes: int, row_tokens: int) -> Items:
    ends = np.fromfile(path + ".index", "<u8").astype(np.int64)
    return Items(_mapped(path, _dtype(token_bytes)), np.concatenate([np.zeros(1, np.int64), ends]))


def _olmo(path: str, token_bytes: int, row_tokens: int) -> Items:
    with gzip.open(path.removesuffix(".npy") + ".csv.gz", "rt", encoding="utf-8", newline="\n") as lines:
        ends = [int(line.split(",", 2)[1]) for line in lines]
    return Items(_mapped(path, _dtype(token_bytes)), np.array([0, *ends], np.int64))


#: By the manifest's name of the format: path, bytes of an id, tokens of a row to the shard's items.
READERS: dict[str, Callable[[str, int, int], Items]] = {
    "llmc": _llmc,
    "megatron": _megatron,
    "mds": _mds,
    "mds-zstd": _mds_zstd,
    "datatrove": _datatrove,
    "olmo": _olmo,
}
