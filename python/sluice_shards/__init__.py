"""Reads the token shards that Sluice writes.

    from sluice_shards import Loader, Shards

    for batch in Loader(Shards("runs/quickstart/shards"), batch_size=8):
        step(batch.inputs, batch.targets)
"""

from .loader import Batch, Loader
from .rows import Row
from .shards import Shards, ShardsError

__all__ = ["Batch", "Loader", "Row", "Shards", "ShardsError"]
