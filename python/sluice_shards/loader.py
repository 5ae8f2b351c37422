"""Batches of rows for one rank of a training run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .rows import Row
from .shards import Shards, ShardsError

#: The target of tokens that are not learnt; what ``ignore_index`` has to be.
IGNORED = -1


@dataclass(frozen=True)
class Batch:
    """Rows of one step on one rank; every array is ``[rows, sequence length]``."""

    inputs: NDArray[np.int64]
    #: The token behind each input; -1 where it is padding.
    targets: NDArray[np.int64]
    #: The inputs' places in their documents' pieces.
    position_ids: NDArray[np.int64]
    #: The inputs' documents, numbered within their row; -1 for padding.
    documents: NDArray[np.int64]
    #: Names of the rows' sources.
    sources: list[str]


class Loader:
    """Goes through the rows of packed shards in their order, once.

    A step takes ``batch_size * world_size`` consecutive rows, of which every rank has ``batch_size``. Rows at the end that
    do not fill a step are left out. Where the loader is in the stream does not depend on the world size.
    """

    def __init__(self, shards: Shards, batch_size: int, rank: int = 0, world_size: int = 1) -> None:
        if shards.row_tokens is None:
            raise ShardsError(f"{shards.folder}: these shards hold whole documents; batches are made of packed rows")
        if shards.objective != "causal":
            raise ShardsError(
                f"{shards.folder}: batches are made for the next token; stack the rows' columns for {shards.objective}"
            )
        if batch_size < 1 or not 0 <= rank < world_size:
            raise ValueError(f"batch_size {batch_size}, rank {rank} of {world_size}")
        self.shards, self.batch_size, self.rank, self.world_size = shards, batch_size, rank, world_size
        self._row = 0
        self._length: int = shards.manifest["sequenceLength"]
        self._within = shards.manifest["targets"] == "within-row"

    def __len__(self) -> int:
        """Steps that are left."""
        return (len(self.shards) - self._row) // (self.batch_size * self.world_size)

    def __iter__(self) -> Iterator[Batch]:
        while len(self) > 0:
            first = self._row + self.rank * self.batch_size
            # Before the batch is given: a state saved while it is used goes on behind it.
            self._row += self.batch_size * self.world_size
            yield self._batch(range(first, first + self.batch_size))

    def state_dict(self) -> dict[str, int]:
        """Where the loader is: the next row of the whole stream, the same on every rank."""
        return {"row": self._row}

    def load_state_dict(self, state: dict[str, int]) -> None:
        if not 0 <= state["row"] <= len(self.shards):
            raise ValueError(f"row {state['row']}: these shards have {len(self.shards)}")
        self._row = state["row"]

    def _batch(self, numbers: range) -> Batch:
        rows = [self.shards[number] for number in numbers]
        length = self._length
        return Batch(
            np.stack([row.tokens[:length] for row in rows]).astype(np.int64),
            np.stack([self._targets(row, number) for row, number in zip(rows, numbers)]),
            np.stack([row.position_ids()[:length] for row in rows]).astype(np.int64),
            np.stack([row.document_index()[:length] for row in rows]).astype(np.int64),
            [row.source for row in rows],
        )

    def _targets(self, row: Row, number: int) -> NDArray[np.int64]:
        targets = np.full(self._length, IGNORED, np.int64)
        count = row.text_count
        targets[: max(0, count - 1)] = row.tokens[1:count]
        if not self._within and count == self._length and number + 1 < len(self.shards):
            after = self.shards[number + 1]
            if after.text_count > 0:
                targets[-1] = after.tokens[0]
        return targets
