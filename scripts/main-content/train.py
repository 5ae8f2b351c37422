#!/usr/bin/env python3
"""Train the models that tell main content from the rest of a page.

usage: train.py DATA WORK [--output FOLDER] [--predictions FOLDER]

DATA has folders with pages.jsonl.zst ({"id","url","html" or "html_b64"}) and gold.jsonl.zst ({"id","text"} or
{"id","with","without"}). WORK is a folder for the pages as files and for the features. dump-features must be built:

  swift build -c release --package-path scripts/main-content
  pip install zstandard numpy lightgbm==4.6.0 rapidfuzz

A segment is main content when at least three quarters of its words are matched by a longest common subsequence of
the page's words and the gold text's, and is not when at most a quarter are; others are not trained on, nor are pages
that have less than half of their gold text. With snippets instead of a text, segments that contain one are labelled.
Each page has the same weight, shared among its segments by the square root of their length.

Two models are trained. The first sees a segment and the page around it; its thresholds are drawn at random ("extremely
randomised trees", Geurts et al., Machine Learning 63, 2006), which suits the small number of pages. The second sees what
the first, trained on other pages, said of all segments of the page. Folds are made by host, so that no site is trained
and tested on. --predictions writes the texts that models make which have not seen the page's site, as
FOLDER/BENCH.jsonl of {"id","text"}. Determinism: fixed seed and LightGBM's deterministic mode; the same versions give
the same tables.
"""
import argparse, base64, hashlib, io, json, re, struct, subprocess
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urlparse

import lightgbm
import numpy as np
import zstandard
from rapidfuzz.distance import LCSseq

EAST_ASIAN = '\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3'
WORD = re.compile(f'[{EAST_ASIAN}]|[^\\W{EAST_ASIAN}]+')
HERE = Path(__file__).parent
TOOL = HERE / '.build/release/dump-features'
FOLDS = 4
COMMON = dict(
    objective='binary', num_leaves=16, min_data_in_leaf=100, feature_fraction=0.5, bagging_fraction=0.7,
    bagging_freq=1, lambda_l2=1, max_bin=127, verbose=-1, num_threads=2, seed=1, deterministic=True,
    force_row_wise=True)
FIRST = dict(COMMON, learning_rate=0.1, extra_trees=True), 500
SECOND = dict(COMMON, learning_rate=0.05), 150


def lines(path):
    with open(path, 'rb') as file:
        reader = zstandard.ZstdDecompressor(max_window_size=1 << 28).stream_reader(file)
        for line in io.TextIOWrapper(reader, encoding='utf-8', newline='\n'):
            if line.strip():
                yield json.loads(line)


def words(text):
    return [word.lower() for word in WORD.findall(text)]


def squeeze(text):
    return re.sub(r'\s+', ' ', text).strip()


def shares_by_text(texts, gold):
    """For each segment the share of its words that the gold text has, in order or as a whole elsewhere."""
    numbers = {}
    def number(tokens):
        return [numbers.setdefault(token, len(numbers)) for token in tokens]
    segments = [number(words(text)) for text in texts]
    wanted = number(words(gold))
    page = [token for segment in segments for token in segment]
    matched = np.zeros(len(page) + 1, np.int64)
    if len(page) * len(wanted) < 4e8:
        for block in LCSseq.opcodes(page, wanted):
            if block.tag == 'equal':
                matched[block.src_start + 1:block.src_end + 1] = 1
    else:
        known = set(wanted)
        matched[1:] = [token in known for token in page]
    matched = np.cumsum(matched)
    grams = {tuple(wanted[i:i + 4]) for i in range(len(wanted) - 3)}
    shares, start = [], 0
    for segment in segments:
        end = start + len(segment)
        share = (matched[end] - matched[start]) / len(segment) if segment else -1
        if len(segment) >= 8 and share < 0.5:
            found = sum(tuple(segment[i:i + 4]) in grams for i in range(len(segment) - 3)) / (len(segment) - 3)
            share = found if found > 0.7 else share
        shares.append(share)
        start = end
    return shares


def shares_by_snippets(texts, wanted, unwanted):
    def contains(text, snippets):
        return any(s in text or (len(text) > 20 and text in s) for s in map(squeeze, snippets))
    shares = []
    for text in map(squeeze, texts):
        share = -1
        if len(text) >= 3:
            share = 1 if contains(text, wanted) else 0 if contains(text, unwanted) else -1
        shares.append(share)
    return shares


def judge(job):
    """Shares and weights of a page's segments."""
    texts, record = job
    counts = np.array([len(words(text)) for text in texts])
    lengths = np.sqrt(counts)
    weights = lengths / max(1, lengths.sum())
    if 'text' not in record:
        shares = shares_by_snippets(texts, record.get('with', []), record.get('without', []))
        return np.array(shares, float), weights * 50
    shares = np.array(shares_by_text(texts, record['text']), float)
    wanted = len(words(record['text']))
    found = (shares * counts)[shares > 0.3].sum()
    return shares, weights * (0 if wanted < 5 or found < wanted / 2 else 100)


def host(page):
    name = urlparse(page.get('url') or '').hostname or page['id']
    return name.removeprefix('www.')


class Pages:
    """The pages of all benchmarks with their folds, and what the tool makes of them."""

    def __init__(self, data, work):
        self.work, self.names, self.benches, self.gold, self.folds, paths = work, [], [], [], [], []
        for folder in sorted(p.parent for p in data.glob('*/pages.jsonl.zst')):
            place = work / folder.name
            place.mkdir(parents=True, exist_ok=True)
            gold = {record['id']: record for record in lines(folder / 'gold.jsonl.zst')}
            for number, page in enumerate(lines(folder / 'pages.jsonl.zst')):
                body = base64.b64decode(page['html_b64']) if 'html_b64' in page else page['html'].encode()
                path = place / f'{number:05d}.html'
                path.write_bytes(body)
                paths.append(path)
                self.names.append(page['id'])
                self.benches.append(folder.name)
                self.gold.append(gold[page['id']])
                self.folds.append(int(hashlib.md5(host(page).encode()).hexdigest(), 16) % FOLDS)
        self.listing = work / 'pages.list'
        self.listing.write_text(''.join(f'{path}\n' for path in paths))

    def run(self, kind, scores=None):
        out = self.work / f'pages.{kind}'
        command = [TOOL, kind, self.listing, out]
        if scores is not None:
            place = self.work / 'pages.scores'
            place.write_bytes(np.clip(np.round(scores * 256), -30000, 30000).astype('<i4').tobytes())
            command.append(place)
        subprocess.run(command, check=True)
        return out.read_bytes()

    def rows(self, scores=None):
        """The matrix of features (with scores that of the second model) and for each page its segments' texts."""
        data, at, widths = self.run('rows', scores), 0, []
        for _ in range(2):
            (size,) = struct.unpack_from('<I', data, at)
            widths.append(len(data[at + 4:at + 4 + size].split()))
            at += 4 + size
        width = widths[0] + (widths[1] if scores is not None else 0)
        rows, pages = [], []
        for _ in self.names:
            (count,) = struct.unpack_from('<I', data, at)
            at += 4
            texts = []
            for _ in range(count):
                rows.append(np.frombuffer(data, '<i2', width, at))
                (size,) = struct.unpack_from('<I', data, at + 2 * width)
                at += 2 * width + 4
                texts.append(data[at:at + size].decode('utf-8', 'replace'))
                at += size
            pages.append(texts)
        matrix = np.stack(rows)
        return (matrix[:, widths[0]:].copy() if scores is not None else matrix), pages

    def texts(self, scores):
        data, at, texts = self.run('texts', scores), 0, []
        for _ in self.names:
            (size,) = struct.unpack_from('<I', data, at)
            texts.append(data[at + 4:at + 4 + size].decode('utf-8', 'replace'))
            at += 4 + size
        return texts


def fit(rows, shares, weights, settings):
    usable = (shares >= 0) & ((shares <= 0.25) | (shares >= 0.75)) & (weights > 0)
    names = [f'f{i}' for i in range(rows.shape[1])]
    dataset = lightgbm.Dataset(rows[usable], shares[usable] > 0.5, weight=weights[usable], feature_name=names)
    parameters, trees = settings
    return lightgbm.train(parameters, dataset, trees)


def cross_predict(rows, shares, weights, folds, settings):
    """Log-odds of each segment from a model that has not seen its fold."""
    scores = np.zeros(len(shares))
    for fold in range(FOLDS):
        seen = folds != fold
        model = fit(rows[seen], shares[seen], weights[seen], settings)
        scores[~seen] = model.predict(rows[~seen], raw_score=True)
    return scores


def encode(model):
    """The table that BoostedTrees reads: nodes with the leaves that stay possible above their thresholds."""
    trees = [tree['tree_structure'] for tree in model.dump_model()['tree_info']]
    trees = [tree for tree in trees if 'split_feature' in tree]
    numbers = [len(trees)]
    for tree in trees:
        nodes, leaves = [], []
        def walk(node):
            if 'split_feature' not in node:
                leaves.append(max(-32768, min(32767, round(node['leaf_value'] * 256))))
                return
            first = len(leaves)
            walk(node['left_child'])
            ruled_out = sum(1 << leaf for leaf in range(first, len(leaves)))
            threshold = max(-32768, min(32767, int(np.floor(node['threshold']))))
            nodes.append((node['split_feature'], threshold, ~ruled_out))
            walk(node['right_child'])
        walk(tree)
        nodes += [(0, 32767, -1)] * (15 - len(nodes))
        for node in nodes:
            numbers += node
        numbers += leaves + [0] * (16 - len(leaves))
    return base64.b64encode(struct.pack(f'<{len(numbers)}H', *(number & 0xffff for number in numbers))).decode()


def write_swift(table, name, what, path):
    body = ''.join(f'    {table[i:i + 108]}\\\n' for i in range(0, len(table), 108))[:-2]
    path.write_text(
        '// Weights of a model of main content. Written by scripts/main-content/train.py; not to be edited by hand.\n\n'
        f'/// The table of `BoostedTrees` by which segments are judged {what}.\n'
        f'enum {name} {{\n  static let table = """\n{body}\n    """\n}}\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data', type=Path)
    parser.add_argument('work', type=Path)
    parser.add_argument('--output', type=Path, default=HERE / '../../Sources/Extraction/MainContent')
    parser.add_argument('--predictions', type=Path)
    arguments = parser.parse_args()
    pages = Pages(arguments.data, arguments.work)
    rows, texts = pages.rows()
    with ProcessPoolExecutor(2) as workers:
        judged = list(workers.map(judge, zip(texts, pages.gold), chunksize=16))
    shares = np.concatenate([share for share, _ in judged])
    weights = np.concatenate([weight for _, weight in judged])
    folds = np.concatenate([np.full(len(page), fold) for page, fold in zip(texts, pages.folds)])
    first = cross_predict(rows, shares, weights, folds, FIRST)
    context, _ = pages.rows(first)
    if arguments.predictions:
        second = cross_predict(context, shares, weights, folds, SECOND)
        arguments.predictions.mkdir(parents=True, exist_ok=True)
        # Both models' scores weigh as in MainContentSelector.together.
        made = pages.texts((first + second) * 5 / 8)
        for bench in sorted(set(pages.benches)):
            with open(arguments.predictions / f'{bench}.jsonl', 'w', encoding='utf-8') as file:
                for name, place, text in zip(pages.names, pages.benches, made):
                    if place == bench:
                        file.write(json.dumps({'id': name, 'text': text}, ensure_ascii=False) + '\n')
    write_swift(
        encode(fit(rows, shares, weights, FIRST)), 'SegmentModel', 'first', arguments.output / 'SegmentModel.swift')
    write_swift(
        encode(fit(context, shares, weights, SECOND)), 'ContextModel', 'once all have been judged',
        arguments.output / 'ContextModel.swift')


if __name__ == '__main__':
    main()
