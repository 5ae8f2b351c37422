"""A set of shards, opened by its manifest."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np

from .formats import READERS, Items
from .rows import Row
from .spans import Spans


class ShardsError(ValueError):
    """Shards that are not what their manifest says; the message names the file."""


class Shards(Sequence[Row]):
    """The rows of one split, in the order in which they are trained on; documents where shards hold whole ones.

    Files are mapped when they are first read, and stay mapped.
    """

    def __init__(self, folder: str | os.PathLike[str], split: str = "train") -> None:
        """
        :param folder: a folder with a ``manifest.json``, or a run directory, whose newest shards are meant.
        :param split: ``train`` or ``validation``.
        """
        path = os.fspath(folder)
        if not os.path.exists(os.path.join(path, "manifest.json")):
            path = os.path.join(path, "shards")
        self.folder = path
        name = os.path.join(path, "manifest.json")
        try:
            with open(name, encoding="utf-8") as text:
                self.manifest: dict[str, Any] = json.load(text)
        except FileNotFoundError as error:
            raise ShardsError(f"{os.fspath(folder)}: there is no manifest.json") from error
        if self.manifest.get("version") != 1 or self.manifest.get("format") not in READERS:
            raise ShardsError(
                f"{name}: format {self.manifest.get('format')!r}, version {self.manifest.get('version')!r} is not read"
            )
        if split not in self.manifest["splits"]:
            raise ShardsError(f"{name}: there is no split {split!r}")
        self.format: str = self.manifest["format"]
        objective = self.manifest["objective"]
        #: What the rows are for: ``causal``, ``span-corruption`` or ``masked``.
        self.objective: str = objective if isinstance(objective, str) else objective["type"]
        #: Tokens of documents that a row has room for, where its shard does not say otherwise (``lengths``); None where
        #: shards hold whole documents.
        self.row_tokens: int | None = self.manifest["rowTokens"]
        #: The id behind a row's last piece; None where shards hold whole documents.
        self.padding: int | None = self.manifest["padding"]
        self._sources = [source["name"] for source in self.manifest["sources"]]
        #: The id before each document; None where there is none.
        self.beginning_of_document: int | None = (self.manifest.get("beginningOfDocument") or {}).get("id")
        self._shards: list[dict[str, Any]] = self.manifest["splits"][split]["shards"]
        self._first = np.cumsum([0] + [shard["rows"] for shard in self._shards])
        self._opened: list[tuple[Items, Spans] | None] = [None] * len(self._shards)
        for shard in self._shards:
            for file in [shard["tokens"], *shard.get("companions", []), shard["spans"]]:
                place = os.path.join(path, file["path"])
                size = os.path.getsize(place) if os.path.exists(place) else None
                if size != file["bytes"]:
                    raise ShardsError(f"{place}: {size} bytes, but the manifest says {file['bytes']}")

    def __len__(self) -> int:
        return int(self._first[-1])

    def lengths(self) -> list[tuple[int, int]]:
        """Runs of rows of one length: number of the first row behind the run, and the length of its sequences.

        One run, or one for each phase of a curriculum of lengths; none where shards hold whole documents.
        """
        runs: list[tuple[int, int]] = []
        if self.row_tokens is None:
            return runs
        for shard, end in zip(self._shards, self._first[1:]):
            length = shard.get("sequenceLength", self.manifest["sequenceLength"])
            if runs and runs[-1][1] == length:
                runs.pop()
            runs.append((int(end), length))
        return runs

    @overload
    def __getitem__(self, row: int) -> Row: ...
    @overload
    def __getitem__(self, row: slice) -> list[Row]: ...

    def __getitem__(self, row: int | slice) -> Row | list[Row]:
        if isinstance(row, slice):
            return [self[index] for index in range(*row.indices(len(self)))]
        number = row + len(self) if row < 0 else row
        if not 0 <= number < len(self):
            raise IndexError(f"row {row} of {len(self)}")
        shard = int(np.searchsorted(self._first, number, side="right")) - 1
        items, spans = self._open(shard)
        inside = number - int(self._first[shard])
        source, pieces = self._sources[spans.source(inside)], spans.pieces(inside)
        return Row(items.item(inside), source, pieces, items.columns(inside))

    def __iter__(self) -> Iterator[Row]:
        return (self[row] for row in range(len(self)))

    def __getstate__(self) -> dict[str, Any]:
        # Workers of a data loader map the files themselves.
        return {**self.__dict__, "_opened": [None] * len(self._shards)}

    def _open(self, number: int) -> tuple[Items, Spans]:
        opened = self._opened[number]
        if opened is None:
            shard = self._shards[number]
            path = os.path.join(self.folder, shard["tokens"]["path"])
            try:
                items = READERS[self.format](path, self._token_bytes(), self._stored_tokens(shard))
                spans = Spans(os.path.join(self.folder, shard["spans"]["path"]), shard["rows"])
            except (ValueError, KeyError, IndexError) as error:
                raise ShardsError(f"{path}: {error}") from error
            if len(items) != shard["rows"] or int(items.bounds[-1]) != items.ids.size:
                raise ShardsError(f"{path}: {len(items)} items, but the manifest says {shard['rows']}")
            if (items.samples is None) != (self.objective == "causal"):
                raise ShardsError(f"{path}: its columns are not those of the objective {self.objective}")
            opened = (items, spans)
            self._opened[number] = opened
        return opened

    def _stored_tokens(self, shard: dict[str, Any]) -> int:
        """Ids of a shard's rows as they are stored; 0 where they are whole documents."""
        if self.row_tokens is None:
            return 0
        length: int = self.manifest["sequenceLength"]
        own = int(shard.get("sequenceLength", length))
        return own + self.row_tokens - length if self.objective == "causal" else own

    def _token_bytes(self) -> int:
        # Manifests of the first programs do not say it; they are of llmc.
        default = 2 if self.manifest["tokenizer"]["vocabularySize"] <= 65536 else 4
        return int(self.manifest.get("tokenBytes", default))
